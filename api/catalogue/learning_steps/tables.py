"""What the five steps of learning are called."""

from sqlmodel import Field

from api.table import Entity


class LearningStep(Entity, table=True):
    """One of the five steps (Borgerrådgiverens fem læringstrin). There are always five.

    What the Citizens' Advisor calls them is not known here, so they are only numbered until named.
    """

    __tablename__ = "learning_steps"

    step: int = Field(unique=True)
    name_da: str
    name_en: str
