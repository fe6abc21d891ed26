"""JSON log lines without personal data, request ids, and request figures for /metrics."""

import logging
import re
import sys
from time import perf_counter
from typing import Any, cast
from uuid import uuid4

import structlog
from prometheus_client import Histogram
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bind_contextvars, clear_contextvars
from structlog.typing import EventDict

REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
CPR = re.compile(r"\b\d{6}-?\d{4}\b")
SECONDS = Histogram("rettidig_api_request_seconds", "Time to answer", ["method", "route", "status"])


def without_cpr(_: Any, __: str, event: EventDict) -> EventDict:
    """Blank what looks like a CPR number, whatever field it got into."""
    return {
        name: CPR.sub("******-****", value) if isinstance(value, str) else value
        for name, value in event.items()
    }


def configure_logging() -> None:
    """Write one JSON object per line to standard output."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            structlog.processors.format_exc_info,
            without_cpr,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stdout),
        cache_logger_on_first_use=False,
    )
    logging.getLogger("uvicorn.access").disabled = True


def request_id_of(headers: Headers) -> str:
    """Take the caller's request id if it is one, else make one."""
    given = headers.get("x-request-id", "")
    return given if REQUEST_ID.fullmatch(given) else uuid4().hex


class Observed:
    """Give each request an id, a log line and its place in the figures.

    The route's template is logged, never the path: a path may hold what should not be logged.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = request_id_of(Headers(scope=scope))
        scope.setdefault("state", {})["request_id"] = request_id
        clear_contextvars()
        bind_contextvars(request_id=request_id)
        started, status = perf_counter(), 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-Id"] = request_id
            await send(message)

        try:
            await self.app(scope, receive, noted)
        finally:
            note_request(scope, status, perf_counter() - started)


def note_request(scope: Scope, status: int, seconds: float) -> None:
    route = cast(str, getattr(scope.get("route"), "path", "(none)"))
    SECONDS.labels(scope["method"], route, status).observe(seconds)
    structlog.get_logger().info(
        "request",
        method=scope["method"],
        route=route,
        status=status,
        ms=round(seconds * 1000, 1),
        actor=scope["state"].get("actor"),
    )
