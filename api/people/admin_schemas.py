"""People and their roles as those who keep them see them."""

from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, SecretStr, model_validator

from api.paging import PageQuery
from api.people.passwords import LEAST_PASSWORD
from api.people.rules import Role
from api.people.tables import Person, RoleGrant
from api.resource import Out
from api.values import Body, IsoDate, ShortText

MOST_PASSWORD = 200

NewPassword = Annotated[SecretStr, Field(min_length=LEAST_PASSWORD, max_length=MOST_PASSWORD)]
OldPassword = Annotated[SecretStr, Field(max_length=MOST_PASSWORD)]
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
