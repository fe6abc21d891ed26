"""What is done to committees and what is put before them. The caller owns the transaction."""

from uuid import UUID

from sqlmodel import Session

from api.committee import rules
from api.committee.schemas import (
    AgendaItemIn,
    CommitteeIn,
    MeetingIn,
    PromiseIn,
    ReportScheduleIn,
)
from api.committee.tables import AgendaItem, Committee, Meeting, Promise, ReportSchedule
from api.errors import NotAllowed
from api.imprecise import spread
from api.people.rules import Actor, Scope
from api.plans.outline.services import check_part_of_plan, visible_plan
from api.resource import add, change, remove


def create_committee(session: Session, actor: Actor, body: CommitteeIn) -> Committee:
    check_writer(actor)
    return add(session, Committee(**dict(body)))


def replace_committee(
    session: Session, actor: Actor, committee: Committee, body: CommitteeIn
) -> Committee:
    check_writer(actor)
    return change(session, committee, dict(body))


def delete_committee(session: Session, actor: Actor, committee: Committee) -> None:
    check_writer(actor)
    remove(session, committee, "committee")


def create_meeting(session: Session, actor: Actor, body: MeetingIn) -> Meeting:
    check_writer(actor)
    check_meeting(body)
    return add(session, Meeting(**spread(dict(body), "held")))


def replace_meeting(session: Session, actor: Actor, meeting: Meeting, body: MeetingIn) -> Meeting:
    check_writer(actor)
    check_meeting(body)
    return change(session, meeting, spread(dict(body), "held"))


def delete_meeting(session: Session, actor: Actor, meeting: Meeting) -> None:
    check_writer(actor)
    remove(session, meeting, "meeting")


def create_item(session: Session, actor: Actor, body: AgendaItemIn) -> AgendaItem:
    check_writer(actor)
    check_plan(session, actor, body.plan_id)
    return add(session, AgendaItem(**dict(body)))


def replace_item(
    session: Session, actor: Actor, item: AgendaItem, body: AgendaItemIn
) -> AgendaItem:
    check_writer(actor)
    check_plan(session, actor, body.plan_id, kept=item.plan_id)
    return change(session, item, dict(body))


def delete_item(session: Session, actor: Actor, item: AgendaItem) -> None:
    check_writer(actor)
    remove(session, item, "agenda_item")


def create_promise(session: Session, actor: Actor, body: PromiseIn) -> Promise:
    check_writer(actor)
    check_promise(session, actor, body)
    return add(session, Promise(**spread(dict(body), "due")))


def replace_promise(session: Session, actor: Actor, promise: Promise, body: PromiseIn) -> Promise:
    check_writer(actor)
    check_promise(session, actor, body, kept=promise)
    return change(session, promise, spread(dict(body), "due"))


def delete_promise(session: Session, actor: Actor, promise: Promise) -> None:
    check_writer(actor)
    remove(session, promise, "promise")


def create_schedule(session: Session, actor: Actor, body: ReportScheduleIn) -> ReportSchedule:
    check_writer(actor)
    check_plan(session, actor, body.plan_id)
    return add(session, ReportSchedule(**spread(dict(body), "starts")))


def replace_schedule(
    session: Session, actor: Actor, schedule: ReportSchedule, body: ReportScheduleIn
) -> ReportSchedule:
    check_writer(actor)
    check_plan(session, actor, body.plan_id, kept=schedule.plan_id)
    return change(session, schedule, spread(dict(body), "starts"))


def delete_schedule(session: Session, actor: Actor, schedule: ReportSchedule) -> None:
    check_writer(actor)
    remove(session, schedule, "report_schedule")


def check_writer(actor: Actor) -> None:
    """Refuse who may not keep committee papers; they belong to no unit, so any grant will do."""
    if not actor.has(Scope.COMMITTEE_WRITE):
        raise NotAllowed("not_allowed", "You may see this, and you do not have committee:write.")


def check_meeting(body: MeetingIn) -> None:
    rules.check_meeting(
        body.held.until_on,
        paper_due_on=body.paper_due_on,
        moved_from_on=body.moved_from_on,
        moved_because=body.moved_because,
    )


def check_plan(
    session: Session, actor: Actor, plan_id: UUID | None, *, kept: UUID | None = None
) -> None:
    """Refuse to point at a plan that one can't see; one that was there may stay."""
    if plan_id is not None and plan_id != kept:
        visible_plan(session, actor, plan_id)


def check_promise(
    session: Session, actor: Actor, body: PromiseIn, *, kept: Promise | None = None
) -> None:
    rules.check_delivery(body.delivered_on, by_item=body.delivered_item_id is not None)
    rules.check_track_has_plan(track=body.track_id is not None, plan=body.plan_id is not None)
    if kept and (kept.plan_id, kept.track_id) == (body.plan_id, body.track_id):
        return
    check_plan(session, actor, body.plan_id, kept=kept.plan_id if kept else None)
    if body.plan_id:
        check_part_of_plan(session, actor, body.plan_id, body.track_id)
