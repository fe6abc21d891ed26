"""Parties and their parts as they come in and go out."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from api.paging import PageQuery
from api.people.rules import Actor, Scope
from api.plans.parties.tables import Involvement, Part, Party, PartyKind
from api.resource import Out
from api.values import Body, LongText, ShortText, Words


class PartiesQuery(PageQuery):
    kind: PartyKind | None = None
    unit: Annotated[UUID | None, Field(description="The party that is this unit.")] = None
    q: Annotated[
        ShortText | None, Field(description="Words in name, office or alias, whatever their case.")
    ] = None


class PartyIn(Body):
    name: ShortText
    kind: PartyKind
    title: Annotated[ShortText | None, Field(description="A named person's office.")] = None
    aliases: Words = []
    unit_id: UUID | None = None
    note: LongText | None = None


class PartyOut(Out, PartyIn):
    @classmethod
    def of(cls, party: Party, actor: Actor) -> Self:
        may = ["replace", "delete"] if actor.has(Scope.PLANS_WRITE) else []
        return cls(**party.model_dump(include=set(cls.model_fields)), may=may)


class InvolvementsQuery(PageQuery):
    plan: UUID | None = None
    track: Annotated[UUID | None, Field(description="In this track or its initiatives.")] = None
    initiative: UUID | None = None
    party: UUID | None = None
    part: Part | None = None


class InvolvementIn(Body):
    """A party's part in a plan; in one track or one initiative of it when that is named."""

    plan_id: UUID
    track_id: UUID | None = None
    initiative_id: UUID | None = None
    party_id: UUID
    part: Part
    note: LongText | None = None

    @model_validator(mode="after")
    def names_one_place(self) -> Self:
        if self.track_id and self.initiative_id:
            raise ValueError("name a track or an initiative, not both")
        return self


class InvolvementOut(Out, InvolvementIn):
    party_name: str
    party_kind: PartyKind

    @classmethod
    def of(cls, row: Involvement, party: Party, may: list[str]) -> Self:
        return cls(
            **row.model_dump(include=set(cls.model_fields)),
            party_name=party.name,
            party_kind=party.kind,
            may=may,
        )
