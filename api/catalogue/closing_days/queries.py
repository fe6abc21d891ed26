"""Every question about closing days, arrival rules and the calendar they make."""

from functools import lru_cache

from sqlalchemy import func
from sqlmodel import Session, col, select

from api.calendar.arrival import Arrival
from api.calendar.days import Calendar, DayKind, SpecialDay
from api.calendar.terms import Term
from api.catalogue.closing_days.tables import ArrivalRule, CalendarCorrection, ClosingDay


def load_calendar(session: Session) -> Calendar:
    """Return the calendar as it is now: the country's days and the municipality's own."""
    days = session.exec(select(ClosingDay).order_by(col(ClosingDay.closed_on)))
    closed = (
        SpecialDay(day.closed_on, DayKind.CLOSING_DAY, day.name_da, day.name_en) for day in days
    )
    return calendar_of(tuple(closed), calendar_version(session))


@lru_cache(maxsize=8)
def calendar_of(closing_days: tuple[SpecialDay, ...], version: int) -> Calendar:
    """Return the same calendar for the same days, so that what was counted in it is kept."""
    return Calendar(closing_days, version)


def calendar_version(session: Session) -> int:
    """Return the number of the latest correction; 0 before the first."""
    return session.exec(select(func.coalesce(func.max(CalendarCorrection.number), 0))).one()


def arrivals(session: Session) -> list[Arrival]:
    """Return the rules for when a message counts as arrived, the latest first."""
    rules = session.exec(select(ArrivalRule).order_by(col(ArrivalRule.valid_from).desc()))
    return [
        Arrival(
            rule.channel,
            Term(rule.amount, rule.unit, closed=frozenset(map(DayKind, rule.closed))),
            rule.valid_from,
            rule.valid_until,
            rule.source,
        )
        for rule in rules
    ]
