"""A grant in a unit reaches what lies under it and what it took over; nobody widens their own."""

from datetime import date

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.organisation.queries import reach_of
from api.organisation.rules import SuccessionKind
from api.organisation.tables import Unit, UnitSuccession
from api.people.rules import Role
from tests.factories import Actors, Headers, kept, make_person, make_plan, make_unit


@pytest.fixture
def mine(session: Session) -> Unit:
    return make_unit(session, name="Vores")


@pytest.fixture
def theirs(session: Session) -> Unit:
    return make_unit(session, name="Deres")


@pytest.fixture
def keeper(actors: Actors, mine: Unit) -> Headers:
    """An administrator of one unit."""
    return actors.headers(Role.ADMIN, mine)


def took_over(session: Session, before: Unit, after: Unit, on: date | None = None) -> None:
    kept(
        session,
        UnitSuccession(
            predecessor_id=before.id,
            successor_id=after.id,
            succeeded_on=on,
            kind=SuccessionKind.MERGED,
        ),
    )


def test_reaches_down_back_and_reads_up(session: Session) -> None:
    top, other = make_unit(session, name="Forvaltning"), make_unit(session, name="Andre")
    centre = make_unit(session, parent_id=top.id)
    department = make_unit(session, name="Afdeling", parent_id=centre.id)
    before = make_unit(session, name="Handicapcentret")
    its_department = make_unit(session, name="Dets afdeling", parent_id=before.id)
    to_come = make_unit(session, name="Kommer siden")
    took_over(session, before, centre)
    took_over(session, to_come, centre, date(2200, 1, 1))

    reach = reach_of(session, centre.id)

    assert reach.within == {centre.id, department.id, before.id, its_department.id}
    assert reach.above == {top.id}
    assert other.id not in reach.within | reach.above


def test_nobody_takes_over_a_unit_of_others(
    api: TestClient, keeper: Headers, mine: Unit, theirs: Unit
) -> None:
    body = {
        "predecessor_id": str(theirs.id),
        "successor_id": str(mine.id),
        "kind": "merged",
    }

    answer = api.post("/v1/unit-successions", json=body, headers=keeper)

    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


def test_nobody_turns_a_succession_towards_others(
    api: TestClient, keeper: Headers, mine: Unit, theirs: Unit, session: Session
) -> None:
    before = make_unit(session, name="Før", parent_id=mine.id)
    body = {"predecessor_id": str(before.id), "successor_id": str(mine.id), "kind": "moved"}
    made = api.post("/v1/unit-successions", json=body, headers=keeper)
    assert made.status_code == 201, made.text

    answer = api.put(
        made.headers["Location"],
        json=body | {"predecessor_id": str(theirs.id)},
        headers=keeper | {"If-Match": "*"},
    )

    assert answer.status_code == 403


@pytest.mark.parametrize("to", ["theirs", "nowhere"])
def test_nobody_reads_upwards_by_moving_their_unit(
    api: TestClient, keeper: Headers, mine: Unit, theirs: Unit, session: Session, to: str
) -> None:
    plan = make_plan(session, theirs)
    mine.parent_id = make_unit(session, name="Over os").id
    session.flush()
    parent = str(theirs.id) if to == "theirs" else None
    body = {"name": mine.name, "kind": mine.kind, "parent_id": parent}

    answer = api.put(f"/v1/units/{mine.id}", json=body, headers=keeper | {"If-Match": "*"})

    assert answer.status_code == 403
    assert api.get(f"/v1/plans/{plan.id}", headers=keeper).status_code == 404


def test_a_unit_may_be_renamed_where_it_lies(
    api: TestClient, keeper: Headers, mine: Unit, session: Session
) -> None:
    over = make_unit(session, name="Over os")
    mine.parent_id = over.id
    session.flush()
    body = {"name": "Nyt navn", "kind": mine.kind, "parent_id": str(over.id)}

    answer = api.put(f"/v1/units/{mine.id}", json=body, headers=keeper | {"If-Match": "*"})

    assert (answer.status_code, answer.json()["name"]) == (200, "Nyt navn")


def test_the_whole_log_is_for_who_has_the_right_everywhere(
    api: TestClient, actors: Actors, mine: Unit, session: Session
) -> None:
    person = make_person(session, "mia")
    actors.grant(person, Role.CASEWORKER)
    actors.grant(person, Role.CENTRE_MANAGER, mine)

    answer = api.get("/v1/change-log", headers=actors.sign_in(person))

    assert answer.status_code == 403
    assert api.get("/v1/change-log", headers=actors.headers(Role.ADMIN)).status_code == 200
