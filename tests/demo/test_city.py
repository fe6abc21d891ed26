"""The made-up municipality: the same for the same seed, lifelike, and marked as made up."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

from api.cases.rules import CaseAct
from api.cases.tables import Case, CaseEvent
from api.catalogue.terms.kinds import DeadlineKind
from api.citizens.tables import Citizen
from api.deadlines.rules import Status, status_of
from api.deadlines.tables import Deadline
from api.demo.city.generate import City
from api.demo.city.habits import Office
from api.demo.city.lives import lived
from api.demo.load import load
from tests.api.deadlines.documents.anew import gone_stale

TODAY = date(2026, 11, 22)
CASES = 400
SEED = 7


@pytest.fixture(scope="module")
def city(engine: Engine) -> Iterator[Session]:
    """A made-up municipality: what uses this only reads."""
    with engine.connect() as connection:
        transaction = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            load(session)
            City(session, SEED, CASES, TODAY).make(lambda _: None)
            session.expire_all()
            yield session
        transaction.rollback()


def deadlines(session: Session) -> list[Deadline]:
    return list(session.exec(select(Deadline)))


def test_makes_as_many_cases_as_asked(city: Session) -> None:
    assert city.exec(select(func.count()).select_from(Case)).one() == CASES
    assert len(deadlines(city)) > 2 * CASES


def test_each_deadline_is_answered_as_its_rows_say(city: Session) -> None:
    assert gone_stale(city) == []


def test_knows_what_it_made_before(city: Session) -> None:
    assert City(city, SEED, CASES, TODAY).already_made() == CASES
    assert City(city, SEED + 1, CASES, TODAY).already_made() == 0


def test_the_same_seed_makes_the_same_lives(city: Session) -> None:
    first, second = (City(city, SEED, CASES, TODAY) for _ in range(2))
    usual = Office(pace=1, notices=1)

    assert first.days() == second.days()
    for _ in range(CASES):
        received_on = date(2026, 3, 2)
        lives = [
            lived(each.rng, received_on, date(2026, 5, 25), usual, TODAY)
            for each in (first, second)
        ]
        assert lives[0] == lives[1]


def test_looks_like_a_municipality(city: Session) -> None:
    decisions = [each for each in deadlines(city) if each.kind is DeadlineKind.DECISION]
    standing = Counter(
        status_of(each.legal_due_on, each.met_on, each.cancelled_on, TODAY) for each in decisions
    )
    finished = standing[Status.MET] + standing[Status.MET_LATE]
    months = Counter(each.started_on.month for each in decisions)

    assert 0.6 < standing[Status.MET] / finished < 0.9
    assert standing[Status.OPEN]
    assert standing[Status.OVERDUE]
    assert any(each.extensions for each in decisions)
    assert months[7] < months[1]


def test_everybody_in_it_is_marked_as_made_up(city: Session) -> None:
    citizens = city.exec(select(Citizen)).all()

    assert citizens
    assert all(citizen.synthetic and citizen.cpr_index is None for citizen in citizens)


def test_what_happened_lies_in_order_between_receipt_and_today(city: Session) -> None:
    events: dict[object, list[CaseEvent]] = {}
    for event in city.exec(select(CaseEvent).order_by(col(CaseEvent.id))):
        events.setdefault(event.case_id, []).append(event)

    for case in city.exec(select(Case)):
        days = [event.happened_on for event in events[case.id]]
        assert days == sorted(days)
        assert (days[0], events[case.id][0].act) == (case.received_on, CaseAct.OPEN)
        assert days[-1] <= TODAY
        assert events[case.id][-1].to_state is case.state
