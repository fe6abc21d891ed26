"""Findings, what they led to, and problem areas as they come in and go out."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.catalogue.case_types.tables import CaseType
from api.imprecise import ImpreciseDate, of
from api.paging import PageQuery
from api.plans.findings.tables import (
    Finding,
    FindingOutcome,
    FindingSource,
    ProblemArea,
    ProblemStanding,
)
from api.resource import Out
from api.values import Body, IsoDate, LongText, ShortText


class FindingsQuery(PageQuery):
    plan: UUID | None = None
    track: UUID | None = None
    found_by: FindingSource | None = None
    q: Annotated[
        ShortText | None, Field(description="Words in title or quote, whatever their case.")
    ] = None


class FindingIn(Body):
    plan_id: UUID
    track_id: UUID | None = None
    found_by: FindingSource
    title: ShortText
    quote: LongText | None = None
    found: Annotated[ImpreciseDate | None, Field(description="When it was found.")] = None
    source: ShortText | None = None


class FindingOut(Out, FindingIn):
    initiative_ids: list[UUID] = Field(description="The initiatives it led to, in plan order.")

    @classmethod
    def of(cls, row: Finding, initiative_ids: list[UUID], may: list[str]) -> Self:
        return cls(
            **row.model_dump(include=set(cls.model_fields)),
            found=of(row, "found"),
            initiative_ids=initiative_ids,
            may=may,
        )


class OutcomesQuery(PageQuery):
    plan: UUID | None = None
    finding: UUID | None = None
    initiative: UUID | None = None


class OutcomeIn(Body):
    finding_id: UUID
    initiative_id: UUID


class OutcomeOut(Out, OutcomeIn):
    @classmethod
    def of(cls, row: FindingOutcome, may: list[str]) -> Self:
        return cls(**row.model_dump(include=set(cls.model_fields)), may=may)


class ProblemAreasQuery(PageQuery):
    plan: UUID | None = None
    track: UUID | None = None
    case_type: Annotated[
        UUID | None, Field(description="This case type, and all under it in the catalogue.")
    ] = None
    standing: ProblemStanding | None = None
    as_of_on: Annotated[IsoDate | None, Field(description="As it was said on this day.")] = None


class ProblemAreaIn(Body):
    plan_id: UUID
    track_id: UUID | None = None
    case_type_id: UUID
    standing: ProblemStanding
    as_of_on: IsoDate
    quote: LongText | None = None
    source: ShortText | None = None


class ProblemAreaOut(Out, ProblemAreaIn):
    case_type_name_da: str
    case_type_name_en: str

    @classmethod
    def of(cls, row: ProblemArea, case_type: CaseType, may: list[str]) -> Self:
        return cls(
            **row.model_dump(include=set(cls.model_fields)),
            case_type_name_da=case_type.name_da,
            case_type_name_en=case_type.name_en,
            may=may,
        )
