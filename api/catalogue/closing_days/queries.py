"""Every question about closing days, arrival rules and the calendar they make."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, column, func, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.calendar.arrival import Arrival, Channel
from api.calendar.days import DAY, Calendar, DayKind, SpecialDay
from api.calendar.terms import Term
from api.catalogue.closing_days.schemas import (
    ArrivalRulesQuery,
    CalendarDaysQuery,
    ClosingDaysQuery,
)
from api.catalogue.closing_days.tables import ArrivalRule, CalendarCorrection, ClosingDay
from api.paging import Found, Key, by_day, by_id, find_among, find_page
from api.people.rules import Actor
from api.resource import one


def load_calendar(session: Session) -> Calendar:
    """Return the calendar as it is now: the country's days and the municipality's own."""
    columns = col(ClosingDay.closed_on), ClosingDay.name_da, ClosingDay.name_en
    days = session.exec(select(*columns))
    closed = [SpecialDay(on, DayKind.CLOSING_DAY, da, en) for on, da, en in days]
    return Calendar(closed, calendar_version(session))


def calendar_version(session: Session) -> int:
    """Return the number of the latest correction; 0 before the first."""
    return session.exec(select(func.coalesce(func.max(CalendarCorrection.number), 0))).one()


def find_calendar_days(
    calendar: Calendar, first: date, last: date, query: CalendarDaysQuery
) -> Found[SpecialDay]:
    """Return the special days from the first to the last, both included, in order."""
    days = sorted(calendar.between(first, last + DAY))
    keys = [by_day(column("on")), Key(column("kind")), Key(column("name_da"))]
    return find_among(days, query, name=f"calendar_days {first} {last}", keys=keys)


def closing_day(session: Session, _: Actor, key: UUID, *, lock: bool = False) -> ClosingDay:
    return one(session, select(ClosingDay), "closing_day", key, lock=lock)


def find_closing_days(
    session: Session, _: Actor, query: ClosingDaysQuery, __: date
) -> Found[ClosingDay]:
    """Return the closing days, the earliest first."""
    statement = select(ClosingDay)
    if query.from_on:
        statement = statement.where(ClosingDay.closed_on >= query.from_on)
    if query.before:
        statement = statement.where(ClosingDay.closed_on < query.before)
    keys = [by_day(ClosingDay.closed_on), by_id(ClosingDay.id)]
    return find_page(session, statement, query, name="closing_days", keys=keys)


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


def arrival_rules() -> SelectOfScalar[ArrivalRule]:
    """Start every read of arrival rules here. They are the same for all."""
    return select(ArrivalRule)


def arrival_rule(session: Session, _: Actor, key: UUID, *, lock: bool = False) -> ArrivalRule:
    return one(session, arrival_rules(), "arrival_rule", key, lock=lock)


def find_arrival_rules(
    session: Session, _: Actor, query: ArrivalRulesQuery, __: date
) -> Found[ArrivalRule]:
    """Return the arrival rules that fit the filters, by channel and first day."""
    statement = arrival_rules()
    if query.channel:
        statement = statement.where(ArrivalRule.channel == query.channel)
    if query.as_of:
        statement = statement.where(ArrivalRule.valid_from <= query.as_of, holds_after(query.as_of))
    keys = [Key(ArrivalRule.channel), by_day(ArrivalRule.valid_from), by_id(ArrivalRule.id)]
    return find_page(session, statement, query, name="arrival_rules", keys=keys)


def holds_after(day: date) -> ColumnElement[bool]:
    return or_(col(ArrivalRule.valid_until).is_(None), col(ArrivalRule.valid_until) > day)


def rules_at_the_same_time(
    session: Session,
    channel: Channel,
    valid_from: date,
    valid_until: date | None,
    *,
    but: UUID | None = None,
) -> Sequence[ArrivalRule]:
    """Return the rules of a channel that hold on a day on which another would hold."""
    statement = arrival_rules().where(ArrivalRule.channel == channel, holds_after(valid_from))
    if valid_until:
        statement = statement.where(ArrivalRule.valid_from < valid_until)
    return session.exec(statement.where(ArrivalRule.id != but) if but else statement).all()
