"""Plans, tracks and initiatives as they come in and go out."""

from datetime import date
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from api.imprecise import ImpreciseDate, of
from api.paging import PageQuery
from api.people.rules import Actor
from api.plans.outline import rules
from api.plans.outline.rules import InitiativeKind, TrackKind
from api.plans.outline.tables import Initiative, Plan, Track
from api.plans.status.rules import State
from api.plans.status.schemas import Standing
from api.plans.status.tables import StatusUpdate
from api.resource import Out
from api.values import Body, IsoDate, LongText, Position, ShortText, Whole, Words

Search = Annotated[
    ShortText | None, Field(description="Words in title, purpose or quote, whatever their case.")
]
AsOf = Annotated[IsoDate | None, Field(description="Judge as of this day; today if left out.")]


class PlansQuery(PageQuery):
    unit: Annotated[
        UUID | None, Field(description="This unit, all under it, and what these took over from.")
    ] = None
    owner: UUID | None = None
    state: State | None = None
    stale_since: Annotated[
        IsoDate | None, Field(description="No status with a cut-off on or after this day.")
    ] = None
    as_of: AsOf = None
    q: Search = None


class TracksQuery(PlansQuery):
    plan: UUID | None = None
    due_before: Annotated[
        IsoDate | None, Field(description="Expected to finish before this day.")
    ] = None


class InitiativesQuery(TracksQuery):
    track: UUID | None = None
    kind: InitiativeKind | None = None


class PlanIn(Body):
    title: ShortText
    aliases: Words = []
    track_kind: TrackKind = TrackKind.TRACK
    unit_id: UUID
    owner_id: UUID | None = None
    purpose: LongText | None = None
    scope: Words = []
    source: ShortText | None = None


class PlanOut(Out, PlanIn):
    unit_name: str
    owner_name: str | None
    status_updates: int
    standing: Standing

    @classmethod
    def of(cls, plan: Plan, latest: StatusUpdate | None, as_of: date, actor: Actor) -> Self:
        return cls(
            **plan.model_dump(include=set(cls.model_fields)),
            unit_name=plan.unit.name,
            owner_name=plan.owner.full_name if plan.owner else None,
            standing=Standing.of(latest, as_of),
            may=rules.acts(actor, plan.unit_id, [plan.owner_id]),
        )


class TrackIn(Body):
    plan_id: UUID
    number: Annotated[Whole, Field(ge=1, le=1000)]
    title: ShortText
    aliases: Words = []
    unit_id: UUID
    owner_id: UUID | None = None
    purpose: LongText | None = None
    source: ShortText | None = None


class TrackOut(Out, TrackIn):
    unit_name: str
    owner_name: str | None
    status_updates: int
    standing: Standing

    @classmethod
    def of(cls, track: Track, latest: StatusUpdate | None, as_of: date, actor: Actor) -> Self:
        return cls(
            **track.model_dump(include=set(cls.model_fields)),
            unit_name=track.unit.name,
            owner_name=track.owner.full_name if track.owner else None,
            standing=Standing.of(latest, as_of),
            may=rules.acts(actor, track.unit_id, [track.owner_id]),
        )


class InitiativeIn(Body):
    plan_id: UUID
    track_id: UUID | None = None
    part_of_id: UUID | None = None
    feeds_track_id: Annotated[
        UUID | None, Field(description="Another track that the result goes into.")
    ] = None
    position: Position = 0
    kind: InitiativeKind = InitiativeKind.INITIATIVE
    group_title: ShortText | None = None
    title: ShortText
    quote: LongText | None = None
    unit_id: UUID | None = None
    owner_id: UUID | None = None
    starts: ImpreciseDate | None = None
    finishes: ImpreciseDate | None = None
    source: ShortText | None = None


class InitiativeOut(Out, InitiativeIn):
    unit_name: str | None
    owner_name: str | None
    status_updates: int
    standing: Standing

    @classmethod
    def of(cls, row: Initiative, latest: StatusUpdate | None, as_of: date, may: list[str]) -> Self:
        return cls(
            **row.model_dump(include=set(cls.model_fields)),
            starts=of(row, "starts"),
            finishes=of(row, "finishes"),
            unit_name=row.unit.name if row.unit else None,
            owner_name=row.owner.full_name if row.owner else None,
            standing=Standing.of(latest, as_of),
            may=may,
        )
