"""Complaints found by their words, as they are asked for and answered."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from api.complaints.rules import ComplaintKind
from api.complaints.search.schemas import TextPiece
from api.values import IsoDate


class ComplaintHitsQuery(BaseModel):
    """Words as people write them: "in order", word*, -without, OR."""

    model_config = ConfigDict(extra="forbid")

    q: Annotated[str, Field(max_length=400, description="The words to look for.")]
    limit: Annotated[int, Field(ge=1, le=100, description="How many at most.")] = 20
    cursor: Annotated[str | None, Field(max_length=8000)] = None


class HitUnit(BaseModel):
    id: Annotated[UUID, Field(description="The unit that is complained about.")]
    name: Annotated[str, Field(description="What it is called.")]


class ComplaintHit(BaseModel):
    """A complaint in which something is said, and what stands around it."""

    id: Annotated[UUID, Field(description="The complaint's id.")]
    number: Annotated[str, Field(description="The complaint's number.")]
    received_on: IsoDate
    kind: ComplaintKind
    open: Annotated[bool, Field(description="It is not closed yet.")]
    unit: Annotated[HitUnit, Field(description="The unit that is complained about.")]
    hits: Annotated[list[TextPiece], Field(description="Parts of the text around the words.")]
