"""Keeping machine clients, their secrets and tokens. The caller owns the transaction.

Nobody can hand out more than they have: neither by a scope, nor by taking over a client that has
more.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, delete

from api.errors import NotAllowed, RuleBroken
from api.people import client_queries
from api.people.client_schemas import ClientIn
from api.people.passwords import new_secret, secret_hash
from api.people.rules import Actor, Scope
from api.people.tables import AccessToken, Client, ClientSecret
from api.resource import add, change
from api.table import now


def keeps_client(actor: Actor, client: Client | ClientIn) -> bool:
    needed = {Scope(scope) for scope in client.scopes} | {Scope.PEOPLE_WRITE}
    return all(actor.may(scope, client.unit_id) for scope in needed)


def check_keeps(actor: Actor, client: Client | ClientIn) -> None:
    if not keeps_client(actor, client):
        raise NotAllowed(
            "scope_beyond_reach",
            "A client may only have scopes that you have in its unit.",
            pointer="/scopes",
        )


def create_client(session: Session, actor: Actor, body: ClientIn) -> Client:
    check_keeps(actor, body)
    return add(session, Client(**contents(body), secret_changed_at=now()))


def replace_client(session: Session, actor: Actor, client: Client, body: ClientIn) -> Client:
    """Give a client new content. Its tokens end, as they hold the scopes it had."""
    check_keeps(actor, client)
    check_keeps(actor, body)
    end_tokens(session, client)
    return change(session, client, contents(body))


def delete_client(_: Session, __: Actor, ___: Client) -> None:
    raise RuleBroken(
        "clients_are_kept",
        "Clients can't be deleted, as what they did refers to them. Set active to false instead.",
    )


def contents(body: ClientIn) -> dict[str, Any]:
    return dict(body) | {"scopes": sorted({scope.value for scope in body.scopes})}


def add_secret(session: Session, client: Client) -> str:
    """Give a client a secret. It is returned this once and kept as a hash."""
    secret = new_secret()
    session.add(ClientSecret(client_id=client.id, hash=secret_hash(secret)))
    session.flush()
    return secret


def renew_secret(
    session: Session, actor: Actor, client: Client, old_valid_hours: int
) -> tuple[str, datetime]:
    """Return a client's new secret, and until when the old ones hold at the latest."""
    check_keeps(actor, client)
    over = now() + timedelta(hours=old_valid_hours)
    if old_valid_hours == 0:
        end_tokens(session, client)
    for old in client_queries.secrets_of(session, client.id):
        end_by(old, over)
    change(session, client, {"secret_changed_at": now()})
    return add_secret(session, client), over


def revoke_secret(session: Session, actor: Actor, client: Client, secret: ClientSecret) -> None:
    """End one secret, and the tokens that were given for it, at once. The others go on."""
    check_keeps(actor, client)
    end_by(secret, now())
    end_tokens(session, client, secret)
    change(session, client, {"secret_changed_at": now()})


def revoke_tokens(session: Session, actor: Actor, client: Client, *, secrets: bool) -> Client:
    """End all of a client's tokens at once, and its secrets too, or it may get new ones."""
    check_keeps(actor, client)
    end_tokens(session, client)
    at = now()
    if not secrets:
        return change(session, client, {"tokens_revoked_at": at})
    for secret in client_queries.secrets_of(session, client.id):
        end_by(secret, at)
    return change(session, client, {"tokens_revoked_at": at, "secret_changed_at": at})


def end_by(secret: ClientSecret, at: datetime) -> None:
    """Let a secret end at a moment, if it does not end before."""
    secret.expires_at = min(secret.expires_at or at, at)


def end_tokens(session: Session, client: Client, secret: ClientSecret | None = None) -> None:
    """Delete a client's tokens, or those of one secret."""
    statement = delete(AccessToken).where(col(AccessToken.client_id) == client.id)
    if secret:
        statement = statement.where(col(AccessToken.secret_id) == secret.id)
    session.connection().execute(statement)
