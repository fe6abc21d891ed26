"""Passing a complaint on, and who had complaints, over HTTP."""

from typing import Annotated, Any

from fastapi import Query, Response
from starlette.requests import Request

from api.clock import Today
from api.complaints import queries as complaints
from api.complaints.holdings import schemas
from api.complaints.holdings.reading import (
    find_holders,
    find_holdings,
    show_holders,
    show_holdings,
)
from api.complaints.holdings.services import transfer_complaint as carry_out
from api.complaints.register.addressed import ComplaintToActOn, Key
from api.complaints.register.routes import COMPLAINT
from api.complaints.register.schemas import ComplaintOut
from api.db import SessionDep
from api.paging import Page, page_of
from api.people.access import ComplaintsReader, ComplaintsWriter
from api.routing import feature

router = feature("/v1", "complaints")


@router.get("/complaints/holdings", response_model=Page[schemas.HolderOut])
def list_complaint_holders(
    request: Request,
    response: Response,
    session: SessionDep,
    actor: ComplaintsReader,
    today: Today,
    query: Annotated[schemas.HoldersQuery, Query()],
) -> Any:
    """List who had the complaints that were passed on, how many, and for how long.

    Of the complaints that may be read, and that more than one unit or authority had. Who had them
    longest comes first; days are those until today, and none while a complaint was closed.
    """
    found = find_holders(session, actor, query, today)
    return page_of(request, response, found, show_holders(session, found.rows))


@router.post("/complaints/{id}/transfers", response_model=ComplaintOut)
def transfer_complaint(
    complaint: ComplaintToActOn,
    body: schemas.ComplaintTransferIn,
    response: Response,
    session: SessionDep,
    actor: ComplaintsWriter,
    today: Today,
) -> Any:
    """Pass a complaint on to another unit or authority, or note that it came back.

    In another unit its handler leaves it unless kept. The complaint is answered as it now stands,
    also to who can't see it there; `may` is empty then.
    """
    carry_out(session, complaint, body, today)
    return COMPLAINT.answer(response, session, actor, complaint, today)


@router.get("/complaints/{id}/holdings", response_model=Page[schemas.ComplaintHoldingOut])
def list_complaint_holdings(
    key: Key,
    request: Request,
    response: Response,
    session: SessionDep,
    actor: ComplaintsReader,
    today: Today,
    query: Annotated[schemas.ComplaintHoldingsQuery, Query()],
) -> Any:
    """List who had a complaint, from when until when, and for how many days, the first first."""
    complaint = complaints.complaint(session, actor, key)
    found = find_holdings(session, complaint, query, today)
    return page_of(request, response, found, show_holdings(session, found.rows))
