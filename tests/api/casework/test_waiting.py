"""Waiting is shown beside a case's deadlines, and moves only those whose own law says so."""

from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select
from starlette.testclient import TestClient

from api.calendar.terms import TermUnit
from api.casework.waiting.recounting import recount
from api.catalogue.closing_days.tables import CalendarCorrection
from api.catalogue.terms.kinds import Clock, DeadlineKind
from api.deadlines.tables import DeadlineMove
from tests.api.casework.makers import (
    make_deadline,
    make_own_catalogue,
    make_term,
)
from tests.api.casework.places import RECEIVED, Place, deadlines
from tests.api.casework.waiting import SEPTEMBER_14, begin, end, ids, make_wait
from tests.factories import kept

# 30 days after the receipt on 16 August.
DUE = date(2017, 9, 15)


STOPS: dict[str, Any] = {"clock": Clock.STOPS_WHILE_WAITING, "kind": DeadlineKind.REASSESSMENT}


def legal_days(session: Session, place: Place) -> list[date]:
    return [deadline.legal_due_on for deadline in deadlines(session, place.case)]


def test_a_wait_is_noted_and_shown_with_how_long_it_has_lasted(
    api: TestClient, place: Place
) -> None:
    answer = begin(api, place)

    assert answer.status_code == 201, answer.text
    told = answer.json()
    assert answer.headers["Location"] == f"/v1/waiting-periods/{told['id']}"
    assert (told["case_number"], told["waiting_for"], told["what"]) == (
        place.case.number,
        "doctor",
        "LÆ 125",
    )
    assert (told["open"], told["days"], told["until_on"]) == (True, 23, None)
    assert told["may"] == ["end", "replace", "delete"]
    shown = api.get(answer.headers["Location"], headers=place.advisor)
    assert (shown.json()["days"], shown.json()["may"]) == (23, [])
    earlier = api.get(
        answer.headers["Location"], params={"as_of": "2017-09-06"}, headers=place.leader
    )
    assert earlier.json()["days"] == 2


def test_no_clock_moves_before_the_wait_is_over_and_then_only_one_that_stops(
    api: TestClient, session: Session, place: Place
) -> None:
    make_deadline(session, place.case, DUE)
    make_deadline(session, place.case, DUE, **STOPS)

    key = begin(api, place).json()["id"]
    assert legal_days(session, place) == [DUE, DUE]

    ended = end(api, place, key, SEPTEMBER_14)

    assert ended.status_code == 200, ended.text
    assert (ended.json()["open"], ended.json()["days"]) == (False, 10)
    runs, stops = deadlines(session, place.case)
    assert (runs.legal_due_on, runs.due_on, runs.raw_end_on) == (DUE, DUE, DUE)
    later = date(2017, 9, 25)
    assert (stops.legal_due_on, stops.due_on, stops.raw_end_on) == (later, later, later)
    assert stops.original_due_on == DUE


def test_a_wait_is_no_correction_of_the_calendar(
    api: TestClient, session: Session, place: Place
) -> None:
    correction: dict[str, Any] = {"number": 1, "reason": "Glemt lukkedag", "moved": 0}
    correction |= {"added": [], "removed": []}
    kept(session, CalendarCorrection(**correction))
    make_deadline(session, place.case, DUE, **STOPS)
    key = begin(api, place).json()["id"]

    end(api, place, key, SEPTEMBER_14)

    assert legal_days(session, place) == [date(2017, 9, 25)]
    assert session.exec(select(DeadlineMove)).all() == []


def test_a_clock_that_stands_still_is_not_overdue_and_one_that_runs_is(
    api: TestClient, session: Session, place: Place
) -> None:
    running = make_deadline(session, place.case, DUE)
    make_deadline(session, place.case, DUE, **STOPS)
    begin(api, place)

    assert ids(api, place, "/v1/deadlines", status="overdue") == [str(running.id)]
    assert ids(api, place, "/v1/deadlines", status="overdue", as_of="2017-09-15") == []


