"""Signing in and out, and tokens. The caller owns the transaction."""

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, col, delete

from api.errors import InvalidInput, TooManyAttempts
from api.people import queries
from api.people.passwords import new_secret, password_fits, secret_hash
from api.people.tables import AccessToken, Person, SignInAttempt, SignInSession
from api.settings import get_settings
from api.table import now

ATTEMPTS_WITHIN = timedelta(minutes=15)
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


def issue_token(
    session: Session, client_id: UUID, secret: str, wanted: Sequence[str]
) -> tuple[str, list[str]] | None:
    """Return a token and its scopes, or None when id and secret do not fit."""
    client = queries.client_with_secret(session, client_id, secret_hash(secret))
    if client is None:
        return None
    if unknown := [scope for scope in wanted if scope not in client.scopes]:
        raise InvalidInput("invalid_scope", f"This client does not have {', '.join(unknown)}.")
    scopes = list(wanted) or client.scopes
    token = new_secret()
    expires_at = now() + timedelta(minutes=get_settings().token_minutes)
    session.add(
        AccessToken(
            token_hash=secret_hash(token),
            client_id=client.id,
            scopes=scopes,
            expires_at=expires_at,
        )
    )
    return token, scopes
