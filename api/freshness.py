"""How fresh an answer is: as of which day, behind which change, counted with which calendar.

The position is asked for before the answer is read, so that it never promises too much: all that
lies behind it is in the answer.
"""

from datetime import date
from http import HTTPStatus
from typing import Any, Final

from sqlmodel import Session
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

AS_OF: Final = "Rettidig-As-Of"
FEED_POSITION: Final = "Rettidig-Feed-Position"
CALENDAR_VERSION: Final = "Rettidig-Calendar-Version"
READ: Final = (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED)
# The head of the feed as a snapshot alone knows it: perhaps an older one, which promises less.
COLUMNS: Final = """
    pg_snapshot_xmin(pg_current_snapshot())::text AS head,
    coalesce((SELECT max(number) FROM calendar_corrections), 0) AS calendar_version
"""


def text_of(value: str | bytes) -> str:
    return value.decode() if isinstance(value, bytes) else value


def freshness(row: Any, epoch: str, reach: str, as_of: date) -> dict[str, str]:
    """Return the headers that tell how fresh an answer is, from a row with `COLUMNS`."""
    return {
        AS_OF: as_of.isoformat(),
        FEED_POSITION: f"{epoch}.{text_of(row.head)}.0.{reach}",
        CALENDAR_VERSION: str(row.calendar_version),
    }


def note_freshness(request: Request, session: Session, reach: str, today: date) -> None:
    """Ask how fresh what is read next will be, for the answer's headers."""
    row = session.connection().exec_driver_sql(f"SELECT feed_epoch() AS epoch, {COLUMNS}").one()
    asked = request.query_params.get("as_of")
    told = freshness(row, row.epoch, reach, today)
    request.state.freshness = told | ({AS_OF: asked} if asked else {})


class TellFreshness:
    """Add to every answer that was read from the database how fresh it is."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            told = scope.get("state", {}).get("freshness")
            if message["type"] == "http.response.start" and told and message["status"] in READ:
                MutableHeaders(scope=message).update(told)
            await send(message)

        await self.app(scope, receive, with_headers)
