"""What is done to the steps of learning: they are named. The caller owns the transaction."""

from sqlmodel import Session

from api.catalogue.learning_steps.schemas import LearningStepIn
from api.catalogue.learning_steps.tables import LearningStep
from api.catalogue.rights import check_word_keeper
from api.people.rules import Actor
from api.resource import change


def replace_learning_step(
    session: Session, actor: Actor, step: LearningStep, body: LearningStepIn
) -> LearningStep:
    check_word_keeper(actor)
    return change(session, step, dict(body))
