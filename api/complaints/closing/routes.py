"""Closing a complaint, and opening it again, over HTTP."""

from typing import Any

from fastapi import Response

from api.clock import Today
from api.complaints.closing import schemas, services
from api.complaints.register.addressed import ComplaintToActOn
from api.complaints.register.routes import COMPLAINT
from api.complaints.register.schemas import ComplaintOut
from api.db import SessionDep
from api.people.access import ComplaintsWriter
from api.routing import feature

router = feature("/v1", "complaints")


@router.post("/complaints/{id}/closing", response_model=ComplaintOut)
def close_complaint(
    complaint: ComplaintToActOn,
    body: schemas.ComplaintClosingIn,
    response: Response,
    session: SessionDep,
    actor: ComplaintsWriter,
    today: Today,
) -> Any:
    """Close a complaint, once. However it ended, it stays in the figures."""
    services.close(session, complaint, body, today)
    return COMPLAINT.answer(response, session, actor, complaint, today)


@router.post("/complaints/{id}/reopening", response_model=ComplaintOut)
def reopen_complaint(
    complaint: ComplaintToActOn,
    body: schemas.ComplaintReopeningIn,
    response: Response,
    session: SessionDep,
    actor: ComplaintsWriter,
    today: Today,
) -> Any:
    """Open a closed complaint again, for a reason. How it had been closed is kept."""
    services.reopen(session, complaint, body, today)
    return COMPLAINT.answer(response, session, actor, complaint, today)
