"""Corrections of the calendar over HTTP."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Path, Query, Response
from starlette.requests import Request

from api.clock import Today
from api.db import SessionDep
from api.deadlines.corrections import queries, reading, schemas, services
from api.paging import Page, page_of
from api.people.access import CalendarWriter, CatalogueReader, DeadlinesReader
from api.resource import tagged
from api.routing import feature

router = feature("/v1", "calendar")
Key = Annotated[UUID, Path(alias="id")]


def made(response: Response, effect: reading.Effect) -> None:
    """Say that something was made, unless it was only tried."""
    if effect.correction:
        response.status_code = 201
        response.headers["Location"] = f"/v1/calendar-corrections/{effect.correction.id}"


@router.get("/calendar-corrections", response_model=Page[schemas.CalendarCorrectionOut])
def list_calendar_corrections(
    request: Request,
    response: Response,
    session: SessionDep,
    actor: CatalogueReader,
    query: Annotated[schemas.CorrectionsQuery, Query()],
) -> Any:
    """List the corrections of the closing days, the first one first."""
    found = queries.find_corrections(session, query)
    return page_of(request, response, found, reading.show_corrections(session, actor, found.rows))


@router.get("/calendar-corrections/{id}")
def show_calendar_correction(
    key: Key, response: Response, session: SessionDep, actor: CatalogueReader
) -> schemas.CalendarCorrectionOut:
    """Show one correction: the days, the reason, and how many deadlines it moved."""
    [out] = reading.show_corrections(session, actor, [queries.correction(session, key)])
    return tagged(response, out)


@router.get("/calendar-corrections/{id}/moves", response_model=Page[schemas.CorrectionMove])
def list_calendar_correction_moves(
    key: Key,
    request: Request,
    response: Response,
    session: SessionDep,
    actor: DeadlinesReader,
    today: Today,
    query: Annotated[schemas.MovesQuery, Query()],
) -> Any:
    """List the deadlines that a correction moved, of those that may be read."""
    correction = queries.correction(session, key)
    as_of = query.as_of or today
    found = queries.find_moves(session, actor, correction, query, as_of)
    return page_of(request, response, found, reading.show_moves(session, actor, found.rows, as_of))


@router.post("/calendar-corrections", responses={201: {"model": schemas.CorrectionEffect}})
def correct_calendar(
    response: Response,
    session: SessionDep,
    actor: CalendarWriter,
    today: Today,
    body: schemas.CorrectionIn,
) -> schemas.CorrectionEffect:
    """Close some days and open others, and move the open deadlines that counted them.

    Deadlines that have ended stay as they were judged, and what was promised to a citizen stands.
    A dry run (200) tells all of it and changes nothing; the real thing answers 201.
    """
    effect = services.correct_calendar(session, actor, body, today)
    made(response, effect)
    return reading.show_effect(session, actor, effect, today)


@router.post(
    "/calendar-corrections/{id}/undoing", responses={201: {"model": schemas.CorrectionEffect}}
)
def undo_calendar_correction(
    key: Key,
    response: Response,
    session: SessionDep,
    actor: CalendarWriter,
    today: Today,
    body: schemas.CorrectionUndoingIn,
) -> schemas.CorrectionEffect:
    """Take back what a correction added and removed, by a correction of its own."""
    effect = services.undo_correction(session, actor, key, body, today)
    made(response, effect)
    return reading.show_effect(session, actor, effect, today)
