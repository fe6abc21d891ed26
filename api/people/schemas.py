"""Sign-ins, tokens and people as they come in and go out."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, Field, SecretStr
from sqlmodel import Session

from api.organisation.tables import Unit
from api.people.rules import Actor, ActorKind, Role, Scope
from api.people.tables import RoleGrant
from api.values import Body, ShortText


class SignInIn(Body):
    username: ShortText
    password: Annotated[SecretStr, Field(max_length=200)]


class UnitRef(BaseModel):
    id: UUID
    name: str


class RoleOut(BaseModel):
    role: Role
    unit: UnitRef | None = Field(description="Null when the role holds everywhere.")


class Me(BaseModel):
    """Who asks, and what they may do somewhere."""

    id: UUID
    kind: ActorKind
    full_name: str
    username: str | None
    roles: list[RoleOut]
    may: list[str]
    everywhere: list[str] = Field(description="What of it holds in all units.")


class SignInOut(BaseModel):
    token: str = Field(description="Send it as Authorization: Bearer …. It is not shown again.")
    expires_at: datetime
    person: Me


class TokenOut(BaseModel):
    """RFC 6749 section 5.1."""

    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 - the word of RFC 6750
    expires_in: int = Field(description="Seconds.")
    scope: str


def role_out(session: Session, grant: RoleGrant) -> RoleOut:
    unit = session.get_one(Unit, grant.unit_id) if grant.unit_id else None
    return RoleOut(role=grant.role, unit=UnitRef(id=unit.id, name=unit.name) if unit else None)


def me(actor: Actor, username: str | None, roles: list[RoleOut]) -> Me:
    """Build the answer to "who am I"."""
    assert actor.id is not None  # noqa: S101 - only people and clients ask
    return Me(
        id=actor.id,
        kind=actor.kind,
        full_name=actor.name,
        username=username,
        roles=roles,
        may=sorted(scope for scope in Scope if actor.has(scope)),
        everywhere=sorted(scope for scope in Scope if actor.has_everywhere(scope)),
    )
