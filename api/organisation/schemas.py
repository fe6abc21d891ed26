"""Units and their successions as they come in and go out."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from api.organisation.rules import SuccessionKind, UnitKind
from api.organisation.tables import Unit, UnitSuccession
from api.paging import PageQuery
from api.people.rules import Actor, Scope
from api.resource import Out
from api.values import Body, IsoDate, LongText, ShortText


class UnitsQuery(PageQuery):
    under: Annotated[
        UUID | None,
        Field(description="This unit, all under it, and what these took over from."),
    ] = None
    kind: UnitKind | None = None
    as_of: Annotated[IsoDate | None, Field(description="Units that existed on this day.")] = None
    q: ShortText | None = None


class UnitIn(Body):
    name: ShortText
    short_name: ShortText | None = None
    kind: UnitKind
    parent_id: UUID | None = None
    valid_from: IsoDate | None = None
    valid_until: Annotated[
        IsoDate | None, Field(description="The first day on which it no longer existed.")
    ] = None
    outside: Annotated[bool, Field(description="Belongs to another administration than ours.")] = (
        False
    )
    note: LongText | None = None

    @model_validator(mode="after")
    def ends_after_it_starts(self) -> Self:
        if self.valid_from and self.valid_until and self.valid_until <= self.valid_from:
            raise ValueError("valid_until must lie after valid_from")
        return self


class UnitOut(Out, UnitIn):
    @classmethod
    def of(cls, unit: Unit, actor: Actor) -> Self:
        may = ["replace", "delete"] if actor.may(Scope.UNITS_WRITE, unit.id) else []
        return cls(**unit.model_dump(include=set(cls.model_fields)), may=may)


class SuccessionsQuery(PageQuery):
    unit: Annotated[UUID | None, Field(description="As predecessor or as successor.")] = None


class SuccessionIn(Body):
    predecessor_id: UUID
    successor_id: UUID
    succeeded_on: Annotated[
        IsoDate | None, Field(description="Null when the day is not known.")
    ] = None
    kind: SuccessionKind
    note: LongText | None = None


class SuccessionOut(Out, SuccessionIn):
    @classmethod
    def of(cls, succession: UnitSuccession, actor: Actor) -> Self:
        units = (succession.predecessor_id, succession.successor_id)
        writer = all(actor.may(Scope.UNITS_WRITE, unit_id) for unit_id in units)
        may = ["replace", "delete"] if writer else []
        return cls(**succession.model_dump(include=set(cls.model_fields)), may=may)
