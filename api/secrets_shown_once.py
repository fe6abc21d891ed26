"""Answers that hold a secret: shown in the answer itself, and never kept."""

from typing import TypeVar

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from api.changes import idempotency

Secretive = TypeVar("Secretive", bound=BaseModel)


def shown_once(request: Request, response: Response, out: Secretive) -> Secretive:
    """Keep the answer for a repeat of its request without the secret, and answer it with.

    An answer that is kept for its Idempotency-Key is kept readable, as no secret may be.
    """
    response.headers["Cache-Control"] = "no-store"
    hidden = out.model_copy(update={"secret": None}).model_dump_json()
    headers = dict(response.headers)
    kept = Response(hidden, 201, headers, media_type="application/json")
    idempotency.keep_answer(request, kept)
    request.state.idempotency_key = None
    return out
