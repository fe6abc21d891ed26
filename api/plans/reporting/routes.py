"""Status updates over HTTP: read all that may be read, and add one to a plan, track, initiative."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import Path, Query, Response
from sqlmodel import Session
from starlette.requests import Request

from api.clock import Today
from api.db import SessionDep
from api.paging import Page, page_of
from api.people.access import PlansReader, StatusWriter
from api.people.rules import Actor, Scope
from api.plans.outline import queries as outline
from api.plans.outline import reading
from api.plans.outline.reading import owners_of
from api.plans.reporting import queries, services
from api.plans.reporting.queries import Subject
from api.plans.reporting.schemas import StatusIn, StatusQuery
from api.plans.status.schemas import StatusOut
from api.resource import Expected, IfMatchSent, Out, check_current, tagged
from api.routing import feature

router = feature("/v1", "plans")
Key = Annotated[UUID, Path(alias="id")]


@router.get("/status-updates", response_model=Page[StatusOut])
def list_status_updates(
    request: Request,
    response: Response,
    session: SessionDep,
    actor: PlansReader,
    query: Annotated[StatusQuery, Query()],
) -> Any:
    """List what was said of the plans that may be read, by cut-off day, the oldest first."""
    found = queries.find_updates(session, actor, query)
    return page_of(request, response, found, [StatusOut.of(row) for row in found.rows])


@router.get("/status-updates/{id}")
def show_status_update(
    key: Key, response: Response, session: SessionDep, actor: PlansReader
) -> StatusOut:
    """Show one status update. It never changes."""
    return tagged(response, StatusOut.of(queries.status_update(session, actor, key)))


@router.post("/plans/{id}/status-updates", status_code=201)
def add_plan_status(
    key: Key,
    response: Response,
    session: SessionDep,
    actor: StatusWriter,
    today: Today,
    wanted: IfMatchSent,
    body: StatusIn,
) -> StatusOut:
    """Say how a plan stands. With If-Match, refuse when another status came in between."""
    plan = outline.plan(session, actor, key, lock=True)
    [now] = reading.show_plans(session, actor, [plan], today)
    return said(session, actor, plan, body, today, wanted, now, response)


@router.post("/tracks/{id}/status-updates", status_code=201)
def add_track_status(
    key: Key,
    response: Response,
    session: SessionDep,
    actor: StatusWriter,
    today: Today,
    wanted: IfMatchSent,
    body: StatusIn,
) -> StatusOut:
    """Say how a track stands. With If-Match, refuse when another status came in between."""
    track = outline.track(session, actor, key, lock=True)
    [now] = reading.show_tracks(session, actor, [track], today)
    return said(session, actor, track, body, today, wanted, now, response)


@router.post("/initiatives/{id}/status-updates", status_code=201)
def add_initiative_status(
    key: Key,
    response: Response,
    session: SessionDep,
    actor: StatusWriter,
    today: Today,
    wanted: IfMatchSent,
    body: StatusIn,
) -> StatusOut:
    """Say how an initiative stands. With If-Match, refuse when another status came in between."""
    row = outline.initiative(session, actor, key, lock=True)
    [now] = reading.show_initiatives(session, actor, [row], today)
    return said(session, actor, row, body, today, wanted, now, response)


def said(
    session: Session,
    actor: Actor,
    subject: Subject,
    body: StatusIn,
    today: date,
    wanted: Expected,
    current: Out,
    response: Response,
) -> StatusOut:
    """Check the right and the version, add the status, and answer it."""
    unit_id, owners = owners_of(session, subject)
    actor.check(Scope.STATUS_WRITE, unit_id, owners=owners)
    check_current(subject, wanted, type(subject).__name__.lower(), current)
    update = services.add_status(session, actor, subject, body, today)
    response.headers["Location"] = f"/v1/status-updates/{update.id}"
    return tagged(response, StatusOut.of(update))
