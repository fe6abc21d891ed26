"""Deadlines over HTTP: one of them, its notices, and what is done to it."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import Path, Query, Response
from sqlmodel import Session
from starlette.requests import Request

from api.cases.tables import Case
from api.changes.queries import find_history
from api.changes.schemas import ChangeOut
from api.clock import Today
from api.db import SessionDep
from api.deadlines import queries, services
from api.deadlines.counting_lock import share_counting
from api.deadlines.documents.reading import show_deadlines
from api.deadlines.reading import show_extension
from api.deadlines.rules import AsOf
from api.deadlines.schemas import (
    CancellationIn,
    DeadlineOut,
    ExtensionIn,
    ExtensionOut,
    ReopeningIn,
    UndoingIn,
)
from api.deadlines.tables import Deadline
from api.nouns import AsOfQuery
from api.paging import Page, PageQuery, page_of
from api.people.access import DeadlinesReader, DeadlinesWriter
from api.people.rules import Actor
from api.resource import Expected, IfMatchSent, check_current, tagged
from api.routing import feature

router = feature("/v1", "deadlines")
Key = Annotated[UUID, Path(alias="id")]


@router.get("/deadlines/{id}")
def show_deadline(
    key: Key,
    response: Response,
    session: SessionDep,
    actor: DeadlinesReader,
    today: Today,
    query: Annotated[AsOfQuery, Query()],
) -> DeadlineOut:
    """Show one deadline as of a day. Why it falls when it does stands at `/explanation`."""
    row = queries.deadline(session, actor, key)
    return answer(response, session, actor, row, AsOf(query.as_of or today, today))


@router.get("/deadlines/{id}/history", response_model=Page[ChangeOut])
def list_deadline_history(
    key: Key,
    request: Request,
    response: Response,
    session: SessionDep,
    actor: DeadlinesReader,
    query: Annotated[PageQuery, Query()],
) -> Any:
    """List who changed what in this deadline, and when, the oldest first."""
    row = queries.deadline(session, actor, key)
    found = find_history(session, Deadline.__tablename__, row.id, query)
    return page_of(request, response, found, [ChangeOut.of(change) for change in found.rows])


@router.get("/deadlines/{id}/extensions", response_model=Page[ExtensionOut])
def list_extensions(
    key: Key,
    request: Request,
    response: Response,
    session: SessionDep,
    actor: DeadlinesReader,
    query: Annotated[PageQuery, Query()],
) -> Any:
    """List the notices to the citizen, undone ones too, in the order they were sent."""
    row = queries.deadline(session, actor, key)
    found = queries.find_extensions(session, actor, row.id, query)
    case = session.get_one(Case, row.case_id)
    shown = [show_extension(each, case, actor) for each in found.rows]
    return page_of(request, response, found, shown)


@router.post("/deadlines/{id}/extension")
def extend_deadline(
    key: Key,
    body: ExtensionIn,
    response: Response,
    session: SessionDep,
    actor: DeadlinesWriter,
    today: Today,
    wanted: IfMatchSent,
) -> DeadlineOut:
    """Note that the citizen was told when the answer can be expected instead, and why.

    It may be done several times. The legal day and the first one never move.
    """
    row = locked(session, actor, key, wanted, today)
    services.extend_deadline(session, actor, row, body, today)
    return answer(response, session, actor, row, AsOf(today, today))


@router.post("/deadlines/{id}/cancellation")
def cancel_deadline(
    key: Key,
    body: CancellationIn,
    response: Response,
    session: SessionDep,
    actor: DeadlinesWriter,
    today: Today,
    wanted: IfMatchSent,
) -> DeadlineOut:
    """Note from which day on nothing is owed any more, and why."""
    row = locked(session, actor, key, wanted, today)
    services.cancel_deadline(session, actor, row, body, today)
    return answer(response, session, actor, row, AsOf(today, today))


@router.post("/deadlines/{id}/reopening")
def reopen_deadline(
    key: Key,
    body: ReopeningIn,
    response: Response,
    session: SessionDep,
    actor: DeadlinesWriter,
    today: Today,
    wanted: IfMatchSent,
) -> DeadlineOut:
    """Take back a completion or a cancellation that was noted by mistake.

    The deadline runs on, in the calendar of now. What a decision ended runs on when the decision is
    corrected, and what a withdrawal or closing ended when the case is reopened.
    """
    share_counting(session)
    row = locked(session, actor, key, wanted, today)
    services.reopen_deadline(session, actor, row, body, today)
    return answer(response, session, actor, row, AsOf(today, today))


@router.post("/extensions/{id}/undoing")
def undo_extension(
    key: Key,
    body: UndoingIn,
    response: Response,
    session: SessionDep,
    actor: DeadlinesWriter,
    today: Today,
    wanted: IfMatchSent,
) -> ExtensionOut:
    """Note that a notice was wrong. From that day on, its deadline is as if it was never sent."""
    row = queries.extension(session, actor, key, lock=True)
    case = session.get_one(Case, session.get_one(Deadline, row.deadline_id).case_id)
    check_current(row, wanted, "extension", show_extension(row, case, actor))
    services.undo_extension(session, actor, row, body, today)
    return tagged(response, show_extension(row, case, actor))


def locked(session: Session, actor: Actor, key: UUID, wanted: Expected, today: date) -> Deadline:
    """Return a deadline to act on; with If-Match, refuse who knows an older one."""
    row = queries.deadline(session, actor, key, lock=True)
    [now] = show_deadlines(session, actor, [row], AsOf(today, today))
    check_current(row, wanted, "deadline", now)
    return row


def answer(
    response: Response, session: Session, actor: Actor, row: Deadline, as_of: AsOf
) -> DeadlineOut:
    """Return one deadline's answer, with its version in the ETag."""
    [out] = show_deadlines(session, actor, [row], as_of)
    return tagged(response, out)
