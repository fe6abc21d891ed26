"""Names and deadlines are written at the same time, and no document keeps an old name."""

import time
from functools import partial
from random import Random
from threading import Thread
from typing import Any

import psycopg
import pytest
from psycopg.errors import DeadlockDetected, LockNotAvailable
from sqlalchemy import Engine
from sqlmodel import Session

from api.db import connection_settings
from api.table import new_id
from tests.api.casework.makers import make_case, make_deadline
from tests.api.casework.places import RECEIVED
from tests.api.catalogue.makers import make_case_type
from tests.api.deadlines.documents.anew import gone_stale
from tests.at_once import together
from tests.factories import make_person, make_unit

CASES, WRITERS, TRANSACTIONS = 6, 4, 40
# What a writer does in one transaction, with a case's row locked as the acts do.
IN_CASE = (
    "UPDATE cases SET unit_id = (SELECT id FROM units ORDER BY md5(id || %(n)s::text) LIMIT 1) "
    "WHERE id = %(case)s",
    "UPDATE cases SET caseworker_id = (SELECT id FROM people ORDER BY md5(id || %(n)s::text) "
    "LIMIT 1) WHERE id = %(case)s",
    "UPDATE cases SET received_on = received_on - 1 WHERE id = %(case)s",
    "UPDATE deadlines SET legal_due_on = legal_due_on + 1 WHERE case_id = %(case)s",
    "UPDATE deadlines SET met_on = CASE WHEN met_on IS NULL THEN legal_due_on END "
    "WHERE case_id = %(case)s",
    "INSERT INTO waiting_periods (id, case_id, waiting_for, what, since_on) "
    "VALUES (%(key)s, %(case)s, 'doctor', 'Erklæring', now())",
    "UPDATE waiting_periods SET until_on = since_on WHERE case_id = %(case)s",
)
NAMES = (
    "UPDATE units SET name = %(key)s WHERE id = (SELECT id FROM units ORDER BY "
    "md5(id || %(n)s::text) LIMIT 1)",
    "UPDATE people SET full_name = %(key)s WHERE id = (SELECT id FROM people ORDER BY "
    "md5(id || %(n)s::text) LIMIT 1)",
    "UPDATE case_types SET name_da = %(key)s",
)
LOCK = "SELECT FROM cases WHERE id = %(case)s FOR UPDATE"


@pytest.fixture
def cases(session: Session) -> list[str]:
    units = [make_unit(session, name=f"Enhed {number}") for number in range(3)]
    case_type = make_case_type(session, f"type-{new_id()}")
    made = [
        make_case(session, units[number % 3], case_type, number=f"2017-{new_id()}")
        for number in range(CASES)
    ]
    for case in made:
        case.caseworker_id = make_person(session, f"person-{new_id()}").id
        for _ in range(2):
            make_deadline(session, case, RECEIVED)
    session.commit()
    return [str(case.id) for case in made]


def connect(url: str) -> psycopg.Connection[Any]:
    return psycopg.connect(url, **connection_settings())


def write(url: str, cases: list[str], chance: Random) -> None:
    with connect(url) as connection:
        for number in range(TRANSACTIONS):
            values = {"case": chance.choice(cases), "n": number, "key": str(new_id())}
            statements = (
                [LOCK, *chance.sample(IN_CASE, 2)]
                if chance.random() < 0.7
                else [chance.choice(NAMES)]
            )
            try:
                for statement in statements:
                    connection.execute(statement, values)
                    time.sleep(chance.random() * 0.005)
                connection.commit()
            except (DeadlockDetected, LockNotAvailable):
                connection.rollback()


def test_no_document_is_stale_after_everybody_wrote_at_once(
    url: str, engine: Engine, cases: list[str]
) -> None:
    chances = [Random(number) for number in range(WRITERS)]  # noqa: S311 - no secret

    with together([partial(write, url, cases, chance) for chance in chances]):
        pass

    with Session(engine) as session:
        assert gone_stale(session) == []


@pytest.mark.parametrize("first", ["the deadline", "the name"])
def test_who_comes_second_waits_for_the_first_and_sees_what_it_wrote(
    url: str, engine: Engine, session: Session, cases: list[str], first: str
) -> None:
    statements = {
        "the deadline": ("UPDATE deadlines SET legal_due_on = legal_due_on + 1", ()),
        "the name": ("UPDATE units SET name = name || ' (nyt navn)'", ()),
    }
    second = next(each for each in statements if each != first)
    with connect(url) as one, connect(url) as other:
        one.execute(*statements[first])
        waiting = Thread(target=other.execute, args=statements[second])
        waiting.start()
        waiting.join(0.3)
        waited = waiting.is_alive()
        one.commit()
        waiting.join()
        other.commit()

    assert waited
    with Session(engine) as fresh:
        assert gone_stale(fresh) == []
        kept = "SELECT count(*) FROM deadline_documents WHERE facts NOT LIKE '%%nyt navn%%'"
        assert fresh.connection().exec_driver_sql(kept).scalar_one() == 0
