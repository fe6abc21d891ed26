"""How a refusal becomes an HTTP answer: always a problem document (RFC 9457)."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import psycopg
import structlog
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from sqlalchemy.exc import DataError, OperationalError, TimeoutError  # noqa: A004 - the pool's
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from api import errors

MEDIA_TYPE = "application/problem+json"
STATUS_OF: dict[type[errors.DomainError], int] = {
    errors.NotFound: 404,
    errors.NotAcceptable: 406,
    errors.Gone: 410,
    errors.RuleBroken: 409,
    errors.InvalidInput: 422,
    errors.NotSignedIn: 401,
    errors.NotAllowed: 403,
    errors.TooManyAttempts: 429,
    errors.PreconditionMissing: 428,
    errors.PreconditionFailed: 412,
    errors.Stale: 412,
    errors.KeyReused: 422,
    errors.Busy: 409,
    errors.Overloaded: 503,
}
HELD_BY_OTHERS = frozenset({"LockNotAvailable", "DeadlockDetected"})
CODE_OF = {
    400: "bad_request",
    404: "path_not_found",
    405: "method_not_allowed",
    413: "body_too_large",
    415: "media_type_not_supported",
}
DETAIL_OF = {
    400: "The request can't be read.",
    404: "There is nothing at this address. The addresses stand in /openapi.json.",
    405: "This address does not take that method; the header Allow names those it takes.",
    413: "The body is larger than this service reads.",
    415: "Send the body as a type that the header Accept names.",
}


class Fault(BaseModel):
    """One field that can't be accepted."""

    pointer: str = Field(description="JSON pointer into the body, or the parameter's name.")
    code: str
    detail: str


class Problem(BaseModel):
    """Why a request was refused (RFC 9457)."""

    type: str = Field(examples=["about:blank"])
    title: str
    status: int
    detail: str
    code: str = Field(description="Stable name of the reason, for programs.")
    request_id: str | None = None
    errors: list[Fault] | None = Field(None, description="The fields at fault, for input.")
    current: dict[str, Any] | None = Field(
        None, description="The resource as it is now, when If-Match was stale."
    )


def problem(
    request: Request,
    status: int,
    code: str,
    detail: str,
    *,
    kind: str = "about:blank",
    headers: Mapping[str, str] | None = None,
    **more: Any,
) -> JSONResponse:
    """Return a problem document with the request's id."""
    body = Problem(
        type=kind,
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        code=code,
        request_id=request.scope.get("state", {}).get("request_id"),
        **more,
    )
    return JSONResponse(
        body.model_dump(mode="json", exclude_none=True),
        status_code=status,
        media_type=MEDIA_TYPE,
        headers=dict(headers or {}),
    )


def refuse(request: Request, error: Exception) -> JSONResponse:
    """Answer a refusal of ours."""
    assert isinstance(error, errors.DomainError)  # noqa: S101 - only registered for these
    headers: dict[str, str] = {}
    more: dict[str, Any] = {}
    if isinstance(error, errors.NotSignedIn):
        headers["WWW-Authenticate"] = "Bearer"
    if isinstance(error, errors.TooManyAttempts | errors.Overloaded):
        headers["Retry-After"] = str(error.retry_after)
    if isinstance(error, errors.Gone) and error.start_at:
        headers["Link"] = f'<{error.start_at}>; rel="start"'
    if isinstance(error, errors.PreconditionFailed) and error.version is not None:
        headers["ETag"] = f'"{error.version}"'
        more["current"] = error.current
    if faults := faults_in(error):
        more["errors"] = faults
    return problem(
        request, STATUS_OF[type(error)], error.code, error.detail, headers=headers, **more
    )


def faults_in(error: errors.DomainError) -> list[Fault]:
    """Return the fields that a refusal, and what else is wrong with its request, name."""
    return [
        Fault(pointer=each.pointer, code=each.code, detail=each.detail)
        for each in (error, *error.also)
        if each.pointer
    ]


def path_in(body: Any, parts: Sequence[Any]) -> str:
    """Return a JSON pointer into what was sent, without the branch that a choice of forms took."""
    path = ""
    *within, last = parts or [""]
    for part in within:
        if (isinstance(body, Mapping) and part in body) or isinstance(part, int):
            path += f"/{part}"
            body = body[part] if isinstance(body, Mapping | list) else None
    return f"{path}/{last}"


def fault_of(error: Mapping[str, Any], body: Any) -> Fault:
    """Turn one of pydantic's findings into a fault with a JSON pointer."""
    place, *parts = error["loc"]
    pointer = path_in(body, parts) if place == "body" else str(parts[0] if parts else place)
    detail = str(error["msg"]).removeprefix("Value error, ")
    return Fault(pointer=pointer, code=error["type"], detail=detail)


def refuse_input(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - only registered for these
    faults = [fault_of(fault, error.body) for fault in error.errors()]
    detail = "; ".join(f"{fault.pointer}: {fault.detail}" for fault in faults[:5])
    return problem(request, 422, "invalid_input", detail, errors=faults)


def refuse_http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 - only registered for these
    status = error.status_code
    return problem(
        request,
        status,
        CODE_OF.get(status, HTTPStatus(status).phrase.lower().replace(" ", "_")),
        DETAIL_OF.get(status, str(error.detail)),
        headers=error.headers,
    )


def database_busy(request: Request, error: Exception) -> JSONResponse:
    """Say that trying again will help: others hold what this needs, or the database is away."""
    kind = type(getattr(error, "orig", error)).__name__
    structlog.get_logger().error("database", error=kind)
    if kind in HELD_BY_OTHERS:
        detail = "Another request is changing the same thing. Nothing was changed; try again."
        return problem(request, 409, "busy", detail)
    return problem(
        request,
        503,
        "database_unavailable",
        "The database can't be reached. Nothing was changed; try again soon.",
        headers={"Retry-After": "5"},
    )


def refuse_value(request: Request, error: Exception) -> JSONResponse:
    """Refuse a value that passed the schema and that the database can't hold."""
    structlog.get_logger().error("value", error=type(getattr(error, "orig", error)).__name__)
    return problem(request, 422, "value_out_of_range", "A value is larger than can be kept.")


def add_problem_handlers(app: FastAPI) -> None:
    app.add_exception_handler(errors.DomainError, refuse)
    app.add_exception_handler(RequestValidationError, refuse_input)
    app.add_exception_handler(HTTPException, refuse_http)
    # Quick reads meet the driver's own errors.
    for away in (OperationalError, TimeoutError, psycopg.OperationalError):
        app.add_exception_handler(away, database_busy)
    for too_large in (DataError, psycopg.DataError):
        app.add_exception_handler(too_large, refuse_value)
