"""Which headers an answer carries, and what they mean."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from api.openapi.operations import Operation
from api.version import VERSION

CREATED = 201
UNAUTHORIZED, GONE, STALE, TOO_MANY, UNAVAILABLE = 401, 410, 412, 429, 503
FIRST_REFUSAL = 400
EVERY = frozenset(range(FIRST_REFUSAL, 600))


@dataclass(frozen=True)
class AnswerHeader:
    """A header, what it means, and which answers have it.

    `told` says of an operation and a status whether the answer that was asked for has it; `refused`
    are the statuses of refusals that have it. One that is not `always` there is left out when there
    is nothing to say. Of two headers with one name, one is `called` by another in the document.
    """

    name: str
    meaning: str
    example: str
    told: Callable[[Operation, int], bool] = lambda _, __: False
    refused: frozenset[int] = frozenset()
    always: bool = True
    called: str | None = None

    @property
    def part(self) -> str:
        return self.called or self.name.replace("-", "")


HEADERS = (
    AnswerHeader(
        "ETag",
        "Marks this answer. Send it as If-None-Match to ask whether it is still so; that of one "
        "thing as If-Match to change what you read.",
        '"3.9f86d081884c7d65"',
        told=lambda it, _: it.answers_resource or (it.reads and it.answers_json),
    ),
    AnswerHeader(
        "ETag",
        "The version of what is there now, if anything is.",
        '"4"',
        refused=frozenset({STALE}),
        always=False,
        called="ETagOfNow",
    ),
    AnswerHeader(
        "Rettidig-As-Of",
        "The day as of which it is judged.",
        "2026-11-23",
        told=lambda it, _: it.tells_freshness,
    ),
    AnswerHeader(
        "Rettidig-Feed-Position",
        "Where to begin with `GET /v1/changes?after=…`: all that lies before is in the answer.",
        "6a1f.48211.0.9c2e",
        told=lambda it, _: it.tells_freshness,
    ),
    AnswerHeader(
        "Rettidig-Calendar-Version",
        "The version of the calendar that deadlines were counted in.",
        "0",
        told=lambda it, _: it.tells_freshness,
    ),
    AnswerHeader(
        "Location",
        "The address of what was made.",
        "/v1/cases/0199a3f4-3c5e-7d10-8c55-0d5b4f0e7a11",
        told=lambda it, status: status == CREATED and it.answers_resource,
    ),
    AnswerHeader(
        "Link",
        'The next page, as `<address>; rel="next"` (RFC 8288). Left out on the last one.',
        '</v1/deadlines?status=open&cursor=q83v>; rel="next"',
        told=lambda it, _: it.answers_page,
        always=False,
    ),
    AnswerHeader(
        "Link",
        'Where to begin anew, as `<address>; rel="start"`, if there is such a place.',
        '</v1/deadlines>; rel="start"',
        refused=frozenset({GONE}),
        always=False,
        called="LinkToStart",
    ),
    AnswerHeader(
        "Idempotency-Replayed",
        "`true` when an earlier request with this Idempotency-Key was answered so.",
        "true",
        told=lambda it, _: it.repeatable,
        always=False,
    ),
    AnswerHeader(
        "WWW-Authenticate",
        "How to sign in (RFC 6750).",
        "Bearer",
        refused=frozenset({UNAUTHORIZED}),
        always=False,
    ),
    AnswerHeader(
        "Retry-After",
        "In how many seconds to try again.",
        "30",
        refused=frozenset({TOO_MANY, UNAVAILABLE}),
        always=False,
    ),
    AnswerHeader(
        "RateLimit-Policy",
        "The budget of a machine client: its name, requests (`q`) in a window of seconds (`w`).",
        '"search";q=600;w=60',
        told=lambda it, _: it.secured,
        refused=frozenset({TOO_MANY}),
        always=False,
    ),
    AnswerHeader(
        "RateLimit",
        "How many requests remain of the budget (`r`), and in how many seconds it is whole (`t`).",
        '"search";r=598;t=47',
        told=lambda it, _: it.secured,
        refused=frozenset({TOO_MANY}),
        always=False,
    ),
    AnswerHeader(
        "Deprecation",
        "Since when the operation is deprecated, as `@` and seconds since 1970 (RFC 9745).",
        "@1798761600",
        told=lambda it, _: bool(it.route.deprecated),
    ),
    AnswerHeader(
        "Sunset",
        "The day on which the operation will go (RFC 8594).",
        "Sat, 01 Jan 2028 00:00:00 GMT",
        told=lambda it, _: bool(it.route.deprecated),
    ),
    AnswerHeader(
        "API-Version",
        "The full version of the interface (semantic versioning).",
        VERSION,
        told=lambda _, __: True,
        refused=EVERY,
    ),
    AnswerHeader(
        "X-Request-Id",
        "The id of the request: the caller's, or one made here. It stands in our log.",
        "5f0c1c7a9d0e4c6b",
        told=lambda _, __: True,
        refused=EVERY,
    ),
)


def headers_of(operation: Operation, status: int) -> Iterator[AnswerHeader]:
    """Yield the headers that an operation's answer with a status has."""
    for header in HEADERS:
        told = status < FIRST_REFUSAL and header.told(operation, status)
        if told or status in header.refused:
            yield header


def headers_of_refusal(status: int) -> Iterator[AnswerHeader]:
    """Yield the headers of a refusal, whatever was asked."""
    for header in HEADERS:
        if status in header.refused:
            yield header


def referred(headers: Iterable[AnswerHeader]) -> dict[str, Any]:
    """Return headers as references to the document's parts."""
    return {each.name: {"$ref": f"#/components/headers/{each.part}"} for each in headers}


def parts() -> dict[str, Any]:
    """Return the headers as parts of the document that answers refer to."""
    return {
        header.part: {
            "description": header.meaning,
            "required": header.always,
            "schema": {"type": "string"},
            "example": header.example,
        }
        for header in HEADERS
    }
