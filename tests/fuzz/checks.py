"""What every answer keeps to, whatever was asked."""

from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, urlsplit

from schemathesis import Case, CheckContext, Config, Response
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.problems import MEDIA_TYPE

# Wrong input may be refused for another reason that was found first.
CONFIG = Config.from_dict({"checks": {"negative_data_rejection": {"expected-statuses": ["4xx"]}}})
# Where OAuth says what a refusal is (RFC 6749, 5.2), it is that and a problem's members.
OAUTH = "/v1/tokens"


def header(response: Response, name: str) -> str | None:
    return next(iter(response.headers.get(name.lower(), [])), None)


def refuses_by_problem(_: CheckContext, response: Response, case: Case[Any]) -> None:
    """A refusal is a problem document that tells its own status and request (RFC 9457)."""
    if response.status_code < HTTPStatus.BAD_REQUEST:
        return
    told = response.json()
    assert {"type", "title", "status", "detail", "code"} <= set(told), told
    assert told["status"] == response.status_code
    assert told["request_id"] == header(response, "X-Request-Id")
    if not (case.path.startswith(OAUTH) and "error" in told):
        assert header(response, "Content-Type") == MEDIA_TYPE


def tags_single_things(_: CheckContext, response: Response, case: Case[Any]) -> None:
    """One thing has an ETag, so that it can be changed."""
    if case.method == "GET" and case.path.endswith("}") and response.status_code == HTTPStatus.OK:
        tag = header(response, "ETag")
        assert tag, "no ETag"
        assert tag.startswith('"')
        assert tag.endswith('"')


def refuses_unknown_parameters(_: CheckContext, response: Response, case: Case[Any]) -> None:
    """What is not documented is refused, and by that name."""
    sent = parse_qs(urlsplit(response.request.url or "").query, keep_blank_values=True)
    known = {parameter.name for parameter in case.operation.query}
    if case.path.startswith("/v1") and set(sent) - known:
        assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert response.json()["code"] in {"unknown_parameter", "parameter_repeated"}


CHECKS: list[Any] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
    refuses_by_problem,
    tags_single_things,
    refuses_unknown_parameters,
]
