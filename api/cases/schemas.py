"""Cases as they come in and go out."""

from enum import StrEnum
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field

from api.cases.rules import MOST_OF_NAME, CaseState, Origin, ProgressState
from api.cases.tables import Case
from api.paging import PageQuery
from api.resource import Out
from api.values import Body, IsoDate, OptionalText, ShortText

Variant = Annotated[
    OptionalText,
    Field(max_length=100, description="Picks a published term's variant; empty for the plain one."),
]


class CaseOrder(StrEnum):
    """What a list of cases is sorted by; `-` is the latest first."""

    RECEIVED_ON = "received_on"
    RECEIVED_ON_LATEST = "-received_on"

    @property
    def descending(self) -> bool:
        return self.value.startswith("-")


class CasesQuery(PageQuery):
    unit: Annotated[
        UUID | None,
        Field(description="This unit, all under it, and what these took over from."),
    ] = None
    case_type: Annotated[UUID | None, Field(description="This case type and all under it.")] = None
    caseworker: UUID | None = None
    citizen: UUID | None = None
    state: Annotated[list[CaseState] | None, Field(description="Any of these.")] = None
    number: Annotated[ShortText | None, Field(description="Exactly this case number.")] = None
    system: Annotated[ShortText | None, Field(description="Known to this system …")] = None
    reference: Annotated[ShortText | None, Field(description="… by this reference.")] = None
    received_from: IsoDate | None = None
    received_before: IsoDate | None = None
    unassigned: Annotated[
        bool | None, Field(description="`true`: without a caseworker; `false`: with one.")
    ] = None
    waiting: Annotated[
        bool | None, Field(description="`true`: waits for somebody today; `false`: for nobody.")
    ] = None
    order: CaseOrder = CaseOrder.RECEIVED_ON


class Reference(Body):
    """What another system calls a case: each system and reference names one case at most."""

    system: Annotated[ShortText, Field(max_length=MOST_OF_NAME, examples=["esdh"])]
    reference: Annotated[ShortText, Field(max_length=MOST_OF_NAME, examples=["S2026-17755"])]


class CaseIn(Body):
    """What a case is. How it moves has acts of its own."""

    case_type_id: UUID
    variant: Variant = ""
    citizen_id: UUID | None = None
    origin: Origin = Origin.CITIZEN
    received_on: Annotated[IsoDate, Field(description="The day the application came.")]
    opened_under_act_on: Annotated[
        IsoDate | None,
        Field(description="The day treatment under its act began; førtidspension counts from it."),
    ] = None
    references: Annotated[list[Reference], Field(max_length=20)] = []


class NewCaseIn(CaseIn):
    """A case to open. Its deadlines start with it, by the terms in force on their start days."""

    unit_id: UUID
    number: Annotated[
        ShortText | None,
        Field(description="A number it already has; made if left out.", examples=["2026-0112465"]),
    ] = None
    caseworker_id: UUID | None = None
    acknowledged_on: Annotated[
        IsoDate | None, Field(description="The day the citizen was told that it came.")
    ] = None


class Named(BaseModel):
    """Something else, by id and name."""

    id: UUID
    name: str


class CaseOut(Out):
    """A case as it stands."""

    number: str
    case_type: Named
    variant: str
    unit: Named
    citizen_id: UUID | None
    origin: Origin
    received_on: IsoDate
    opened_under_act_on: IsoDate | None
    acknowledged_on: IsoDate | None
    closed_on: IsoDate | None
    state: CaseState
    progress: Annotated[ProgressState, Field(description="The OIO progress state.")]
    caseworker: Named | None
    caseworker_changes: Annotated[
        int, Field(description="How often it changed hands for good; a stand-in is no change.")
    ]
    references: list[Reference]

    @classmethod
    def of(cls, case: Case, **told: object) -> Self:
        columns = case.model_dump(include=set(cls.model_fields))
        return cls.model_validate(columns | told)