def test_a_clock_that_had_run_out_before_the_wait_stays_overdue(
    api: TestClient, session: Session, place: Place
) -> None:
    make_deadline(session, place.case, DUE, **STOPS)

    key = begin(api, place, date(2017, 9, 16)).json()["id"]
    assert len(ids(api, place, "/v1/deadlines", status="overdue")) == 1

    end(api, place, key, date(2017, 9, 20))
    assert legal_days(session, place) == [DUE]


def test_what_was_promised_stays_promised(api: TestClient, session: Session, place: Place) -> None:
    promised = date(2017, 9, 20)
    deadline = make_deadline(session, place.case, DUE, **STOPS, extensions=1)
    deadline.due_on = promised

    key = begin(api, place).json()["id"]
    end(api, place, key, date(2017, 9, 6))

    session.refresh(deadline)
    assert (deadline.legal_due_on, deadline.due_on) == (date(2017, 9, 17), promised)


def test_a_wait_noted_by_mistake_is_as_if_it_never_was(
    api: TestClient, session: Session, place: Place
) -> None:
    make_deadline(session, place.case, DUE, **STOPS)
    created = begin(api, place)
    ended = end(api, place, created.json()["id"], SEPTEMBER_14)

    tag = {"If-Match": ended.headers["ETag"]}
    removed = api.delete(created.headers["Location"], headers=place.leader | tag)

    assert removed.status_code == 204
    assert legal_days(session, place) == [DUE]
    assert ids(api, place, "/v1/waiting-periods") == []


def test_a_clock_that_is_started_anew_by_a_correction_stands_still_as_the_old_one_did(
    api: TestClient, session: Session, place: Place
) -> None:
    stops = {"clock": Clock.STOPS_WHILE_WAITING, "amount": 30, "unit": TermUnit.DAYS}
    make_term(session, make_own_catalogue(session), place.case_type, **stops)
    make_wait(session, place, until_on=SEPTEMBER_14)
    body = {"case_type_id": str(place.case_type.id), "received_on": "2017-08-21"}

    answer = api.put(place.address, json=body, headers=place.leader | {"If-Match": "*"})

    assert answer.status_code == 200, answer.text
    [deadline] = deadlines(session, place.case)
    assert (deadline.original_due_on, deadline.legal_due_on) == (
        date(2017, 9, 20),
        date(2017, 9, 30),
    )


def counted_by_hand(waits: list[list[date]]) -> date:
    day, left = RECEIVED, (DUE - RECEIVED).days
    while left:
        day += timedelta(1)
        left -= not any(since_on <= day < until_on for since_on, until_on in waits)
    return day


DAYS = st.integers(0, 60).map(lambda days: date(2017, 8, 10) + timedelta(days))


WAITS = st.lists(st.tuples(DAYS, DAYS).map(sorted), max_size=3)


def test_waits_keep_the_laws_of_a_clock_that_stops(session: Session, place: Place) -> None:
    """Split, a wait is the same; the order does not matter; one more is never earlier; and each
    day that no wait holds counts."""
    deadline = make_deadline(session, place.case, DUE, **STOPS)

    def due_after(waits: list[list[date]]) -> date:
        with session.begin_nested() as turn:
            for since_on, until_on in waits:
                make_wait(session, place, since_on=since_on, until_on=until_on)
            recount(session, place.case.id)
            found = deadline.legal_due_on
            turn.rollback()
        session.refresh(deadline)
        return found

    @settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(WAITS, st.tuples(DAYS, DAYS, DAYS).map(sorted))
    def hold(waits: list[list[date]], more: list[date]) -> None:
        first, between, last = more
        whole = due_after([*waits, [first, last]])

        assert whole == due_after([[between, last], [first, between], *waits])
        assert whole == counted_by_hand([*waits, [first, last]])
        assert whole >= due_after(waits) >= due_after([]) == DUE

    hold()
