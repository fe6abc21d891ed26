"""Refusals as they are answered, some for each status: their codes never change."""

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

DEADLINE = "0199a3f4-3c5e-7d10-8c55-0d5b4f0e7a11"


@dataclass(frozen=True)
class Example:
    """One refusal: its code and sentence, and what else its document tells."""

    code: str
    detail: str
    pointer: str | None = None
    more: dict[str, Any] = field(default_factory=dict)

    def document(self, status: int) -> dict[str, Any]:
        document = {
            "type": "about:blank",
            "title": HTTPStatus(status).phrase,
            "status": status,
            "detail": self.detail,
            "code": self.code,
            "request_id": "5f0c1c7a9d0e4c6b",
        } | self.more
        if self.pointer:
            fault = {"pointer": self.pointer, "code": self.code, "detail": self.detail}
            document["errors"] = [fault]
        return document


EXAMPLES: dict[int, tuple[Example, ...]] = {
    400: (Example("bad_request", "The request can't be read."),),
    401: (
        Example("not_signed_in", "Sign in, or send a token as Authorization: Bearer …."),
        Example("token_not_valid", "This sign-in or token is over. Get a new one."),
    ),
    403: (Example("not_allowed", "This needs the right deadlines:write, which you do not have."),),
    404: (Example("deadline_not_found", f"There is no deadline {DEADLINE}."),),
    406: (
        Example(
            "not_acceptable",
            "This can't be given as text/html. It is given as: application/json, "
            "application/x-ndjson, text/csv.",
            pointer="Accept",
        ),
    ),
    409: (
        Example("deadline_met", "This deadline is met already."),
        Example(
            "busy", "Another request is changing the same thing. Nothing was changed; try again."
        ),
    ),
    410: (
        Example(
            "feed_restarted",
            "The database was restored since this cursor was given; changes may be missing behind "
            "it. Load everything once more, and follow the cursor that comes with that.",
            pointer="after",
        ),
    ),
    412: (
        Example(
            "deadline_stale",
            "The deadline was changed in the meantime; it is now at version 4. Read it again, and "
            "send your change with its new ETag.",
            more={"current": {"id": DEADLINE, "version": 4, "status": "met"}},
        ),
    ),
    413: (Example("body_too_large", "The body is larger than this service reads."),),
    415: (
        Example(
            "media_type_not_supported", "Send the body as a type that the header Accept names."
        ),
    ),
    422: (
        Example(
            "invalid_input",
            "/met_on: a day is written YYYY-MM-DD",
            more={
                "errors": [
                    {
                        "pointer": "/met_on",
                        "code": "value_error",
                        "detail": "a day is written YYYY-MM-DD",
                    }
                ]
            },
        ),
        Example(
            "unknown_parameter",
            "There is no parameter 'colour' here. Known: as_of.",
            pointer="colour",
        ),
        Example(
            "cursor_invalid",
            "This cursor does not belong to this list and these filters. Start without a cursor.",
            pointer="cursor",
        ),
        Example(
            "idempotency_key_reused",
            "This Idempotency-Key was used for another request. Use a new key for a new request.",
            pointer="Idempotency-Key",
        ),
    ),
    428: (Example("if_match_missing", "Read the resource first, and send its ETag as If-Match."),),
    429: (Example("too_many_attempts", "Too many failed attempts. Try again in 15 minutes."),),
    500: (Example("internal_error", "Something failed on our side. Nothing was changed."),),
    503: (
        Example(
            "database_unavailable",
            "The database can't be reached. Nothing was changed; try again soon.",
        ),
    ),
}
