"""Points of complaints as they come in and go out."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field

from api.catalogue.causes.tables import ComplaintCause
from api.complaints.rules import PointFinding
from api.complaints.tables import ComplaintPoint
from api.paging import PageQuery
from api.resource import Out
from api.values import Body, IsoDate, LongText

Finding = Annotated[
    PointFinding | None, Field(description="Whether the complainant is right; null: not known yet.")
]


class NamedTwice(BaseModel):
    """Something of the catalogue, by id and by its name in both languages."""

    id: UUID
    name_da: str
    name_en: str


class NamedCause(NamedTwice):
    """A cause of complaints, and the group it lies in."""

    code: str
    group_id: Annotated[UUID | None, Field(description="The group that the cause lies in.")]

    @classmethod
    def of(cls, cause: ComplaintCause) -> Self:
        return cls.model_validate(cause, from_attributes=True)


class Marks(BaseModel):
    """The Citizens' Advisor's five marks: they lie across the causes, and overlap."""

    affects_legality: Annotated[
        bool, Field(description="It may affect whether a decision is lawful.")
    ] = False
    affects_legal_position: Annotated[
        bool, Field(description="It may weaken the citizen's legal position.")
    ] = False
    bound_by_law: Annotated[bool, Field(description="It is about a duty bound by law.")] = False
    shows_inefficiency: Annotated[
        bool, Field(description="It may be a sign of inefficient administration.")
    ] = False
    affects_credibility: Annotated[
        bool, Field(description="It may affect trust in the municipality.")
    ] = False


class ComplaintPointIn(Body, Marks):
    """One thing complained of, with its cause, and what was found once it was looked into."""

    cause_id: Annotated[UUID, Field(description="A cause in use; a group of causes is refused.")]
    text: LongText | None = None
    finding: Finding = None
    found_on: Annotated[
        IsoDate | None, Field(description="The day it was found; in a POST today if left out.")
    ] = None
    criticism_grade_id: Annotated[
        UUID | None, Field(description="Only of a point that was upheld, wholly or partly.")
    ] = None


class ComplaintPointsQuery(PageQuery):
    complaint: UUID | None = None
    cause: Annotated[UUID | None, Field(description="This cause, or any in this group.")] = None
    finding: Annotated[PointFinding | None, Field(description="With this finding.")] = None


class ComplaintPointOut(Out, Marks):
    """A point as it stands."""

    complaint_id: UUID
    cause: Annotated[NamedCause, Field(description="What it is caused by.")]
    text: str | None
    finding: Finding
    found_on: Annotated[IsoDate | None, Field(description="The day it was found.")]
    criticism_grade: Annotated[
        NamedTwice | None, Field(description="How strongly it was criticised.")
    ]

    @classmethod
    def of(cls, point: ComplaintPoint, **told: object) -> Self:
        columns = point.model_dump(include=set(cls.model_fields))
        return cls.model_validate(columns | told)
