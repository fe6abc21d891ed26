"""Every question about the five steps of learning."""

from datetime import date
from uuid import UUID

from sqlmodel import Session, select
from sqlmodel.sql.expression import SelectOfScalar

from api.catalogue.learning_steps.schemas import LearningStepsQuery
from api.catalogue.learning_steps.tables import LearningStep
from api.paging import Found, by_number, find_page
from api.people.rules import Actor
from api.resource import one


def learning_steps() -> SelectOfScalar[LearningStep]:
    """Start every read of the steps here. They are the same for all."""
    return select(LearningStep)


def learning_step(session: Session, _: Actor, key: UUID, *, lock: bool = False) -> LearningStep:
    return one(session, learning_steps(), "learning_step", key, lock=lock)


def find_learning_steps(
    session: Session, _: Actor, query: LearningStepsQuery, __: date
) -> Found[LearningStep]:
    """Return the steps in their order."""
    keys = [by_number(LearningStep.step)]
    return find_page(session, learning_steps(), query, name="learning_steps", keys=keys)
