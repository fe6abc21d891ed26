"""Milestones over HTTP."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from fastapi import Depends
from sqlmodel import Session

from api.clock import Today
from api.nouns import Noun, add_routes
from api.people.access import PlansReader, PlansWriter
from api.people.rules import Actor
from api.plans.links.places import acts_on
from api.plans.timeline import queries, rules, schemas, services
from api.plans.timeline.tables import Milestone
from api.routing import feature

router = feature("/v1", "plans")


def met_by_today(body: schemas.MilestoneIn, today: Today) -> schemas.MilestoneIn:
    rules.check_met(body.met_on, today)
    return body


# A body that is checked against today before it reaches its service, which knows no clock.
MilestoneByToday: Any = Annotated[schemas.MilestoneIn, Depends(met_by_today)]


def show_milestones(
    session: Session, actor: Actor, rows: Sequence[Milestone], as_of: date
) -> list[schemas.MilestoneOut]:
    may = acts_on(session, actor, rows)
    return [schemas.MilestoneOut.of(row, as_of, may[row.id]) for row in rows]


MILESTONE = Noun(
    name="milestone",
    plural="milestones",
    about="A dated entry of a plan, as exact as it was written, judged as of a day.",
    body=MilestoneByToday,
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
