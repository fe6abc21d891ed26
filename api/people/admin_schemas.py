"""People, their roles and machine clients as those who keep them see them."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, Field, SecretStr, Strict, model_validator

from api.paging import PageQuery
from api.people.passwords import LEAST_PASSWORD
from api.people.rules import Role, Scope
from api.people.tables import Client, Person, RoleGrant
from api.resource import Out
from api.values import Body, IsoDate, LongText, ShortText

MOST_PASSWORD = 200
MONTH_OF_HOURS = 30 * 24

NewPassword = Annotated[SecretStr, Field(min_length=LEAST_PASSWORD, max_length=MOST_PASSWORD)]
OldPassword = Annotated[SecretStr, Field(max_length=MOST_PASSWORD)]
Scopes = Annotated[list[Scope], Field(min_length=1, max_length=len(Scope))]
Hours = Annotated[int, Strict(), Field(ge=0, le=MONTH_OF_HOURS)]
Search = Annotated[ShortText | None, Field(description="Words in the texts, whatever their case.")]


class PeopleQuery(PageQuery):
    active: bool | None = None
    q: Search = None


class PersonIn(Body):
    full_name: ShortText
    title: ShortText | None = None
    active: Annotated[bool, Field(description="False ends all sign-ins and lets none begin.")] = (
        True
    )


class NewPersonIn(PersonIn):
    """A new account. Its roles are given as role grants."""

    username: ShortText
    password: NewPassword


class PersonOut(Out, PersonIn):
    username: str

    @classmethod
    def of(cls, person: Person, *, keeper: bool) -> Self:
        may = ["replace", "set_password"] if keeper else []
        return cls(**person.model_dump(include=set(cls.model_fields)), may=may)


class PasswordIn(Body):
    password: NewPassword
    old_password: Annotated[
        OldPassword | None, Field(description="Needed to change one's own password.")
    ] = None


class RoleGrantsQuery(PageQuery):
    person: UUID | None = None
    role: Role | None = None
    unit: Annotated[UUID | None, Field(description="Given in exactly this unit.")] = None


class RoleGrantIn(Body):
    person_id: UUID
    role: Role
    unit_id: Annotated[UUID | None, Field(description="Null: everywhere.")] = None
    valid_from: IsoDate
    valid_until: Annotated[
        IsoDate | None, Field(description="The first day on which it no longer holds.")
    ] = None

    @model_validator(mode="after")
    def ends_after_it_starts(self) -> Self:
        if self.valid_until and self.valid_until <= self.valid_from:
            raise ValueError("valid_until must lie after valid_from")
        return self


class RoleGrantOut(Out, RoleGrantIn):
    person_name: str
    unit_name: str | None

    @classmethod
    def of(cls, grant: RoleGrant, person_name: str, unit_name: str | None, *, keeper: bool) -> Self:
        return cls(
            **grant.model_dump(include=set(cls.model_fields)),
            person_name=person_name,
            unit_name=unit_name,
            may=["replace", "delete"] if keeper else [],
        )


class ClientsQuery(PageQuery):
    unit: Annotated[UUID | None, Field(description="Bound to exactly this unit.")] = None
    active: bool | None = None
    q: Search = None


class ClientIn(Body):
    name: ShortText
    purpose: LongText | None = None
    scopes: Scopes
    unit_id: Annotated[UUID | None, Field(description="Null: everywhere.")] = None
    active: Annotated[bool, Field(description="False ends all tokens and gives none.")] = True


class ClientOut(Out, ClientIn):
    @classmethod
    def of(cls, client: Client, *, keeper: bool) -> Self:
        may = ["replace", "add_secret"] if keeper else []
        return cls(**client.model_dump(include=set(cls.model_fields)), may=may)


class ClientMade(ClientOut):
    """A new client with its secret, which is not shown again."""

    secret: str | None = Field(
        description="Null when the request is repeated under its Idempotency-Key."
    )


class SecretIn(Body):
    old_valid_hours: Annotated[
        Hours, Field(description="How long the secrets made before still hold.")
    ] = 24


class SecretOut(BaseModel):
    """A client's new secret, which is not shown again."""

    client_id: UUID
    secret: str | None = Field(
        description="Null when the request is repeated under its Idempotency-Key."
    )
    old_valid_until: datetime
