"""Every question about committees and what was put before them.

Committee papers are public: who may read one may read all, whatever the unit.
"""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, func, not_, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.committee.schemas import (
    AgendaItemsQuery,
    CommitteesQuery,
    MeetingsQuery,
    PromisesQuery,
    ReportSchedulesQuery,
)
from api.committee.tables import AgendaItem, Committee, Meeting, Promise, ReportSchedule
from api.paging import Found, Key, by_day, by_id, find_page
from api.people.rules import Actor
from api.plans.outline.queries import containing
from api.resource import one

SEARCHED = (
    AgendaItem.title,
    AgendaItem.case_number,
    AgendaItem.summary,
    AgendaItem.problem,
    AgendaItem.finances,
    AgendaItem.next_steps,
    AgendaItem.decision,
    AgendaItem.related,
)


def committee(session: Session, _: Actor, key: UUID, *, lock: bool = False) -> Committee:
    return one(session, select(Committee), "committee", key, lock=lock)


def meeting(session: Session, _: Actor, key: UUID, *, lock: bool = False) -> Meeting:
    return one(session, select(Meeting), "meeting", key, lock=lock)


def agenda_item(session: Session, _: Actor, key: UUID, *, lock: bool = False) -> AgendaItem:
    return one(session, select(AgendaItem), "agenda_item", key, lock=lock)


def promise(session: Session, _: Actor, key: UUID, *, lock: bool = False) -> Promise:
    return one(session, select(Promise), "promise", key, lock=lock)


def schedule(session: Session, _: Actor, key: UUID, *, lock: bool = False) -> ReportSchedule:
    return one(session, select(ReportSchedule), "report_schedule", key, lock=lock)


def find_committees(
    session: Session, _: Actor, query: CommitteesQuery, __: date
) -> Found[Committee]:
    statement = select(Committee)
    if query.q:
        statement = statement.where(containing(query.q, [Committee.name, Committee.note]))
    keys = [Key(Committee.name), by_id(Committee.id)]
    return find_page(session, statement, query, name="committees", keys=keys)


def find_meetings(session: Session, _: Actor, query: MeetingsQuery, __: date) -> Found[Meeting]:
    """Return meetings by their first day, the earliest first."""
    statement = select(Meeting).where(*meeting_filters(query))
    keys = [by_day(Meeting.held_from), by_id(Meeting.id)]
    return find_page(session, statement, query, name="meetings", keys=keys)


def meeting_filters(query: MeetingsQuery) -> Iterator[ColumnElement[bool]]:
    if query.committee:
        yield col(Meeting.committee_id) == query.committee
    if query.plan:
        about = select(AgendaItem.meeting_id).where(AgendaItem.plan_id == query.plan)
        yield col(Meeting.id).in_(about)
    if query.from_on:
        until = col(Meeting.held_until)
        yield or_(until.is_(None), until >= query.from_on)
    if query.before:
        yield col(Meeting.held_from) < query.before


def find_items(session: Session, _: Actor, query: AgendaItemsQuery, __: date) -> Found[AgendaItem]:
    """Return agenda items by the day of their meeting, the earliest first."""
    on_a_day: SelectOfScalar[AgendaItem] = select(AgendaItem).join(
        Meeting, col(Meeting.id) == AgendaItem.meeting_id
    )
    keys = [by_day(Meeting.held_from), by_id(AgendaItem.id)]
    statement = on_a_day.where(*item_filters(query))
    return find_page(session, statement, query, name="agenda_items", keys=keys)


def item_filters(query: AgendaItemsQuery) -> Iterator[ColumnElement[bool]]:
    if query.meeting:
        yield col(AgendaItem.meeting_id) == query.meeting
    if query.plan:
        yield col(AgendaItem.plan_id) == query.plan
    if query.case_number:
        yield col(AgendaItem.case_number) == query.case_number
    if query.outcome:
        yield col(AgendaItem.outcome) == query.outcome
    if query.q:
        recommended = func.array_to_string(col(AgendaItem.recommendations), " ")
        yield containing(query.q, SEARCHED) | recommended.icontains(query.q, autoescape=True)


def find_promises(session: Session, _: Actor, query: PromisesQuery, as_of: date) -> Found[Promise]:
    """Return promises by the first day they are due, the earliest first."""
    statement = select(Promise).where(*promise_filters(query, as_of))
    keys = [by_day(Promise.due_from), by_id(Promise.id)]
    return find_page(session, statement, query, name="promises", keys=keys)


def promise_filters(query: PromisesQuery, as_of: date) -> Iterator[ColumnElement[bool]]:
    if query.plan:
        yield col(Promise.plan_id) == query.plan
    if query.track:
        yield col(Promise.track_id) == query.track
    if query.item:
        yield col(Promise.agenda_item_id) == query.item
    if query.due_before:
        yield col(Promise.due_until) < query.due_before
    if query.open is not None:
        waits = or_(col(Promise.delivered_on).is_(None), col(Promise.delivered_on) > as_of)
        yield waits if query.open else not_(waits)


def find_schedules(
    session: Session, _: Actor, query: ReportSchedulesQuery, __: date
) -> Found[ReportSchedule]:
    statement = select(ReportSchedule)
    if query.plan:
        statement = statement.where(ReportSchedule.plan_id == query.plan)
    if query.frequency:
        statement = statement.where(ReportSchedule.frequency == query.frequency)
    keys = [Key(ReportSchedule.title), by_id(ReportSchedule.id)]
    return find_page(session, statement, query, name="report_schedules", keys=keys)
