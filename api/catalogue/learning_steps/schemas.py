"""The names of the five steps of learning as they come in and go out."""

from typing import Annotated, Self

from pydantic import Field

from api.catalogue.learning_steps.tables import LearningStep
from api.catalogue.rights import keeping_words
from api.paging import PageQuery
from api.people.rules import Actor
from api.resource import Out
from api.values import Body, ShortText


class LearningStepIn(Body):
    """What a step is called. There are always five; they are only numbered until named."""

    name_da: Annotated[ShortText, Field(examples=["Trin 1"])]
    name_en: Annotated[ShortText, Field(examples=["Step 1"])]


class LearningStepOut(Out, LearningStepIn):
    step: Annotated[int, Field(ge=1, le=5, description="Its number, from 1 to 5.")]

    @classmethod
    def of(cls, step: LearningStep, actor: Actor) -> Self:
        may = keeping_words(actor, "replace")
        return cls(**step.model_dump(include=set(cls.model_fields)), may=may)


class LearningStepsQuery(PageQuery):
    """The steps have no filters: there are five."""
