"""Citizens over HTTP: without identity, by exact number, and opened for a reason.

CPR numbers travel in bodies only. An answer that tells who somebody is, or whether a number is
known here, is kept neither by caches nor for its Idempotency-Key, and each one is logged.
"""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import Path, Query, Response
from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import JSONResponse

from api.changes import idempotency
from api.citizens import queries, rules, schemas, services
from api.citizens.rules import LookupKind
from api.citizens.tables import Citizen
from api.clock import Today
from api.db import SessionDep
from api.paging import Page, PageQuery, page_of
from api.people.access import (
    CitizensAuditor,
    CitizensIdentifier,
    CitizensReader,
    CitizensWriter,
)
from api.people.rules import Actor
from api.problems import problem
from api.resource import IfMatch, check_current, tagged
from api.routing import feature

router = feature("/v1", "citizens")
Key = Annotated[UUID, Path(alias="id")]


def answer(response: Response, citizen: Citizen, actor: Actor) -> schemas.CitizenOut:
    return tagged(response, schemas.CitizenOut.of(citizen, actor))


def kept_nowhere(request: Request, response: Response) -> None:
    response.headers["Cache-Control"] = "no-store"
    idempotency.give_up(request)


def already_there(
    request: Request, session: Session, actor: Actor, today: date, other_id: UUID
) -> JSONResponse:
    """Refuse a number that is here already, and note that the asker learned so.

    Answered and not raised, so that the note stays.
    """
    idempotency.give_up(request)
    services.note_lookup(
        session,
        actor,
        today,
        kind=LookupKind.ALREADY_THERE,
        purpose=request.scope["route"].name,
        citizen_id=other_id,
    )
    detail = f"There is a citizen with this number already: {other_id}."
    return problem(request, 409, "citizen_already_there", detail)


@router.post("/citizens", status_code=201, response_model=schemas.CitizenOut)
def create_citizen(
    request: Request,
    response: Response,
    session: SessionDep,
    actor: CitizensWriter,
    today: Today,
    body: schemas.NewCitizenIn,
) -> Any:
    """Add a citizen, with a CPR number, with a number that stands in for one, or by name only."""
    new = body.citizen()
    rules.check_born(new.born, today)
    made, citizen = services.create_citizen(session, new)
    if not made:
        return already_there(request, session, actor, today, citizen.id)
    response.headers["Location"] = f"/v1/citizens/{citizen.id}"
    return answer(response, citizen, actor)


@router.get("/citizens/{id}")
def show_citizen(
    key: Key, response: Response, session: SessionDep, actor: CitizensReader
) -> schemas.CitizenOut:
    """Show a citizen without number and name."""
    return answer(response, queries.citizen(session, actor, key), actor)


@router.put("/citizens/{id}")
def replace_citizen(
    key: Key,
    response: Response,
    session: SessionDep,
    actor: CitizensWriter,
    today: Today,
    wanted: IfMatch,
    body: schemas.CitizenIn,
) -> schemas.CitizenOut:
    """Give a citizen new content, beside who it is; that is replaced on its own."""
    citizen = queries.citizen(session, actor, key, lock=True)
    check_current(citizen, wanted, "citizen", schemas.CitizenOut.of(citizen, actor))
    rules.check_born(body.birth_on, today)
    return answer(response, services.replace_citizen(session, citizen, body), actor)


@router.put("/citizens/{id}/identity", response_model=schemas.CitizenOut)
def replace_identity(
    key: Key,
    request: Request,
    response: Response,
    session: SessionDep,
    actor: CitizensWriter,
    today: Today,
    wanted: IfMatch,
    body: schemas.IdentityIn,
) -> Any:
    """Say anew who a citizen is: number, name and day of birth; what is left out is cleared."""
    citizen = queries.citizen(session, actor, key, lock=True)
    check_current(citizen, wanted, "citizen", schemas.CitizenOut.of(citizen, actor))
    new = body.citizen()
    rules.check_born(new.born, today)
    other_id = services.replace_identity(session, citizen, new)
    if other_id:
        return already_there(request, session, actor, today, other_id)
    return answer(response, citizen, actor)


@router.post("/citizen-searches")
def search_citizen(
    request: Request,
    response: Response,
    session: SessionDep,
    actor: CitizensIdentifier,
    today: Today,
    body: schemas.SearchIn,
) -> schemas.SearchOut:
    """Look for the citizen with exactly this number. It is logged, also when nobody is found."""
    kept_nowhere(request, response)
    found = queries.citizen_by_number(session, body.wanted().kept)
    services.note_lookup(
        session,
        actor,
        today,
        kind=LookupKind.SEARCH,
        purpose=body.purpose,
        citizen_id=found.id if found else None,
    )
    return schemas.SearchOut(citizen=schemas.CitizenOut.of(found, actor) if found else None)


@router.post("/citizens/{id}/identity-openings")
def open_identity(
    key: Key,
    request: Request,
    response: Response,
    session: SessionDep,
    actor: CitizensIdentifier,
    today: Today,
    body: schemas.OpeningIn,
) -> schemas.IdentityOut:
    """Show who a citizen is. It is logged, each time anew also under one Idempotency-Key."""
    kept_nowhere(request, response)
    citizen = queries.citizen(session, actor, key)
    services.note_lookup(
        session,
        actor,
        today,
        kind=LookupKind.IDENTITY_OPENED,
        purpose=body.purpose,
        citizen_id=citizen.id,
    )
    return services.open_identity(citizen)


@router.get("/citizens/{id}/lookups", response_model=Page[schemas.LookupOut])
def list_citizen_lookups(
    key: Key,
    request: Request,
    response: Response,
    session: SessionDep,
    actor: CitizensAuditor,
    query: Annotated[PageQuery, Query()],
) -> Any:
    """List who looked this citizen up, when and what for, the oldest first."""
    citizen = queries.citizen(session, actor, key)
    found = queries.find_lookups(session, citizen.id, query)
    return page_of(request, response, found, [schemas.LookupOut.of(each) for each in found.rows])
