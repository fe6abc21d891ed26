"""Requests that may come twice are carried out once (draft-ietf-httpapi-idempotency-key-header).

The key is claimed by an insert, in the transaction that does the work. A second request with the
same key waits at that insert until the first commits, then gets the first one's answer; if the
first is rolled back, the second does the work.
"""

import hmac
from datetime import timedelta
from uuid import UUID

from pydantic import JsonValue
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Session, col, delete, select, update
from starlette.requests import Request
from starlette.responses import Response

from api.changes.tables import IdempotencyKey
from api.errors import InvalidInput, KeyReused
from api.settings import get_settings
from api.table import now

MOST_KEY = 200
KEY_SCHEMA: dict[str, JsonValue] = {
    "minLength": 1,
    "maxLength": MOST_KEY,
    "pattern": "^[ -~]*$",
}
KEPT_HEADERS = ("content-type", "etag", "location", "link")


class AnsweredBefore(Exception):
    """The work was done by an earlier request; this is what it was answered."""

    def __init__(self, kept: IdempotencyKey) -> None:
        super().__init__(kept.key)
        self.status = kept.status or 500
        self.headers = dict(kept.headers or {})
        self.body = bytes(kept.body or b"")


def fingerprint(request: Request, body: bytes) -> bytes:
    """Return what makes two requests the same: method, address and body.

    It is keyed, since a body may hold a password that a plain hash would let somebody try out.
    """
    asked = request.scope
    head = f"{asked['method']} {asked['path']}?{asked['query_string'].decode('latin-1')}\n".encode()
    key = get_settings().secret_key.get_secret_value().encode()
    return hmac.digest(key, head + body, "sha256")


def fits_as_key(key: str) -> bool:
    return key.isascii() and key.isprintable() and 1 <= len(key) <= MOST_KEY


def claim(session: Session, actor_id: UUID, key: str, request: Request, body: bytes) -> None:
    """Take the key for this request, or raise the answer that it already has."""
    if not fits_as_key(key):
        raise InvalidInput(
            "idempotency_key_invalid",
            f"An Idempotency-Key has 1 to {MOST_KEY} printable characters; a UUID is good.",
            pointer="Idempotency-Key",
        )
    mark = fingerprint(request, body)
    kept_until = now() + timedelta(hours=get_settings().idempotency_hours)
    taken = session.connection().execute(
        insert(IdempotencyKey)
        .values(
            actor_id=actor_id, key=key, fingerprint=mark, created_at=now(), expires_at=kept_until
        )
        .on_conflict_do_nothing()
        .returning(col(IdempotencyKey.key))
    )
    if taken.first():
        request.state.idempotency_key = (actor_id, key)
        return
    kept = session.exec(
        select(IdempotencyKey).where(
            col(IdempotencyKey.actor_id) == actor_id, col(IdempotencyKey.key) == key
        )
    ).one()
    if kept.fingerprint != mark:
        raise KeyReused(
            "idempotency_key_reused",
            "This Idempotency-Key was used for another request. Use a new key for a new request.",
            pointer="Idempotency-Key",
        )
    raise AnsweredBefore(kept)


def keep_answer(request: Request, response: Response) -> None:
    """Store the answer beside its key, before the request's transaction ends."""
    claimed = getattr(request.state, "idempotency_key", None)
    if claimed is None:
        return
    actor_id, key = claimed
    session: Session = request.state.session
    headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers}
    session.flush()
    session.connection().execute(
        update(IdempotencyKey)
        .where(col(IdempotencyKey.actor_id) == actor_id, col(IdempotencyKey.key) == key)
        .values(status=response.status_code, headers=headers, body=bytes(response.body))
    )


def give_up(request: Request) -> None:
    """Release the request's key: its answer may not be kept, so a repeat is carried out anew."""
    claimed = getattr(request.state, "idempotency_key", None)
    if claimed is None:
        return
    actor_id, key = claimed
    session: Session = request.state.session
    session.connection().execute(
        delete(IdempotencyKey).where(
            col(IdempotencyKey.actor_id) == actor_id, col(IdempotencyKey.key) == key
        )
    )
    request.state.idempotency_key = None


def answer_again(_: Request, error: Exception) -> Response:
    """Give the first answer once more."""
    assert isinstance(error, AnsweredBefore)  # noqa: S101 - only registered for these
    return Response(error.body, error.status, {**error.headers, "Idempotency-Replayed": "true"})
