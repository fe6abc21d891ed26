"""Signing in and out over HTTP, and who one is."""

from datetime import timedelta
from typing import Annotated

from fastapi import Header
from starlette.requests import Request
from starlette.responses import JSONResponse

from api.clock import Today
from api.db import SessionDep
from api.people import queries, services
from api.people.access import Anyone, person_of
from api.people.passwords import secret_hash
from api.people.rules import ActorKind
from api.people.schemas import Me, SignInIn, SignInOut, me, role_out
from api.people.tables import Person
from api.problems import problem
from api.routing import feature, refusing
from api.settings import get_settings
from api.table import now

router = feature("/v1", "people")


def address_of(request: Request) -> str:
    return request.client.host if request.client else "unknown"


@router.post("/sign-ins", status_code=201, response_model=SignInOut, responses=refusing(401, 429))
def sign_in(
    request: Request, session: SessionDep, today: Today, body: SignInIn
) -> SignInOut | JSONResponse:
    """Sign a person in with a local account. The same answer for a wrong name and password."""
    attempt = services.Attempt(name=body.username, address=address_of(request))
    services.check_attempts(session, attempt)
    signed = services.sign_in(session, body.username, body.password.get_secret_value())
    if signed is None:
        services.note_failure(session, attempt)
        detail = "The name and the password do not fit together."
        return problem(request, 401, "sign_in_refused", detail)
    person, token = signed
    actor = person_of(session, secret_hash(token), today)
    assert actor is not None  # noqa: S101 - the sign-in was made a line above
    roles = [role_out(session, grant) for grant in queries.grants_of(session, person.id, today)]
    expires_at = now() + timedelta(hours=get_settings().session_hours)
    return SignInOut(token=token, expires_at=expires_at, person=me(actor, person.username, roles))


@router.delete("/sign-ins/current", status_code=204)
def sign_out(
    session: SessionDep,
    _: Anyone,
    authorization: Annotated[str, Header(include_in_schema=False)],
) -> None:
    """End this sign-in."""
    services.sign_out(session, authorization.partition(" ")[2])


@router.get("/me")
def show_me(session: SessionDep, actor: Anyone, today: Today) -> Me:
    """Show who asks, with roles and rights."""
    if actor.kind is not ActorKind.PERSON or actor.id is None:
        return me(actor, None, [])
    person = session.get_one(Person, actor.id)
    roles = [role_out(session, grant) for grant in queries.grants_of(session, person.id, today)]
    return me(actor, person.username, roles)
