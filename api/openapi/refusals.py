"""Which refusals an operation can give: those that follow from what its route depends on.

What does not follow from that, a route names itself (`responses=refusing(429)`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from api.openapi import headers
from api.openapi.operations import Operation
from api.openapi.problem_examples import EXAMPLES
from api.problems import MEDIA_TYPE


@dataclass(frozen=True)
class Refusal:
    """A status, its name among the document's parts, what it says, and when it can happen."""

    status: int
    name: str
    meaning: str
    can_happen: Callable[[Operation], bool]


REFUSALS = (
    Refusal(
        400,
        "BadRequest",
        "The body is not text in UTF-8, or it is nested too deep to be read.",
        lambda it: it.has_body,
    ),
    Refusal(401, "NotSignedIn", "No sign-in or token, or one that is over.", lambda it: it.secured),
    Refusal(
        403,
        "NotAllowed",
        "The asker may not do this, or not here.",
        lambda it: it.secured and it.scoped,
    ),
    Refusal(
        404,
        "NotFound",
        "There is no such thing, or the asker may not know of it: the answer is the same.",
        lambda it: it.about_one,
    ),
    Refusal(
        406,
        "NotAcceptable",
        "It can't be given in a form that Accept names.",
        lambda it: it.several_forms,
    ),
    Refusal(
        409,
        "RuleBroken",
        "The rules do not allow it now, or another request is changing the same thing.",
        lambda it: it.secured and not it.reads,
    ),
    Refusal(410, "Gone", "It was there, and will not come again.", lambda _: False),
    Refusal(
        412,
        "Stale",
        "It was changed since it was read. `current` is how it is now, and ETag its version.",
        lambda it: it.takes_if_match,
    ),
    Refusal(413, "BodyTooLarge", "The body is larger than is read.", lambda it: it.has_body),
    Refusal(
        415,
        "MediaTypeNotSupported",
        "The body is of a type that is not read here; Accept names those that are.",
        lambda it: it.has_body,
    ),
    Refusal(
        422,
        "InvalidInput",
        "Something that was sent can't be accepted; `errors` says what and where.",
        lambda _: True,
    ),
    Refusal(
        428,
        "IfMatchMissing",
        "A change of what exists needs its ETag as If-Match.",
        lambda it: it.wants_if_match,
    ),
    Refusal(
        429,
        "TooManyRequests",
        "Too often; Retry-After says in how many seconds to try again.",
        lambda it: it.secured,
    ),
    Refusal(500, "Fault", "A fault on our side. Nothing was changed.", lambda _: True),
    Refusal(
        503,
        "DatabaseUnavailable",
        "The database can't be reached. Nothing was changed; Retry-After says when to try again.",
        lambda it: it.uses_database,
    ),
)
BY_STATUS = {str(refusal.status): refusal for refusal in REFUSALS}


def refusals_of(operation: Operation) -> Iterator[Refusal]:
    """Yield what the operation can refuse with, the lowest status first."""
    named = {int(status) for status in operation.route.responses if str(status).isdecimal()}
    for refusal in REFUSALS:
        if refusal.status in named or refusal.can_happen(operation):
            yield refusal


def referred(refusal: Refusal) -> dict[str, Any]:
    """Return a refusal as a reference to the document's part."""
    return {"$ref": f"#/components/responses/{refusal.name}"}


def parts() -> dict[str, Any]:
    """Return the refusals as parts of the document that operations refer to."""
    return {
        refusal.name: {
            "description": refusal.meaning,
            "headers": headers.referred(headers.headers_of_refusal(refusal.status)),
            "content": {
                MEDIA_TYPE: {
                    "schema": {"$ref": "#/components/schemas/Problem"},
                    "examples": {
                        example.code: {"value": example.document(refusal.status)}
                        for example in EXAMPLES[refusal.status]
                    },
                }
            },
        }
        for refusal in REFUSALS
    }
