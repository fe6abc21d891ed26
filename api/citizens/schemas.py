"""Citizens as they come in and go out: without an identity, unless one was opened."""

from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field, SecretStr

from api.citizens import rules
from api.citizens.rules import LookupKind, NewCitizen, PersonNumber
from api.citizens.tables import Citizen, CitizenLookup
from api.errors import InvalidInput
from api.people.rules import Actor, ActorKind, Role, Scope
from api.resource import Out
from api.values import Body, IsoDate, ShortText

MOST_CHARACTERS = 50

Number = Annotated[SecretStr, Field(max_length=MOST_CHARACTERS)]
Purpose = Annotated[
    ShortText, Field(description="What the look-up is for. It is logged, and may not name a CPR.")
]
BirthOn = Annotated[
    IsoDate | None, Field(description="Left out: the day that the number begins with, if any.")
]


class NumberIn(Body):
    """The number of one person: a CPR number, or what stands in for one."""

    cpr: Annotated[
        Number | None,
        Field(description="Ten digits, with or without a hyphen; also those with 60 on the day."),
    ] = None
    replacement_number: Annotated[
        Number | None, Field(description="The number of somebody who has no CPR number.")
    ] = None

    def number(self) -> PersonNumber | None:
        given = (self.cpr, self.replacement_number)
        return rules.number_of(*(each.get_secret_value() if each else None for each in given))


class IdentityIn(NumberIn):
    """Who somebody is. What is left out is cleared."""

    full_name: ShortText | None = None
    birth_on: BirthOn = None

    def citizen(self) -> NewCitizen:
        number = self.number()
        rules.check_known_by_something(number, self.full_name)
        return NewCitizen(number, self.full_name, self.birth_on)


class NewCitizenIn(IdentityIn):
    """Somebody new. At least a number or a name is needed."""

    address_protected: bool = False

    def citizen(self) -> NewCitizen:
        return replace(super().citizen(), address_protected=self.address_protected)


class CitizenIn(Body):
    """What is kept of a citizen beside who it is."""

    birth_on: BirthOn = None
    address_protected: bool


class CitizenOut(Out):
    """A citizen without number and name; those are shown by opening the identity."""

    birth_on: date | None
    address_protected: bool = Field(
        description="Name and address are protected: show and respect it."
    )
    synthetic: bool = Field(description="Made up, for demonstrations and tests.")
    has_cpr: bool

    @classmethod
    def of(cls, citizen: Citizen, actor: Actor) -> Self:
        return cls(
            **citizen.model_dump(include=set(cls.model_fields)),
            has_cpr=citizen.cpr_encrypted is not None,
            may=acts(actor),
        )


def acts(actor: Actor) -> list[str]:
    needed = {
        "replace": Scope.CITIZENS_WRITE,
        "replace_identity": Scope.CITIZENS_WRITE,
        "open_identity": Scope.CITIZENS_IDENTIFY,
        "list_lookups": Scope.CITIZENS_AUDIT,
    }
    return [act for act, scope in needed.items() if actor.has(scope)]


class SearchIn(NumberIn):
    purpose: Purpose

    def wanted(self) -> PersonNumber:
        number = self.number()
        if number is None:
            raise InvalidInput(
                "number_missing", "Give a CPR number or a replacement number.", pointer="/cpr"
            )
        return number


class SearchOut(BaseModel):
    """The citizen with exactly that number, or null."""

    citizen: CitizenOut | None


class OpeningIn(Body):
    purpose: Purpose


class IdentityOut(BaseModel):
    """Who a citizen is, as opened for the reason that was given."""

    citizen_id: UUID
    cpr: str | None
    replacement_number: str | None
    full_name: str | None
    birth_on: date | None
    address_protected: bool


class RoleThen(BaseModel):
    """A role that gave the right to look, with its unit; null: everywhere."""

    role: Role
    unit_id: UUID | None


class LookupOut(BaseModel):
    """Who looked a citizen up, when, how and what for.

    What the Citizens' Advisor looks for is not told: the advisor is independent of who reads this.
    """

    id: UUID
    at: datetime
    kind: LookupKind
    purpose: str | None
    actor_kind: ActorKind
    actor_id: UUID | None
    actor_name: str
    roles: list[RoleThen]

    @classmethod
    def of(cls, lookup: CitizenLookup) -> Self:
        known = lookup.model_dump(include=set(cls.model_fields))
        if any(each["role"] == Role.CITIZENS_ADVISOR for each in lookup.roles):
            known["purpose"] = None
        return cls(**known, at=lookup.created_at)
