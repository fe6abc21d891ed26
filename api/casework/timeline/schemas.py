"""A time line as it is asked for and answered."""

from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import BaseModel, Field

from api.casework.timeline.rules import Happening, Kind
from api.paging import PageQuery
from api.values import IsoDate


class TimelineQuery(PageQuery):
    as_of: Annotated[
        IsoDate | None, Field(description="Leave out what came after this day; today if not given.")
    ] = None


class HappeningOut(BaseModel):
    """Something that happened in a case, and what it is of: an entity of the change log."""

    on: IsoDate
    kind: Kind
    entity: Annotated[str, Field(examples=["case_events"])]
    entity_id: UUID
    data: Annotated[dict[str, Any], Field(description="What is told of it, by its kind.")]

    @classmethod
    def of(cls, happening: Happening) -> Self:
        return cls.model_validate(happening, from_attributes=True)
