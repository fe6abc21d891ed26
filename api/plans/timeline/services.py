"""What people do to milestones. The caller owns the transaction."""

from sqlmodel import Session

from api.imprecise import spread
from api.people.rules import Actor
from api.plans.links.places import Place, check_move, check_place, check_right
from api.plans.timeline import rules
from api.plans.timeline.schemas import MilestoneIn
from api.plans.timeline.tables import Milestone, MilestoneKind
from api.resource import add, change, remove


def create_milestone(session: Session, actor: Actor, body: MilestoneIn) -> Milestone:
    check_place(session, actor, Place.of(body))
    check_outcome(body)
    return add(session, Milestone(**spread(dict(body), "when")))


def replace_milestone(
    session: Session, actor: Actor, milestone: Milestone, body: MilestoneIn
) -> Milestone:
    check_move(session, actor, Place.of(milestone), Place.of(body))
    check_outcome(body)
    return change(session, milestone, spread(dict(body), "when"))


def delete_milestone(session: Session, actor: Actor, milestone: Milestone) -> None:
    check_right(session, actor, Place.of(milestone))
    remove(session, milestone, "milestone")


def check_outcome(body: MilestoneIn) -> None:
    rules.check_outcome(
        body.when.until_on,
        body.met_on,
        missed=body.missed,
        period=body.kind is MilestoneKind.PERIOD,
    )
