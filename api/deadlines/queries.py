"""Every question about deadlines: one is seen where its case is seen."""

from uuid import UUID

from sqlmodel import Session, select
from sqlmodel.sql.expression import SelectOfScalar

from api.cases.queries import in_own_units
from api.deadlines.tables import Deadline
from api.people.rules import Actor, Scope
from api.resource import one


def deadlines_visible_to(actor: Actor) -> SelectOfScalar[Deadline]:
    seen = in_own_units(Deadline.unit_id, Deadline.caseworker_id, actor, Scope.DEADLINES_READ)
    return select(Deadline).where(seen)


def deadline(session: Session, actor: Actor, deadline_id: UUID, *, lock: bool = False) -> Deadline:
    return one(session, deadlines_visible_to(actor), "deadline", deadline_id, lock=lock)
