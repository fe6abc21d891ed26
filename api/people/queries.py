"""Every question about people, clients and their credentials."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.people.tables import (
    AccessToken,
    Client,
    ClientSecret,
    Password,
    Person,
    RoleGrant,
    SignInAttempt,
    SignInSession,
)
from api.table import now


def people() -> SelectOfScalar[Person]:
    """Start every read of people here: colleagues may know each other's names."""
    return select(Person)


def person_by_username(session: Session, username: str) -> tuple[Person, str] | None:
    """Return an active person with the hash of their password."""
    statement = (
        select(Person, Password.hash)
        .join(Password, col(Password.person_id) == Person.id)
        .where(func.lower(Person.username) == func.lower(username), col(Person.active))
    )
    return session.exec(statement).one_or_none()


def sign_in(session: Session, token_hash: bytes, idle: timedelta) -> SignInSession | None:
    """Return a sign-in that is neither over nor idle too long, of a person still active."""
    statement = (
        select(SignInSession)
        .join(Person, col(Person.id) == SignInSession.person_id)
        .where(
            SignInSession.token_hash == token_hash,
            SignInSession.expires_at > now(),
            SignInSession.used_at > now() - idle,
            col(Person.active),
        )
    )
    return session.exec(statement).one_or_none()


def grants_of(session: Session, person_id: UUID, on: date) -> Sequence[RoleGrant]:
    statement = (
        select(RoleGrant)
        .where(
            RoleGrant.person_id == person_id,
            RoleGrant.valid_from <= on,
            or_(col(RoleGrant.valid_until).is_(None), col(RoleGrant.valid_until) > on),
        )
        .order_by(col(RoleGrant.id))
    )
    return session.exec(statement).all()


def token_with_client(session: Session, token_hash: bytes) -> tuple[AccessToken, Client] | None:
    statement = (
        select(AccessToken, Client)
        .join(Client, col(Client.id) == AccessToken.client_id)
        .where(
            AccessToken.token_hash == token_hash,
            AccessToken.expires_at > now(),
            col(Client.active),
        )
    )
    return session.exec(statement).one_or_none()


def client_secret(session: Session, client_id: UUID, secret_hash: bytes) -> ClientSecret | None:
    """Return a secret that holds, of a client that is in use."""
    statement = (
        select(ClientSecret)
        .join(Client, col(Client.id) == ClientSecret.client_id)
        .where(
            Client.id == client_id,
            ClientSecret.hash == secret_hash,
            or_(col(ClientSecret.expires_at).is_(None), col(ClientSecret.expires_at) > now()),
            col(Client.active),
        )
    )
    return session.exec(statement).one_or_none()


def attempts_since(session: Session, keys: Sequence[bytes], since: datetime) -> dict[bytes, int]:
    """Return how many tries failed, by key."""
    statement = (
        select(SignInAttempt.key_hash, func.count())
        .where(col(SignInAttempt.key_hash).in_(keys), SignInAttempt.at > since)
        .group_by(col(SignInAttempt.key_hash))
    )
    return dict(session.exec(statement).all())


def username_taken(session: Session, username: str) -> bool:
    statement = select(Person.id).where(func.lower(Person.username) == func.lower(username))
    return session.exec(statement).first() is not None
