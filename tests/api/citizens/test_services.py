"""Finding or adding citizens for cases, one and many at once."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, func, select

from api import embedded_postgres
from api.changes.context import act_as
from api.citizens import services
from api.citizens.keys import decrypted
from api.citizens.rules import NewCitizen, PersonNumber, read_cpr, read_replacement
from api.citizens.tables import Citizen
from api.db import make_engine
from api.errors import InvalidInput, NotAllowed
from api.people.rules import Actor, ActorKind, Grant, Role, Scope
from tests import database
from tests.api.citizens.makers import ANDERS, BODIL, NANCY, WITHOUT_CPR, make_citizen
from tests.conftest import Statements

WRITER = Actor(
    ActorKind.PROGRAM, None, "import", (Grant(Role.SYSTEM, frozenset({Scope.CITIZENS_WRITE})),)
)
NOBODY = Actor(ActorKind.PROGRAM, None, "reader")


def citizens(session: Session) -> int:
    return session.exec(select(func.count()).select_from(Citizen)).one()


def test_adds_a_citizen_the_first_time_and_finds_it_after(session: Session) -> None:
    first = services.citizen_by_cpr_or_new(session, WRITER, NANCY, full_name="Nancy Ann Prøve")
    again = services.citizen_by_cpr_or_new(session, WRITER, "2512489996", full_name="Anna")

    assert first.id == again.id
    assert again.name_encrypted
    assert decrypted(again.name_encrypted) == "Nancy Ann Prøve"
    assert citizens(session) == 1


def test_who_may_not_add_citizens_still_finds_them(session: Session) -> None:
    there = make_citizen(session, NANCY)

    assert services.citizen_by_cpr_or_new(session, NOBODY, NANCY).id == there.id
    with pytest.raises(NotAllowed, match="citizens:write"):
        services.citizen_by_cpr_or_new(session, NOBODY, ANDERS)


def test_a_wrong_number_is_refused_at_the_caller_s_field() -> None:
    with pytest.raises(InvalidInput) as refused:
        services.citizen_by_cpr_or_new(Session(), WRITER, "300290-1234", pointer="/citizen/cpr")

    assert (refused.value.code, refused.value.pointer) == ("cpr_invalid", "/citizen/cpr")


def test_many_are_found_or_added_with_a_handful_of_statements(
    session: Session, statements: Statements
) -> None:
    there = make_citizen(session, NANCY)
    numbers = [read_cpr(text) for text in (NANCY, ANDERS, BODIL, WITHOUT_CPR, ANDERS)]
    numbers.append(read_replacement("F123456"))
    people = [NewCitizen(number, synthetic=True) for number in numbers]

    with statements() as seen:
        ids = services.citizen_ids(session, WRITER, [*people, NewCitizen(None, "Ukendt")])

    assert ids[numbers[0].kept] == there.id
    assert set(ids) == {number.kept for number in numbers}
    assert len(set(ids.values())) == citizens(session) == 5
    assert len(seen) <= 4
    made = session.get_one(Citizen, ids[read_cpr(WITHOUT_CPR).kept])
    assert (made.synthetic, made.cpr_encrypted, there.synthetic) == (True, None, False)


@pytest.fixture
def own_engine(server: embedded_postgres.Server) -> Iterator[Engine]:
    """A database of the test's own, in which transactions really commit."""
    with database.cloned(server, f"numbers_{threading.get_ident()}") as url:
        engine = make_engine(url, pool=4)
        yield engine
        engine.dispose()


def test_several_who_add_the_same_people_at_once_add_each_once(own_engine: Engine) -> None:
    start = threading.Barrier(4)
    people = [NewCitizen(PersonNumber(f"F{each}")) for each in range(50)]

    def add() -> frozenset[str]:
        with Session(own_engine) as session, session.begin():
            act_as(session, kind="program", name="import", act="import_cases")
            start.wait()
            return frozenset(map(str, services.citizen_ids(session, WRITER, people).values()))

    with ThreadPoolExecutor(4) as pool:
        answers = set(pool.map(lambda _: add(), range(4)))

    assert len(answers) == 1
    with Session(own_engine) as session:
        assert citizens(session) == 50
