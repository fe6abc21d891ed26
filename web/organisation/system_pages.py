"""A system's secrets, without what is secret of them: when they were used, and how they end."""

from datetime import datetime
from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, TypeAdapter

from web.api_client import Api
from web.forms import filled, posted
from web.language import N_, language_of
from web.organisation.client import Client
from web.render import redirect, render
from web.signed_in import SignedIn

router = APIRouter()

EVERYTHING: Final = {"secrets": N_("Afslut også alle hemmelighederne")}
SECRET_ENDED: Final = N_("Hemmeligheden er afsluttet.")
TOKENS_ENDED: Final = N_("Systemet er logget ud.")


class Secret(BaseModel):
    """A secret of a system, as it is listed."""

    id: UUID
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    valid: bool


@router.get("/clients/{key}/secrets")
async def secrets_page(request: Request, key: UUID, _: SignedIn, api: Api) -> Response:
    """Show a system's secrets, and what may be ended."""
    client = (await api.get(f"/v1/clients/{key}")).json
    items = await api.get_all(f"/v1/clients/{key}/secrets")
    secrets = TypeAdapter(list[Secret]).validate_python(items)
    return render(
        request,
        "organisation/secrets.html",
        client=Client.model_validate(client),
        secrets=[(each, filled(request, {})) for each in reversed(secrets)],
        form=filled(request, EVERYTHING),
    )


@router.post("/clients/{key}/secrets/{secret}/revocation")
async def end_secret(request: Request, key: UUID, secret: UUID, _: SignedIn, api: Api) -> Response:
    """End one secret, and the tokens that were got with it."""
    form = await posted(request, {})
    path = f"/v1/clients/{key}/secrets/{secret}/revocation"
    await api.post(path, submission=form.submission)
    return back(request, key, SECRET_ENDED)


@router.post("/clients/{key}/revocation")
async def end_tokens(request: Request, key: UUID, _: SignedIn, api: Api) -> Response:
    """End all tokens of a system, and its secrets too if that is asked for."""
    form = await posted(request, EVERYTHING)
    body = {"secrets": form.checked("secrets")}
    await api.post(f"/v1/clients/{key}/revocation", body, submission=form.submission)
    return back(request, key, TOKENS_ENDED)


def back(request: Request, key: UUID, notice: str) -> Response:
    return redirect(request, f"/clients/{key}/secrets", language_of(request).gettext(notice))
