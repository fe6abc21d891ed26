"""Deadlines that start, end or are promised while what they are counted by is changed."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, text
from sqlmodel import Session, select
from starlette.testclient import TestClient

from api import embedded_postgres
from api.calendar.terms import TermUnit
from api.cases.tables import Case
from api.catalogue.terms.kinds import DeadlineKind, StartEvent
from api.catalogue.terms.tables import PublishedTerm
from api.clock import day_of_asking
from api.db import make_engine
from api.deadlines.corrections.schemas import CorrectionIn
from api.deadlines.corrections.services import correct_calendar
from api.deadlines.revisions.schemas import TermRevisionIn
from api.deadlines.revisions.services import revise_term, term_to_revise
from api.deadlines.starting import Starter
from api.deadlines.tables import Deadline, DeadlineMove
from api.people.rules import Actor, ActorKind, Grant, Role, Scope
from tests import database
from tests.api.casework.makers import make_case, make_own_catalogue, make_term
from tests.api.catalogue.makers import make_case_type
from tests.api.deadlines.corrections.makers import ALL_CLOSED, adding, make_counted
from tests.api.deadlines.makers import make_extension
from tests.conftest import TODAY
from tests.factories import Actors, Headers, make_unit

CORRECTIONS = "/v1/calendar-corrections"
RECEIVED, FRIDAY = date(2017, 9, 20), date(2017, 9, 29)
DUE, DAY_AFTER = date(2017, 10, 4), date(2017, 10, 5)
SEEN_WITHIN = 3.0
KEEPER = Actor(ActorKind.PROGRAM, None, "test", (Grant(Role.ADMIN, frozenset(Scope)),))
WAITING = text("SELECT count(*) FROM pg_locks WHERE NOT granted")


@pytest.fixture
def own_engine(server: embedded_postgres.Server) -> Iterator[Engine]:
    """A database whose transactions are real: they wait for each other."""
    with database.cloned(server, f"counting_{threading.get_ident()}") as url:
        engine = make_engine(url, pool=12)
        yield engine
        engine.dispose()


@pytest.fixture
def own_session(own_engine: Engine) -> Iterator[Session]:
    with Session(own_engine, expire_on_commit=False) as session:
        yield session


@pytest.fixture
def own_api(
    application: FastAPI, own_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> Iterator[TestClient]:
    monkeypatch.setattr("api.db.get_engine", lambda: own_engine)
    application.dependency_overrides[day_of_asking] = lambda: TODAY
    with TestClient(application) as client:
        yield client
    application.dependency_overrides.clear()


@pytest.fixture
def keeper(own_session: Session) -> Headers:
    headers = Actors(own_session, TODAY).headers(Role.ADMIN)
    own_session.commit()
    return headers


@pytest.fixture
def case(own_session: Session) -> Case:
    """A case of a type whose decision takes ten working days."""
    case_type = make_case_type(own_session)
    make_term(
        own_session,
        make_own_catalogue(own_session),
        case_type,
        amount=10,
        unit=TermUnit.WORKING_DAYS,
        closed=sorted(ALL_CLOSED),
    )
    case = make_case(own_session, make_unit(own_session), case_type, received_on=RECEIVED)
    own_session.commit()
    return case


@contextmanager
def meanwhile(engine: Engine, call: Any, *args: Any, **named: Any) -> Iterator[Future[Any]]:
    """Call something that has to wait for a lock, and go on once it does."""
    with ThreadPoolExecutor(1) as pool, engine.connect() as observer:
        called = pool.submit(call, *args, **named)
        until = time.monotonic() + SEEN_WITHIN
        while not observer.scalar(WAITING) and not called.done() and time.monotonic() < until:
            time.sleep(0.01)
        assert not called.done(), "it did not wait"
        yield called


@contextmanager
def half_corrected(engine: Engine, **body: Any) -> Iterator[Session]:
    """A correction that has done all but commit."""
    with Session(engine) as session:
        correct_calendar(session, KEEPER, CorrectionIn(**adding(FRIDAY, **body)), TODAY)
        yield session


def new_case(case: Case) -> dict[str, Any]:
    return {
        "unit_id": str(case.unit_id),
        "case_type_id": str(case.case_type_id),
        "received_on": str(RECEIVED),
    }


def post(api: TestClient, address: str, body: dict[str, Any], headers: Headers) -> Any:
    return api.post(address, json=body, headers=headers)


def test_a_correction_waits_for_a_deadline_that_starts_and_moves_it(
    own_api: TestClient, own_engine: Engine, own_session: Session, keeper: Headers, case: Case
) -> None:
    starts = {StartEvent.APPLICATION_RECEIVED: RECEIVED}
    deadline = Starter(own_session).start(case, DeadlineKind.DECISION, starts)
    assert deadline is not None
    assert deadline.legal_due_on == DUE

    with meanwhile(own_engine, post, own_api, CORRECTIONS, adding(FRIDAY), keeper) as answer:
        own_session.commit()

    assert answer.result().json()["totals"]["moved"] == 1
    own_session.refresh(deadline)
    assert (deadline.legal_due_on, deadline.calendar_version) == (DAY_AFTER, 1)


def test_a_case_opened_during_a_correction_is_counted_in_the_new_calendar(
    own_api: TestClient, own_engine: Engine, own_session: Session, keeper: Headers, case: Case
) -> None:
    with half_corrected(own_engine) as correcting:  # noqa: SIM117 - the second waits for the first
        with meanwhile(own_engine, post, own_api, "/v1/cases", new_case(case), keeper) as answer:
            correcting.commit()

    assert answer.result().status_code == 201, answer.result().text
    [deadline] = own_session.exec(select(Deadline))
    assert (deadline.legal_due_on, deadline.calendar_version) == (DAY_AFTER, 1)


def test_a_dry_run_keeps_nobody_waiting(
    own_api: TestClient, own_engine: Engine, keeper: Headers, case: Case
) -> None:
    with half_corrected(own_engine, dry_run=True):
        assert post(own_api, "/v1/cases", new_case(case), keeper).status_code == 201


def test_a_deadline_that_is_met_during_a_correction_stays_as_it_was_judged(
    own_api: TestClient, own_engine: Engine, own_session: Session, keeper: Headers, case: Case
) -> None:
    deadline = make_counted(own_session, case)
    own_session.commit()
    deadline.met_on = TODAY
    own_session.flush()

    with meanwhile(own_engine, post, own_api, CORRECTIONS, adding(FRIDAY), keeper) as answer:
        own_session.commit()

    assert answer.result().json()["totals"]["moved"] == 0
    own_session.refresh(deadline)
    assert (deadline.legal_due_on, deadline.calendar_version) == (DUE, 0)


def test_a_day_that_is_promised_during_a_correction_stands(
    own_api: TestClient, own_engine: Engine, own_session: Session, keeper: Headers, case: Case
) -> None:
    deadline, promised = make_counted(own_session, case), date(2017, 11, 1)
    own_session.commit()
    make_extension(own_session, deadline, promised)

    with meanwhile(own_engine, post, own_api, CORRECTIONS, adding(FRIDAY), keeper) as answer:
        own_session.commit()

    [move] = answer.result().json()["moves"]
    assert (move["legal_due_after_on"], move["due_after_on"]) == ("2017-10-05", "2017-11-01")
    own_session.refresh(deadline)
    assert (deadline.legal_due_on, deadline.due_on) == (DAY_AFTER, promised)


def test_corrections_at_once_get_numbers_of_their_own_and_add_up(
    own_api: TestClient, own_session: Session, keeper: Headers, case: Case
) -> None:
    deadline = make_counted(own_session, case)
    own_session.commit()
    days = [date(2017, 9, day) for day in (21, 22, 25, 26, 27, 28)]
    start = threading.Barrier(len(days))

    def correct(day: date) -> int:
        start.wait()
        answer = post(own_api, CORRECTIONS, adding(day), keeper)
        assert answer.status_code == 201, answer.text
        return int(answer.json()["number"])

    with ThreadPoolExecutor(len(days)) as pool:
        numbers = list(pool.map(correct, days))

    assert sorted(numbers) == [1, 2, 3, 4, 5, 6]
    own_session.refresh(deadline)
    assert (deadline.legal_due_on, deadline.calendar_version) == (date(2017, 10, 12), 6)
    assert len(own_session.exec(select(DeadlineMove)).all()) == 6


def test_a_term_is_not_taken_back_from_a_deadline_that_starts_meanwhile(
    own_api: TestClient, own_engine: Engine, own_session: Session, keeper: Headers, case: Case
) -> None:
    starts = {StartEvent.APPLICATION_RECEIVED: RECEIVED}
    deadline = Starter(own_session).start(case, DeadlineKind.DECISION, starts)
    assert deadline is not None
    address = f"/v1/published-terms/{deadline.published_term_id}/revision"
    body = {"as_published": "8 uger", "amount": 8, "unit": "weeks", "valid_from": "2017-09-01"}

    with meanwhile(own_engine, post, own_api, address, body, keeper) as answer:
        own_session.commit()

    assert answer.result().json()["code"] == "term_already_used_after"


def test_a_case_opened_during_a_revision_gets_the_new_term(
    own_api: TestClient, own_engine: Engine, own_session: Session, keeper: Headers, case: Case
) -> None:
    old = own_session.exec(select(PublishedTerm)).one()
    body = TermRevisionIn(
        as_published="8 uger", amount=8, unit=TermUnit.WEEKS, valid_from=date(2017, 9, 1)
    )
    with Session(own_engine) as revising:
        term = term_to_revise(revising, KEEPER, old.id, dry_run=False)
        revise_term(revising, KEEPER, term, body)
        with meanwhile(own_engine, post, own_api, "/v1/cases", new_case(case), keeper) as answer:
            revising.commit()

    assert answer.result().status_code == 201, answer.result().text
    [deadline] = own_session.exec(select(Deadline))
    assert deadline.published_term_id != old.id
    assert deadline.due_on == date(2017, 11, 15)
