"""Tokens of machine clients over HTTP: OAuth 2.0 client credentials (RFC 6749, RFC 7009).

Refusals are those of OAuth, as `application/json` with `error` and `error_description`, since that
is what its client libraries read; the members of our problem documents stand beside them.
"""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import Depends, Header, Response
from pydantic import Field
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import JSONResponse

from api.db import SessionDep
from api.people import oauth, services
from api.people.oauth import OAuthRefused
from api.people.schemas import TokenOut
from api.people.sign_in_routes import address_of
from api.people.tables import ClientSecret
from api.problems import Problem
from api.routing import FORM, feature, refusing
from api.settings import get_settings

router = feature("/v1", "people")
NOT_KEPT = {"Cache-Control": "no-store", "Pragma": "no-cache"}
ASKS_FOR_BASIC = {"WWW-Authenticate": 'Basic realm="rettidig", charset="UTF-8"'}
TEXT = {"type": "string"}
CLIENT = {
    "client_id": {"type": "string", "format": "uuid"},
    "client_secret": TEXT | {"description": "Left out when the client names itself by HTTP Basic."},
}


class TokenRefusal(Problem):
    """RFC 6749 section 5.2: what OAuth clients read of a refusal, in our problem document."""

    error: str = Field(description="The same as `code`, where OAuth clients look for it.")
    error_description: str = Field(description="The same as `detail`.")


REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"model": TokenRefusal, "description": "Refused by the rules of OAuth"},
    401: {"model": TokenRefusal, "description": "The client's id and secret do not fit together"},
    **refusing(429),
}


def form_of(required: str, properties: dict[str, Any]) -> dict[str, Any]:
    """Describe a form with one parameter that is required, and the client's own."""
    schema = {"type": "object", "required": [required], "properties": properties | CLIENT}
    return {"requestBody": {"required": True, "content": {FORM: {"schema": schema}}}}


async def posted(request: Request) -> list[tuple[str, str]]:
    """Return the form as it was sent, with what came twice."""
    form = await request.form()
    return [(name, value) for name, value in form.multi_items() if isinstance(value, str)]


Posted = Annotated[list[tuple[str, str]], Depends(posted)]
Authorization = Annotated[str | None, Header(include_in_schema=False)]


@router.post(
    "/tokens",
    response_model=TokenOut,
    responses=REFUSALS,
    openapi_extra=form_of(
        "grant_type",
        {
            "grant_type": TEXT | {"const": oauth.CLIENT_CREDENTIALS},
            "scope": TEXT | {"description": "Some of the client's scopes, by spaces; else all."},
        },
    ),
)
def issue_token(
    request: Request,
    response: Response,
    session: SessionDep,
    pairs: Posted,
    authorization: Authorization = None,
) -> TokenOut | JSONResponse:
    """Give a machine client an access token (OAuth 2.0 client credentials, RFC 6749)."""
    fields = oauth.fields_of(pairs)
    oauth.check_grant_type(fields)
    secret = authenticated(request, session, fields, authorization)
    if secret is None:
        return unknown_client(request)
    token, scopes = services.issue_token(session, secret, fields.get("scope", "").split())
    response.headers.update(NOT_KEPT)
    lifetime = get_settings().token_minutes * 60
    return TokenOut(access_token=token, expires_in=lifetime, scope=" ".join(scopes))


@router.post(
    "/tokens/revocation",
    response_class=Response,
    responses=REFUSALS,
    openapi_extra=form_of("token", {"token": TEXT, "token_type_hint": TEXT}),
)
def revoke_token(
    request: Request, session: SessionDep, pairs: Posted, authorization: Authorization = None
) -> Response:
    """End a token of the client's own (RFC 7009). Also answered 200 when it was over already."""
    fields = oauth.fields_of(pairs)
    token = oauth.required(fields, "token")
    secret = authenticated(request, session, fields, authorization)
    if secret is None:
        return unknown_client(request)
    services.revoke_token(session, secret.client_id, token)
    return Response(headers=NOT_KEPT)


def authenticated(
    request: Request, session: Session, fields: oauth.Fields, authorization: str | None
) -> ClientSecret | None:
    """Return the secret that the client names itself with; a failure is counted."""
    # A secret is too random to be tried out, so a client is not held back by its name.
    attempt = services.Attempt(address=address_of(request))
    services.check_attempts(session, attempt)
    found = oauth.credentials(fields, authorization)
    secret = services.authenticate(session, *found) if found else None
    if secret is None:
        services.note_failure(session, attempt)
    return secret


def unknown_client(request: Request) -> JSONResponse:
    """Refuse, and commit: raised, the failure would not be counted."""
    detail = "The id and the secret of the client do not fit together."
    return refusal(request, 401, "invalid_client", detail, ASKS_FOR_BASIC)


def refuse_oauth(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, OAuthRefused)  # noqa: S101 - only registered for these
    return refusal(request, 400, error.code, error.detail, {})


def refusal(
    request: Request, status: int, code: str, detail: str, headers: dict[str, str]
) -> JSONResponse:
    body = TokenRefusal(
        type="about:blank",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        code=code,
        request_id=request.state.request_id,
        error=code,
        error_description=detail,
    )
    content = body.model_dump(mode="json", exclude_none=True)
    return JSONResponse(content, status, {**NOT_KEPT, **headers})
