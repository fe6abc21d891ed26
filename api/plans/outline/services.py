"""What people do to the outline of a plan. The caller owns the transaction."""

from uuid import UUID

from sqlmodel import Session

from api.errors import InvalidInput
from api.imprecise import spread
from api.people.rules import Actor, Scope
from api.plans.outline import queries, rules
from api.plans.outline.schemas import InitiativeIn, PlanIn, TrackIn
from api.plans.outline.tables import Initiative, Plan, Track
from api.resource import add, change, remove


def create_plan(session: Session, actor: Actor, body: PlanIn) -> Plan:
    actor.check(Scope.PLANS_WRITE, body.unit_id)
    return add(session, Plan(**dict(body)))


def replace_plan(session: Session, actor: Actor, plan: Plan, body: PlanIn) -> Plan:
    """Give a plan new content. It can't be moved to a unit where one may not keep plans."""
    actor.check(Scope.PLANS_WRITE, plan.unit_id, owners=[plan.owner_id])
    if body.unit_id != plan.unit_id:
        actor.check(Scope.PLANS_WRITE, body.unit_id)
    return change(session, plan, dict(body))


def delete_plan(session: Session, actor: Actor, plan: Plan) -> None:
    actor.check(Scope.PLANS_WRITE, plan.unit_id, owners=[plan.owner_id])
    remove(session, plan, "plan")


def create_track(session: Session, actor: Actor, body: TrackIn) -> Track:
    check_plan(session, actor, body.plan_id)
    actor.check(Scope.PLANS_WRITE, body.unit_id)
    return add(session, Track(**dict(body)))


def replace_track(session: Session, actor: Actor, track: Track, body: TrackIn) -> Track:
    actor.check(Scope.PLANS_WRITE, track.unit_id, owners=[track.owner_id])
    rules.check_plan_stays(track.plan_id, body.plan_id)
    if body.unit_id != track.unit_id:
        actor.check(Scope.PLANS_WRITE, body.unit_id)
    return change(session, track, dict(body))


def delete_track(session: Session, actor: Actor, track: Track) -> None:
    actor.check(Scope.PLANS_WRITE, track.unit_id, owners=[track.owner_id])
    remove(session, track, "track")


def create_initiative(session: Session, actor: Actor, body: InitiativeIn) -> Initiative:
    visible_plan(session, actor, body.plan_id)
    check_track(session, actor, body)
    check_fed_track(session, actor, body)
    check_whole(session, body)
    return add(session, Initiative(**spread(dict(body), "starts", "finishes")))


def replace_initiative(
    session: Session, actor: Actor, initiative: Initiative, body: InitiativeIn
) -> Initiative:
    """Give an initiative new content. What it does not change is not asked about again."""
    check_right(session, actor, initiative)
    rules.check_plan_stays(initiative.plan_id, body.plan_id)
    if body.track_id != initiative.track_id:
        check_track(session, actor, body)
        rules.check_parts_follow(body.track_id, queries.tracks_of_parts(session, initiative.id))
    if body.feeds_track_id != initiative.feeds_track_id:
        check_fed_track(session, actor, body)
    if body.part_of_id != initiative.part_of_id:
        check_whole(session, body)
        part_of = queries.wholes_in_plan(session, initiative.plan_id)
        rules.check_whole(initiative.id, body.part_of_id, part_of)
    return change(session, initiative, spread(dict(body), "starts", "finishes"))


def delete_initiative(session: Session, actor: Actor, initiative: Initiative) -> None:
    check_right(session, actor, initiative)
    remove(session, initiative, "initiative")


def check_plan(session: Session, actor: Actor, plan_id: UUID) -> Plan:
    """Refuse to add to a plan that one can't see, as if it did not exist, or may not change."""
    plan = visible_plan(session, actor, plan_id)
    actor.check(Scope.PLANS_WRITE, plan.unit_id, owners=[plan.owner_id])
    return plan


def visible_plan(session: Session, actor: Actor, plan_id: UUID) -> Plan:
    found = session.exec(queries.plans_visible_to(actor).where(Plan.id == plan_id)).one_or_none()
    if found is None:
        raise InvalidInput("plan_unknown", f"There is no plan {plan_id}.", pointer="/plan_id")
    return found


def check_part_of_plan(
    session: Session, actor: Actor, plan_id: UUID, track_id: UUID | None, field: str = "track_id"
) -> Track | None:
    """Return the track, refusing one that is not of the plan."""
    if track_id is None:
        return None
    statement = queries.tracks_visible_to(actor).where(Track.id == track_id)
    track = session.exec(statement).one_or_none()
    if track is None or track.plan_id != plan_id:
        raise InvalidInput(
            "track_of_another_plan", "This plan has no such track.", pointer=f"/{field}"
        )
    return track


def check_track(session: Session, actor: Actor, body: InitiativeIn) -> None:
    """Refuse a track of another plan, or one that one may not add to."""
    track = check_part_of_plan(session, actor, body.plan_id, body.track_id)
    check_in(actor, session.get_one(Plan, body.plan_id), track, None)


def check_fed_track(session: Session, actor: Actor, body: InitiativeIn) -> None:
    check_part_of_plan(session, actor, body.plan_id, body.feeds_track_id, "feeds_track_id")


def check_whole(session: Session, body: InitiativeIn) -> None:
    """Refuse to be part of an initiative of another plan."""
    if body.part_of_id is None:
        return
    whole = session.get(Initiative, body.part_of_id)
    if whole is None or whole.plan_id != body.plan_id:
        raise InvalidInput(
            "initiative_of_another_plan",
            "This plan has no such initiative.",
            pointer="/part_of_id",
        )


def check_right(session: Session, actor: Actor, initiative: Initiative) -> None:
    plan = session.get_one(Plan, initiative.plan_id)
    track = session.get(Track, initiative.track_id) if initiative.track_id else None
    check_in(actor, plan, track, initiative.owner_id)


def check_in(actor: Actor, plan: Plan, track: Track | None, owner_id: UUID | None) -> None:
    where = track or plan
    actor.check(Scope.PLANS_WRITE, where.unit_id, owners=[where.owner_id, owner_id])
