"""What every answer leaves behind: a request id, a log line, a measurement.

Routes are named by their template, never by the address asked for, since that may name a person.
"""

import re
from time import perf_counter
from typing import Final
from uuid import uuid4

import structlog
from prometheus_client import CollectorRegistry, Histogram, generate_latest
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

REQUEST_ID: Final = re.compile(r"[A-Za-z0-9._-]{8,64}")
REGISTRY: Final = CollectorRegistry()
SECONDS: Final = Histogram(
    "rettidig_web_request_seconds",
    "Time from request to the last byte of a page.",
    ["method", "route", "status"],
    registry=REGISTRY,
)
METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
log = structlog.get_logger("web")


def metrics() -> bytes:
    return generate_latest(REGISTRY)


def request_id_of(headers: Headers) -> str:
    """Take the id that came along if it is one, else make one."""
    given = headers.get("x-request-id", "")
    return given if REQUEST_ID.fullmatch(given) else uuid4().hex


def route_of(scope: Scope) -> str:
    if scope["path"].startswith("/static/"):
        return "/static"
    return getattr(scope.get("route"), "path", "(none)")


class Observe:
    """Give each request an id, and note how it went."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = request_id_of(Headers(scope=scope))
        scope.setdefault("state", {})["request_id"] = request_id
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        status, began = 500, perf_counter()

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [
                    *message.get("headers", []),
                    (b"x-request-id", request_id.encode()),
                ]
            await send(message)

        try:
            await self.app(scope, receive, noted)
        finally:
            note(scope, status, perf_counter() - began)


def note(scope: Scope, status: int, seconds: float) -> None:
    route = route_of(scope)
    method = scope["method"] if scope["method"] in METHODS else "(other)"
    SECONDS.labels(method, route, str(status)).observe(seconds)
    log.info("request", method=method, route=route, status=status, ms=round(seconds * 1000, 1))
