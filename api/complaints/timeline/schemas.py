"""A complaint's time line as it is answered."""

from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import BaseModel, Field

from api.complaints.timeline.rules import ComplaintHappening, Happened
from api.values import IsoDate


class ComplaintHappeningOut(BaseModel):
    """Something that happened with a complaint, and what it is of: an entity of the change log."""

    on: IsoDate
    kind: ComplaintHappening
    entity: Annotated[str, Field(examples=["complaint_contacts"])]
    entity_id: UUID
    data: Annotated[dict[str, Any], Field(description="What is told of it, by its kind.")]

    @classmethod
    def of(cls, happening: Happened) -> Self:
        return cls.model_validate(happening, from_attributes=True)
