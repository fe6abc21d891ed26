"""A deadline counted again from its own term: to explain it, or because it runs once more."""

from collections.abc import Mapping
from datetime import date

from sqlmodel import Session, col, select

from api.calendar.counting import Counted, count
from api.calendar.days import Calendar, DayKind
from api.calendar.terms import Term
from api.cases.waiting_queries import pauses_of
from api.catalogue.closing_days.queries import load_calendar
from api.catalogue.closing_days.tables import CalendarCorrection
from api.catalogue.terms.kinds import Clock
from api.deadlines.tables import Deadline, DeadlineMove
from api.resource import add, change


def term_of(deadline: Deadline) -> Term:
    """Return the term as it was when the deadline started."""
    closed = frozenset(map(DayKind, deadline.closed))
    return Term(deadline.amount, deadline.unit, deadline.at_least, deadline.roll, closed)


def count_again(session: Session, deadline: Deadline, calendar: Calendar) -> Counted:
    """Count a deadline in a calendar, with the waits that are over if its clock stops for them."""
    stops = deadline.clock is Clock.STOPS_WHILE_WAITING
    waits = pauses_of(session, [deadline.case_id]) if stops else {}
    pauses = waits.get(deadline.case_id, [])
    return count(term_of(deadline), deadline.started_on, calendar, pauses=pauses)


def count_waits(session: Session, deadline: Deadline) -> Deadline:
    """Move the days of an open deadline to where its waits leave them."""
    calendar = load_calendar(session)
    after = days_in(session, deadline, calendar)
    return change(session, deadline, after | {"calendar_version": calendar.version})


def catch_up(session: Session, deadline: Deadline) -> Deadline:
    """Move the days of a deadline that runs again to where they are in the calendar of now.

    Corrections and waits moved the open ones alone. What was promised to the citizen stands.
    """
    calendar = load_calendar(session)
    after = days_in(session, deadline, calendar)
    moved = after["legal_due_on"] != deadline.legal_due_on
    if moved and calendar.version > deadline.calendar_version:
        note_move(session, deadline, after)
    return change(session, deadline, after | {"calendar_version": calendar.version})


def days_in(session: Session, deadline: Deadline, calendar: Calendar) -> dict[str, date]:
    """Return a deadline's days counted anew; the one expected stays if it was promised."""
    counted = count_again(session, deadline, calendar)
    return {
        "raw_end_on": counted.raw_end_on,
        "legal_due_on": counted.due_on,
        "due_on": deadline.due_on if deadline.extensions else counted.due_on,
    }


def note_move(session: Session, deadline: Deadline, after: Mapping[str, date]) -> None:
    """Keep the days of before, with the last correction of the calendar as the reason."""
    corrections = select(CalendarCorrection).order_by(col(CalendarCorrection.number).desc())
    last = session.exec(corrections.limit(1)).one()
    move = DeadlineMove(
        deadline_id=deadline.id,
        calendar_correction_id=last.id,
        raw_end_before_on=deadline.raw_end_on,
        raw_end_after_on=after["raw_end_on"],
        legal_due_before_on=deadline.legal_due_on,
        legal_due_after_on=after["legal_due_on"],
        due_before_on=deadline.due_on,
        due_after_on=after["due_on"],
        reason=last.reason,
    )
    add(session, move)
