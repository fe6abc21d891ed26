"""How the end of an operation is told beforehand: in each of its answers, and by short trials.

`router.get(…, **deprecated(…))` marks an operation. From then on its answers have `Deprecation`
(RFC 9745), `Sunset` (RFC 8594) and a link to what to use instead. In a planned brown-out it is
refused for some hours, so that whoever overlooked the headers notices while it can be taken back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from math import ceil
from typing import Any, Final

from fastapi import Depends
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import problem
from api.routing import refusing
from api.table import now

MARK: Final = "x-deprecation"
PROBLEM_TYPE: Final = "/docs#brown-out"
BrownOut = tuple[datetime, datetime]


class BrownedOut(Exception):
    """An operation that will go is refused for a while, as was announced."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until.isoformat())
        self.until = until


@dataclass(frozen=True)
class Ending:
    """Since which day an operation is deprecated, on which day it goes, and what to read."""

    since: date
    sunset: date
    see: str

    def __post_init__(self) -> None:
        if self.sunset < self.since:
            raise ValueError("a sunset may not lie before the deprecation (RFC 9745, section 4)")

    def headers(self) -> dict[str, str]:
        return {
            "Deprecation": f"@{int(midnight(self.since).timestamp())}",
            "Sunset": format_datetime(midnight(self.sunset), usegmt=True),
            "Link": f'<{self.see}>; rel="deprecation"; type="text/html"',
        }


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def deprecated(
    since: date, sunset: date, see: str, brown_outs: Sequence[BrownOut] = ()
) -> dict[str, Any]:
    """Return what marks a route as one that will go on a day; `see` is where to read of it."""

    def refuse_in_brown_out() -> None:
        moment = now()
        for start, end in brown_outs:
            if start <= moment < end:
                raise BrownedOut(end)

    return {
        "deprecated": True,
        "dependencies": [Depends(refuse_in_brown_out)],
        "responses": refusing(503),
        "openapi_extra": {MARK: Ending(since, sunset, see).headers()},
    }


def answer_brown_out(request: Request, error: Exception) -> JSONResponse:
    """Refuse with a problem type of its own: this is planned, and no fault."""
    assert isinstance(error, BrownedOut)  # noqa: S101 - only registered for these
    seconds = max(1, ceil((error.until - now()).total_seconds()))
    detail = (
        "This operation will go, and is switched off for a while so that nobody is surprised. The "
        "header Link says what to use instead."
    )
    headers = {"Retry-After": str(seconds)}
    return problem(request, 503, "brown_out", detail, kind=PROBLEM_TYPE, headers=headers)


class TellDeprecation:
    """Add to every answer of a deprecated operation, refusals too, when it will go."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            extra = getattr(scope.get("route"), "openapi_extra", None) or {}
            if message["type"] == "http.response.start" and MARK in extra:
                headers = MutableHeaders(scope=message)
                for name, value in extra[MARK].items():
                    headers.append(name, value)
            await send(message)

        await self.app(scope, receive, with_headers)
