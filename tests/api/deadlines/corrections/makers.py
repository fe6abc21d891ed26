"""Makers of deadlines that the calendar counts, and of corrections."""

from datetime import date
from typing import Any

from sqlmodel import Session
from starlette.testclient import TestClient

from api.calendar.counting import due_days
from api.calendar.days import DayKind
from api.calendar.terms import Roll, Term, TermUnit
from api.cases.tables import Case
from api.catalogue.closing_days.queries import load_calendar
from api.deadlines.tables import Deadline
from tests.api.casework.makers import make_deadline
from tests.factories import Headers

ALL_CLOSED = frozenset(DayKind)
TEN_WORKING_DAYS = Term(10, TermUnit.WORKING_DAYS, closed=ALL_CLOSED)
FOUR_WEEKS_ROLLED = Term(4, TermUnit.WEEKS, roll=Roll.FORWARD, closed=ALL_CLOSED)


def make_counted(
    session: Session, case: Case, term: Term = TEN_WORKING_DAYS, **fields: Any
) -> Deadline:
    """Make a deadline as starting it would: by a term, in the calendar of now."""
    calendar = load_calendar(session)
    started_on = fields.pop("started_on", case.received_on)
    raw_end_on, due_on = due_days(term, started_on, calendar)
    return make_deadline(
        session,
        case,
        due_on,
        **{
            "started_on": started_on,
            "amount": term.amount,
            "unit": term.unit,
            "roll": term.roll,
            "closed": sorted(term.closed),
            "calendar_version": calendar.version,
            "raw_end_on": raw_end_on,
        }
        | fields,
    )


def closing(day: date | str, **fields: Any) -> dict[str, Any]:
    plain = {"closed_on": str(day), "name_da": "lukkedag", "name_en": "closing day"}
    return plain | fields


def adding(*days: date | str, **fields: Any) -> dict[str, Any]:
    return {"add": [closing(day) for day in days], "reason": "Besluttet af direktionen"} | fields


def removing(*days: date | str, **fields: Any) -> dict[str, Any]:
    return {"remove": [str(day) for day in days], "reason": "Åbent alligevel"} | fields


CORRECTIONS = "/v1/calendar-corrections"


# Ten working days from Wednesday 20 September end on Wednesday 4 October.
RECEIVED = date(2017, 9, 20)


MONDAY, FRIDAY = date(2017, 9, 25), date(2017, 9, 29)


def corrected(api: TestClient, headers: Headers, body: dict[str, Any]) -> dict[str, Any]:
    answer = api.post(CORRECTIONS, json=body, headers=headers)
    assert answer.status_code == (200 if body.get("dry_run") else 201), answer.text
    told: dict[str, Any] = answer.json()
    return told
