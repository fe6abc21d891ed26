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

    q: Annotated[
        str | None,
        Field(max_length=400, description="The words to look for; nothing is found without."),
    ] = None
    limit: Annotated[int, Field(ge=1, le=100, description="How many at most.")] = 20
    cursor: Annotated[str | None, Field(max_length=8000)] = None


class FoundComplaints(BaseModel):
    """A page of what was found. How many there are in all is not counted: that would take longer.

    `next` is null on the last page.
    """

    found: Annotated[list["ComplaintHit"], Field(description="The newest first.")]
    next: Annotated[str | None, Field(description="The cursor of the next page.")]


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
