"""Revisions of published terms, and what terms are used for, as they come in and go out."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, Strict

from api.catalogue.terms.schemas import PublishedTermOut, RevisionIn
from api.catalogue.terms.tables import PublishedTerm
from api.deadlines.revisions.rules import Started


class TermRevisionIn(RevisionIn):
    """What a term is from a day on, for the same as before."""

    dry_run: Annotated[
        bool, Strict(), Field(description="Tell whom it would reach, and change nothing.")
    ] = False

    def revision(self) -> RevisionIn:
        return RevisionIn(**self.model_dump(exclude={"dry_run"}))


class OtherTerm(BaseModel):
    """A term for the same thing that holds at the same time."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    as_published: str
    valid_from: date
    valid_until: date | None

    @classmethod
    def of(cls, term: PublishedTerm) -> Self:
        return cls.model_validate(term)


class RevisionEffect(BaseModel):
    """Whom a revision reaches, or would reach. It can be made if nothing stands against it."""

    dry_run: bool
    valid_from: date
    keeps: int = Field(description="How many cases keep the old term: it counts open deadlines.")
    examples: list[str] = Field(
        description="Numbers of such cases that the asker may see, the next due first; 20 at most."
    )
    started_after: int = Field(
        description="How many deadlines the old term has started on that day or later. With any, "
        "the revision is refused."
    )
    earliest_from: date | None = Field(
        description="The first day it could hold from instead; null if none stand in its way."
    )
    overlaps: list[OtherTerm] = Field(
        description="Other terms for the same that hold then. With any, it is refused."
    )
    term: PublishedTermOut | None = Field(description="The new term; null in a dry run.")


class YearOfUse(BaseModel):
    """How many deadlines a term started in a year."""

    model_config = ConfigDict(from_attributes=True)

    year: int
    all: int
    open: int

    @classmethod
    def of(cls, started: Started) -> Self:
        return cls.model_validate(started)


class TermUse(BaseModel):
    """How many deadlines were counted by a term, of those that the asker may see."""

    all: int = Field(description="Cancelled ones too.")
    open: int
    by_year: list[YearOfUse] = Field(description="By the year they started, the first one first.")
