"""Who complains, or speaks for who does: opened one at a time, for a reason, and logged."""

from typing import Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Request, Response

from web.api_client import ApiRefused
from web.cases.citizen_pages import OPEN, OPEN_LABELS, SHORT
from web.cases.things import Citizen
from web.complaints.client import NOT_FOUND, Complaints, ComplaintsClient
from web.complaints.things import Complaint
from web.forms import Form, filled, posted
from web.refusals import EXPLANATIONS, explain
from web.render import is_htmx, render
from web.signed_in import SignedIn

router = APIRouter()

UNREADABLE: Final = 422
Part = Literal["complainant", "representative"]


async def whom(complaints: ComplaintsClient, name: str, part: Part) -> tuple[Complaint, Citizen]:
    complaint = await complaints.complaint(name)
    key: UUID | None = getattr(complaint, f"{part}_id")
    if key is None:
        raise ApiRefused(NOT_FOUND, {"code": "citizen_not_found"})
    return complaint, await complaints.cases.citizen(key)


@router.get("/complaints/{name}/identity/{part}")
async def identity_form(
    request: Request, name: str, part: Part, _: SignedIn, complaints: Complaints
) -> Response:
    """Ask what the identity is opened for."""
    complaint, citizen = await whom(complaints, name, part)
    if OPEN not in citizen.may:
        return explain(request, EXPLANATIONS[403])
    return page(request, complaint, part, form=filled(request, OPEN_LABELS, prefix="identity"))


@router.post("/complaints/{name}/identity/{part}")
async def open_identity(
    request: Request, name: str, part: Part, _: SignedIn, complaints: Complaints
) -> Response:
    """Show who it is, this once."""
    complaint, citizen = await whom(complaints, name, part)
    form = await posted(request, OPEN_LABELS, prefix="identity")
    purpose = form.text("purpose", longest=SHORT)
    if form.errors or purpose is None:
        return page(request, complaint, part, UNREADABLE, form=form)
    try:
        identity = await complaints.cases.open_identity(citizen, purpose)
    except ApiRefused as refused:
        if not form.take(refused):
            raise
        return page(request, complaint, part, UNREADABLE, form=form)
    response = page(request, complaint, part, identity=identity)
    response.headers["Cache-Control"] = "no-store"
    return response


def page(
    request: Request,
    complaint: Complaint,
    part: Part,
    status: int = 200,
    *,
    form: Form | None = None,
    identity: Any = None,
) -> Response:
    """Answer with the question or the identity: beside the complaint, or on a page of its own."""
    opening = {
        "action": f"{complaint.path}/identity/{part}",
        "leave": f"{complaint.path}?focus={part}",
        "target": f"open-{part}",
    }
    template = "cases/_identity.html" if is_htmx(request) else "complaints/identity.html"
    context: dict[str, Any] = {"complaint": complaint, "opening": opening, "form": form}
    return render(request, template, status, identity=identity, **context)
