"""Who complains, or speaks for who does: opened one at a time, for a reason, and logged."""

from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Request, Response

from web.api_client import ApiRefused
from web.cases import identity
from web.cases.identity import Opening
from web.complaints.client import NOT_FOUND, Complaints, ComplaintsClient
from web.signed_in import SignedIn

router = APIRouter()

Part = Literal["complainant", "representative"]


async def opening_in(
    request: Request, complaints: ComplaintsClient, name: str, part: Part
) -> Opening:
    complaint = await complaints.complaint(name)
    key: UUID | None = getattr(complaint, f"{part}_id")
    if key is None:
        raise ApiRefused(NOT_FOUND, {"code": "citizen_not_found"})
    return Opening(
        request,
        complaints.cases,
        await complaints.cases.citizen(key),
        page="complaints/identity.html",
        about={"complaint": complaint},
        action=f"{complaint.path}/identity/{part}",
        leave=f"{complaint.path}?focus={part}",
        target=f"open-{part}",
    )


@router.get("/complaints/{name}/identity/{part}")
async def identity_form(
    request: Request, name: str, part: Part, _: SignedIn, complaints: Complaints
) -> Response:
    """Ask what the identity is opened for."""
    return await identity.asked(await opening_in(request, complaints, name, part))


@router.post("/complaints/{name}/identity/{part}")
async def open_identity(
    request: Request, name: str, part: Part, _: SignedIn, complaints: Complaints
) -> Response:
    """Show who it is, this once."""
    return await identity.opened(await opening_in(request, complaints, name, part))
