"""Milestones over HTTP."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from api.nouns import Noun, add_routes
from api.people.access import PlansReader, PlansWriter
from api.people.rules import Actor
from api.plans.links.places import acts_on
from api.plans.timeline import queries, schemas, services
from api.plans.timeline.tables import Milestone
from api.routing import feature

router = feature("/v1", "plans")


def show_milestones(
    session: Session, actor: Actor, rows: Sequence[Milestone], as_of: date
) -> list[schemas.MilestoneOut]:
    may = acts_on(session, actor, rows)
    return [schemas.MilestoneOut.of(row, as_of, may[row.id]) for row in rows]


MILESTONE = Noun(
    name="milestone",
    plural="milestones",
    about="A dated entry of a plan, as exact as it was written, judged as of a day.",
    body=schemas.MilestoneIn,
    out=schemas.MilestoneOut,
    query=schemas.MilestonesQuery,
    reader=PlansReader,
    writer=PlansWriter,
    find=queries.find_milestones,
    one=queries.milestone,
    show=show_milestones,
    create=services.create_milestone,
    replace=services.replace_milestone,
    delete=services.delete_milestone,
    judged=True,
)
add_routes(router, MILESTONE)
