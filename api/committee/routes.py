"""Committees, meetings, papers, promises and returning reports over HTTP."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from fastapi import Depends
from sqlmodel import Session

from api.clock import Today
from api.committee import queries, rules, schemas, services
from api.committee.tables import AgendaItem, Committee, Meeting, Promise, ReportSchedule
from api.nouns import Noun, add_routes
from api.people.access import CommitteeReader, CommitteeWriter
from api.people.rules import Actor
from api.routing import feature

router = feature("/v1", "committee")


def delivered_by_today(body: schemas.PromiseIn, today: Today) -> schemas.PromiseIn:
    rules.check_delivered(body.delivered_on, today)
    return body


# A body that is checked against today before it reaches its service, which knows no clock.
PromiseByToday: Any = Annotated[schemas.PromiseIn, Depends(delivered_by_today)]


def show_committees(
    _: Session, actor: Actor, rows: Sequence[Committee], __: date
) -> list[schemas.CommitteeOut]:
    return [schemas.CommitteeOut.of(row, actor) for row in rows]


def show_meetings(
    _: Session, actor: Actor, rows: Sequence[Meeting], as_of: date
) -> list[schemas.MeetingOut]:
    return [schemas.MeetingOut.of(row, as_of, actor) for row in rows]


def show_items(
    _: Session, actor: Actor, rows: Sequence[AgendaItem], __: date
) -> list[schemas.AgendaItemOut]:
    return [schemas.AgendaItemOut.of(row, actor) for row in rows]


def show_promises(
    _: Session, actor: Actor, rows: Sequence[Promise], as_of: date
) -> list[schemas.PromiseOut]:
    return [schemas.PromiseOut.of(row, as_of, actor) for row in rows]


def show_schedules(
    _: Session, actor: Actor, rows: Sequence[ReportSchedule], __: date
) -> list[schemas.ReportScheduleOut]:
    return [schemas.ReportScheduleOut.of(row, actor) for row in rows]


COMMITTEE = Noun(
    name="committee",
    plural="committees",
    about="A political committee that the administration reports to.",
    body=schemas.CommitteeIn,
    out=schemas.CommitteeOut,
    query=schemas.CommitteesQuery,
    reader=CommitteeReader,
    writer=CommitteeWriter,
    find=queries.find_committees,
    one=queries.committee,
    show=show_committees,
    create=services.create_committee,
    replace=services.replace_committee,
    delete=services.delete_committee,
)
MEETING = Noun(
    name="meeting",
    plural="meetings",
    about="A committee's meeting, with whether it was held as of a day and how far it slipped.",
    body=schemas.MeetingIn,
    out=schemas.MeetingOut,
    query=schemas.MeetingsQuery,
    reader=CommitteeReader,
    writer=CommitteeWriter,
    find=queries.find_meetings,
    one=queries.meeting,
    show=show_meetings,
    create=services.create_meeting,
    replace=services.replace_meeting,
    delete=services.delete_meeting,
    judged=True,
)
AGENDA_ITEM = Noun(
    name="agenda_item",
    plural="agenda_items",
    about="A paper on a meeting's agenda, with the decision and its word.",
    body=schemas.AgendaItemIn,
    out=schemas.AgendaItemOut,
    query=schemas.AgendaItemsQuery,
    reader=CommitteeReader,
    writer=CommitteeWriter,
    find=queries.find_items,
    one=queries.agenda_item,
    show=show_items,
    create=services.create_item,
    replace=services.replace_item,
    delete=services.delete_item,
)
PROMISE = Noun(
    name="promise",
    plural="promises",
    about="What a committee was promised, and whether it was kept as of a day.",
    body=PromiseByToday,
    out=schemas.PromiseOut,
    query=schemas.PromisesQuery,
    reader=CommitteeReader,
    writer=CommitteeWriter,
    find=queries.find_promises,
    one=queries.promise,
    show=show_promises,
    create=services.create_promise,
    replace=services.replace_promise,
    delete=services.delete_promise,
    judged=True,
)
REPORT_SCHEDULE = Noun(
    name="report_schedule",
    plural="report_schedules",
    about="A report that comes again and again: to whom, how often, from when.",
    body=schemas.ReportScheduleIn,
    out=schemas.ReportScheduleOut,
    query=schemas.ReportSchedulesQuery,
    reader=CommitteeReader,
    writer=CommitteeWriter,
    find=queries.find_schedules,
    one=queries.schedule,
    show=show_schedules,
    create=services.create_schedule,
    replace=services.replace_schedule,
    delete=services.delete_schedule,
)
for noun in (COMMITTEE, MEETING, AGENDA_ITEM, PROMISE, REPORT_SCHEDULE):
    add_routes(router, noun)
