"""Signing in and out, and tokens. The caller owns the transaction."""

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, col, delete

from api.errors import TooManyAttempts
from api.people import queries
from api.people.oauth import OAuthRefused
from api.people.passwords import new_secret, password_fits, secret_hash
from api.people.tables import (
    AccessToken,
    Client,
    ClientSecret,
    Person,
    SignInAttempt,
    SignInSession,
)
from api.settings import get_settings
from api.table import now

ATTEMPTS_WITHIN = timedelta(minutes=15)
USED_AGAIN_AFTER = timedelta(minutes=1)
MANY_TIMES = 10


class Attempt:
    """What failed tries are counted by, hashed so that neither name nor address is readable.

    A name from one address is held back first; a name or an address alone only after many more,
    so that nobody can lock another out by trying from elsewhere.
    """

    def __init__(self, *, name: str = "", address: str = "") -> None:
        counted = {
            f"name and address:{name.lower()}:{address}": 1 if name else 0,
            f"name:{name.lower()}": MANY_TIMES if name else 0,
            f"address:{address}": MANY_TIMES if address else 0,
        }
        self.limits = {
            hashlib.sha256(text.encode()).digest(): times
            for text, times in counted.items()
            if times
        }


def check_attempts(session: Session, attempt: Attempt) -> None:
    """Refuse when the same was tried too often lately."""
    most, since = get_settings().sign_in_attempts, now() - ATTEMPTS_WITHIN
    failed = queries.attempts_since(session, list(attempt.limits), since)
    if any(failed.get(key, 0) >= most * times for key, times in attempt.limits.items()):
        raise TooManyAttempts(
            "too_many_attempts",
            "Too many failed tries. Wait a quarter of an hour, then try again.",
            int(ATTEMPTS_WITHIN.total_seconds()),
        )


def note_failure(session: Session, attempt: Attempt) -> None:
    session.add_all(SignInAttempt(key_hash=key) for key in attempt.limits)


def sign_in(session: Session, username: str, password: str) -> tuple[Person, str] | None:
    """Return the person and a new sign-in's token, or None; both take equally long."""
    found = queries.person_by_username(session, username)
    if not password_fits(found[1] if found else None, password) or found is None:
        return None
    person, token = found[0], new_secret()
    session.add(
        SignInSession(
            token_hash=secret_hash(token),
            person_id=person.id,
            expires_at=now() + timedelta(hours=get_settings().session_hours),
        )
    )
    session.flush()
    return person, token


def sign_out(session: Session, token: str) -> None:
    session.connection().execute(
        delete(SignInSession).where(col(SignInSession.token_hash) == secret_hash(token))
    )


def authenticate(session: Session, client_id: UUID, secret: str) -> ClientSecret | None:
    """Return a client's secret, if it is one and holds, and note that it is used."""
    kept = queries.client_secret(session, client_id, secret_hash(secret))
    if kept and (kept.used_at is None or now() - kept.used_at > USED_AGAIN_AFTER):
        kept.used_at = now()
    return kept


def issue_token(
    session: Session, secret: ClientSecret, wanted: Sequence[str]
) -> tuple[str, list[str]]:
    """Return a new token of a secret's client, and its scopes: those wanted, or all there are."""
    client = session.get_one(Client, secret.client_id)
    if set(wanted) - set(client.scopes):
        held = " ".join(client.scopes)
        raise OAuthRefused("invalid_scope", f"This client may only ask for scopes of: {held}.")
    scopes = sorted(set(wanted)) or client.scopes
    token = new_secret()
    row = AccessToken(
        token_hash=secret_hash(token),
        client_id=client.id,
        secret_id=secret.id,
        scopes=scopes,
        expires_at=now() + timedelta(minutes=get_settings().token_minutes),
    )
    session.add(row)
    return token, scopes


def revoke_token(session: Session, client_id: UUID, token: str) -> None:
    """End a token of a client's own (RFC 7009). One that is over or unknown is no error."""
    row = session.get(AccessToken, secret_hash(token), with_for_update=True)
    if row is None:
        return
    if row.client_id != client_id:
        raise OAuthRefused("invalid_grant", "This token was given to another client.")
    session.delete(row)
