"""New passwords for people, and new secrets for systems; a secret is shown once."""

from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request, Response

from web.api_client import Api, ApiRefused
from web.forms import Form, filled, posted
from web.language import N_
from web.organisation.client import Client, Person
from web.organisation.forms import PASSWORD
from web.refusals import EXPLANATIONS, explain
from web.render import redirect, render
from web.signed_in import SignedIn

router = APIRouter()

OWN: Final = {"old_password": N_("Nuværende adgangskode"), "password": N_("Ny adgangskode")}
OTHERS: Final = {PASSWORD.name: N_("Ny adgangskode")}
HOURS: Final = {"old_valid_hours": N_("Den gamle hemmelighed gælder endnu")}
DEFAULT_HOURS: Final = 24
SHORTEST: Final = 10
TOO_SHORT: Final = N_("Adgangskoden skal have mindst 10 tegn.")
UNREADABLE: Final = 422


@router.get("/people/{key}/password")
async def password_page(request: Request, key: UUID, person: SignedIn, api: Api) -> Response:
    """Show the form for a new password."""
    one, etag = await api.get(f"/v1/people/{key}")
    if person.id != key and "set_password" not in one["may"]:
        return explain(request, EXPLANATIONS[403])
    own = person.id == key
    form = filled(request, OWN if own else OTHERS, etag=etag)
    return password_form(request, Person.model_validate(one), form, own=own)


@router.post("/people/{key}/password")
async def set_password(request: Request, key: UUID, person: SignedIn, api: Api) -> Response:
    """Set it; whoever it belongs to is signed out everywhere."""
    own = person.id == key
    one = Person.model_validate((await api.get(f"/v1/people/{key}")).json)
    form = await posted(request, OWN if own else OTHERS)
    body = {name: form.text(name, longest=200) for name in form.labels}
    if body["password"] and len(body["password"]) < SHORTEST:
        form.note("password", TOO_SHORT)
    if form.errors:
        return password_form(request, one, form, UNREADABLE, own=own)
    try:
        path = f"/v1/people/{key}/password"
        await api.post(path, body, submission=form.submission, etag=form.etag)
    except ApiRefused as refused:
        if not form.take(refused):
            raise
        return password_form(request, one, form, UNREADABLE, own=own)
    notice = form.language.gettext("Adgangskoden er skiftet for %(name)s.", name=one.full_name)
    return redirect(request, "/organisation/people", notice)


def password_form(
    request: Request, one: Person, form: Form, status: int = 200, *, own: bool
) -> Response:
    return render(request, "organisation/password.html", status, one=one, form=form, own=own)


@router.get("/clients/{key}/secret")
async def secret_page(request: Request, key: UUID, _: SignedIn, api: Api) -> Response:
    """Ask for how long the old secret shall hold beside the new one."""
    client, etag = await api.get(f"/v1/clients/{key}")
    if "add_secret" not in client["may"]:
        return explain(request, EXPLANATIONS[403])
    form = filled(request, HOURS, {"old_valid_hours": DEFAULT_HOURS}, etag=etag)
    one = Client.model_validate(client)
    return render(request, "organisation/new_secret.html", client=one, form=form)


@router.post("/clients/{key}/secret")
async def renew_secret(request: Request, key: UUID, _: SignedIn, api: Api) -> Response:
    """Make a new secret, and show it once."""
    client = Client.model_validate((await api.get(f"/v1/clients/{key}")).json)
    form = await posted(request, HOURS)
    body = {"old_valid_hours": form.whole("old_valid_hours", least=0)}
    template = "organisation/new_secret.html"
    if form.errors:
        return render(request, template, UNREADABLE, client=client, form=form)
    try:
        path = f"/v1/clients/{key}/secrets"
        made = await api.post(path, body, submission=form.submission, etag=form.etag)
    except ApiRefused as refused:
        if not form.take(refused):
            raise
        return render(request, template, UNREADABLE, client=client, form=form)
    return render(request, "organisation/secret.html", client=client, secret=made.json["secret"])
