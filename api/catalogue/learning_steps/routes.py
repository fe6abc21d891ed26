"""The five steps of learning over HTTP: they are read and named, never more or fewer."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from api.catalogue.learning_steps import queries, schemas, services
from api.catalogue.learning_steps.tables import LearningStep
from api.nouns import Noun, add_routes
from api.people.access import CatalogueReader, ComplaintWordsWriter
from api.people.rules import Actor
from api.routing import feature

router = feature("/v1", "catalogue")


def show_learning_steps(
    _: Session, actor: Actor, rows: Sequence[LearningStep], __: date
) -> list[schemas.LearningStepOut]:
    return [schemas.LearningStepOut.of(row, actor) for row in rows]


LEARNING_STEP = Noun(
    name="learning_step",
    plural="learning_steps",
    about="One of the Citizens' Advisor's five steps of learning, with the name it was given.",
    body=schemas.LearningStepIn,
    out=schemas.LearningStepOut,
    query=schemas.LearningStepsQuery,
    reader=CatalogueReader,
    writer=ComplaintWordsWriter,
    find=queries.find_learning_steps,
    one=queries.learning_step,
    show=show_learning_steps,
    replace=services.replace_learning_step,
)
add_routes(router, LEARNING_STEP)
