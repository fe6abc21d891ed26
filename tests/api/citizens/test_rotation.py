"""`rettidig citizens rotate-keys`: nothing is lost before, while and after keys change."""

import threading
from argparse import Namespace
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from api import embedded_postgres
from api.changes.context import act_as
from api.changes.tables import Change
from api.citizens import queries, services
from api.citizens.rotation import rotate_after
from api.citizens.rules import NewCitizen, read_replacement
from api.citizens.tables import Citizen
from api.commands.citizens import rotate_keys
from api.db import make_engine
from api.errors import RuleBroken
from tests import database
from tests.api.citizens.makers import (
    ANDERS,
    BODIL,
    NANCY,
    NEW,
    NEW_INDEX,
    OLD,
    OLD_INDEX,
    UseKeys,
    make_citizen,
)


@pytest.fixture
def own_engine(
    server: embedded_postgres.Server, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Engine]:
    """A database of the test's own, which the command works on too."""
    with database.cloned(server, f"rotation_{threading.get_ident()}") as url:
        monkeypatch.setenv("RETTIDIG_DATABASE_URL", url)
        engine = make_engine(url, pool=1)
        yield engine
        engine.dispose()


def fill(engine: Engine) -> None:
    with Session(engine) as session, session.begin():
        act_as(session, kind="program", name="test", act="arrange")
        make_citizen(session, NANCY, full_name="Nancy Ann Prøve")
        make_citizen(session, ANDERS, full_name=None)
        services.create_citizen(session, NewCitizen(read_replacement("F123456")))
        services.create_citizen(session, NewCitizen(None, "Ukendt dreng"))


def shown(engine: Engine) -> list[tuple[str | None, str | None, str | None]]:
    with Session(engine) as session:
        found = session.exec(select(Citizen).order_by(col(Citizen.id))).all()
        identities = [services.open_identity(each) for each in found]
    return [(each.cpr, each.replacement_number, each.full_name) for each in identities]


def found(engine: Engine, number: str) -> bool:
    with Session(engine) as session:
        return queries.citizen_by_number(session, number) is not None


ALL = [
    ("251248-9996", None, "Nancy Ann Prøve"),
    ("010190-1234", None, None),
    (None, "F123456", None),
    (None, None, "Ukendt dreng"),
]


def test_rotates_every_citizen_so_that_the_old_keys_can_go(
    own_engine: Engine, use: UseKeys
) -> None:
    use(OLD, OLD_INDEX)
    fill(own_engine)
    use(f"{NEW},{OLD}", f"{NEW_INDEX},{OLD_INDEX}")
    assert shown(own_engine) == ALL
    assert found(own_engine, "2512489996")

    answer = rotate_keys(Namespace())
    again = rotate_keys(Namespace())

    assert answer.facts == {"citizens": 4, "rotated": 4}
    assert again.text == "0 citizens were given the newest keys; 4 had them already."
    use(NEW, NEW_INDEX)
    assert shown(own_engine) == ALL
    assert found(own_engine, "2512489996")
    assert found(own_engine, "F123456")


def test_the_log_tells_of_a_rotation_and_holds_none_of_it(own_engine: Engine, use: UseKeys) -> None:
    use(OLD, OLD_INDEX)
    fill(own_engine)
    use(f"{NEW},{OLD}", OLD_INDEX)

    rotate_keys(Namespace())

    with Session(own_engine) as session:
        changes = session.exec(select(Change).where(Change.operation == "update")).all()
        assert {(each.actor_name, each.act) for each in changes} == {
            ("rettidig", "citizen_keys_rotated")
        }
        assert len(changes) == 4
        first = changes[0].after or {}
        assert (first["cpr_encrypted"], first["cpr_index"]) == ("(changed)", "(hidden)")


def test_goes_on_where_it_was_stopped(session: Session, use: UseKeys) -> None:
    use(OLD, OLD_INDEX)
    for number in (NANCY, ANDERS, BODIL):
        make_citizen(session, number)
    use(f"{NEW},{OLD}", OLD_INDEX)

    first = rotate_after(session, None, most=2)
    session.expire_all()
    whole = rotate_after(session, None)

    assert (first.seen, first.changed) == (2, 2)
    assert (whole.seen, whole.changed) == (3, 1)
    assert rotate_after(session, whole.last).last is None


def test_a_key_that_is_gone_too_early_is_told_and_nothing_is_lost(
    own_engine: Engine, use: UseKeys
) -> None:
    use(OLD, OLD_INDEX)
    fill(own_engine)
    use(NEW, OLD_INDEX)

    with pytest.raises(RuleBroken, match="not among RETTIDIG_CITIZEN_KEYS"):
        rotate_keys(Namespace())

    use(f"{NEW},{OLD}", OLD_INDEX)
    assert shown(own_engine) == ALL
