"""What lay under what in a state stays so in it, whatever is moved or follows later."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from api.catalogue.case_types.tables import CaseType
from api.catalogue.legal_bases.tables import LegalBasis
from api.clock import today
from api.complaints.facts.refreshing import refresh
from api.complaints.facts.tables import PatternTrees
from api.organisation.rules import SuccessionKind
from api.organisation.tables import Unit, UnitSuccession
from tests.api.catalogue.makers import make_case_type, make_legal_basis
from tests.api.complaints.patterns.asking import ask, by_keys
from tests.factories import Headers, kept, make_complaint, make_unit


def succeed(session: Session, old: Unit, new: Unit, on: date | None = None) -> None:
    kind = SuccessionKind.MERGED
    row = UnitSuccession(predecessor_id=old.id, successor_id=new.id, kind=kind, succeeded_on=on)
    kept(session, row)


def moved_unit(session: Session) -> tuple[dict[str, Any], Callable[[], None]]:
    above, unit = make_unit(session, name="Område"), make_unit(session, name="Afdeling")
    unit.parent_id = above.id
    make_complaint(session, unit)

    def move() -> None:
        unit.parent_id = None

    return {"unit": str(above.id)}, move


def followed_unit(session: Session) -> tuple[dict[str, Any], Callable[[], None]]:
    old, new = make_unit(session, name="Gammel"), make_unit(session, name="Ny")
    make_complaint(session, old)
    return {"by": "unit", "follow_units": True}, lambda: succeed(session, old, new)


def moved_case_type(session: Session) -> tuple[dict[str, Any], Callable[[], None]]:
    root = make_case_type(session, code="merudgifter")
    leaf = make_case_type(session, code="m-1", parent_id=root.id)
    make_complaint(session, make_unit(session), case_type_id=leaf.id)

    def move() -> None:
        session.get_one(CaseType, leaf.id).parent_id = None

    return {"by": "case_type", "case_type_level": 1}, move


def followed_law(session: Session) -> tuple[dict[str, Any], Callable[[], None]]:
    old, new = make_legal_basis(session, "§ 41"), make_legal_basis(session, "§ 86")
    make_complaint(session, make_unit(session), legal_basis_id=old.id)

    def follow() -> None:
        session.get_one(LegalBasis, old.id).successor_id = new.id

    return {"by": "legal_basis"}, follow


@pytest.mark.parametrize("change", [moved_unit, followed_unit, moved_case_type, followed_law])
def test_figures_of_a_state_stay_when_what_they_lie_in_is_moved(
    change: Callable[[Session], tuple[dict[str, Any], Callable[[], None]]],
    api: TestClient,
    session: Session,
    advisor: Headers,
) -> None:
    query, move = change(session)
    first = ask(api, advisor, **query)
    assert first["total"]["complaints"]["value"] == 1

    move()
    session.flush()

    now = ask(api, advisor, **query)
    again = api.get(first["link"], headers=advisor).json()
    assert now["data"]["number"] == first["data"]["number"] + 1
    assert (again["cells"], again["by"], again["total"]) == (
        first["cells"],
        first["by"],
        first["total"],
    )
    assert (now["total"], now["by"]) != (first["total"], first["by"])


def test_trees_that_come_back_are_kept_once(session: Session) -> None:
    unit, above = make_unit(session, name="Afdeling"), make_unit(session, name="Område")
    numbers = []
    for parent in (None, above.id, None):
        unit.parent_id = parent
        session.flush()
        numbers.append(refresh(session).number)

    assert numbers == [1, 2, 3]
    assert len(session.exec(select(PatternTrees)).all()) == 2


def test_a_unit_follows_another_from_its_day_on(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    old, new = make_unit(session, name="Gammel"), make_unit(session, name="Ny")
    make_complaint(session, old)
    succeed(session, old, new, on=today() + timedelta(days=2))

    assert ask(api, advisor, unit=str(new.id))["total"]["complaints"]["value"] == 0
    followed = ask(api, advisor, by="unit", follow_units=True)
    assert by_keys(followed, "complaints") == {(str(old.id),): 1}


def test_a_unit_that_was_divided_lies_under_all_its_parts(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    old, *parts = (make_unit(session, name=name) for name in ("Hel", "Øst", "Vest"))
    for part in parts:
        succeed(session, old, part)
    make_complaint(session, old)

    for part in parts:
        assert ask(api, advisor, unit=str(part.id))["total"]["complaints"]["value"] == 1
