"""Subscriptions: who is told of changes, how that goes, and what was given up."""

from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Request, Response

from web.api_client import ApiRefused
from web.forms import Form, filled, posted
from web.language import N_
from web.records.pages import add_record_pages
from web.refusals import EXPLANATIONS, explain
from web.render import redirect, render
from web.signed_in import SignedIn
from web.subscriptions.client import Subscription, Subscriptions
from web.subscriptions.forms import PATH, SUBSCRIPTION, WRITE
from web.subscriptions.words import FAULTS, REASONS, RESENT, STARTED, STOPPED, TESTED

router = APIRouter()
add_record_pages(router, SUBSCRIPTION)

READ: Final = "subscriptions:read"
HOURS: Final = {"old_valid_hours": N_("Der signeres også med den gamle i")}
DEFAULT_HOURS: Final = 24
UNREADABLE: Final = 422
SHOWING: Final = {"failed": N_("Opgivne"), "waiting": N_("På vej"), "delivered": N_("Leverede")}


@router.get(PATH)
async def all_page(request: Request, person: SignedIn, subscriptions: Subscriptions) -> Response:
    """List subscriptions with how each receiver does."""
    if READ not in person.may:
        return explain(request, EXPLANATIONS[403])
    found = await subscriptions.all()
    may_add = WRITE in person.may
    return render(
        request, "subscriptions/all.html", subscriptions=found, reasons=REASONS, may_add=may_add
    )


@router.get(f"{PATH}/{{key}}")
async def one_page(
    request: Request,
    key: UUID,
    _: SignedIn,
    subscriptions: Subscriptions,
    status: str | None = None,
) -> Response:
    """Show one subscription, and the newest of what it was sent."""
    one, etag = await subscriptions.one(key)
    status = status if status in SHOWING else None
    return render(
        request,
        "subscriptions/one.html",
        subscription=one,
        deliveries=await subscriptions.deliveries(key, status),
        form=filled(request, {}, etag=etag),
        chosen=status,
        showing=SHOWING,
        reasons=REASONS,
        faults=FAULTS,
    )


@router.post(f"{PATH}/{{key}}/test")
async def send_test(
    request: Request, key: UUID, _: SignedIn, subscriptions: Subscriptions
) -> Response:
    """Send an event that tells of nothing."""
    form = await posted(request, {})
    await subscriptions.act(f"{key}/test", form.submission)
    return back(request, key, form.language.gettext(TESTED))


@router.post(f"{PATH}/{{key}}/switch")
async def switch(
    request: Request, key: UUID, _: SignedIn, subscriptions: Subscriptions
) -> Response:
    """Switch it on or off."""
    form = await posted(request, {"on": ""})
    on = form.checked("on")
    await subscriptions.switch(key, form.etag, on=on)
    return back(request, key, form.language.gettext(STARTED if on else STOPPED))


@router.post(f"{PATH}/{{key}}/resend")
async def resend_failed(
    request: Request, key: UUID, _: SignedIn, subscriptions: Subscriptions
) -> Response:
    """Send all that was given up once more."""
    form = await posted(request, {})
    sent = (await subscriptions.act(f"{key}/resend-failed", form.submission, {}))["resent"]
    words = form.language.ngettext(
        "%(num)s hændelse sendes igen.", "%(num)s hændelser sendes igen.", sent
    )
    return back(request, key, words)


@router.post(f"{PATH}/{{key}}/deliveries/{{delivery}}/resend")
async def resend(
    request: Request, key: UUID, delivery: UUID, _: SignedIn, subscriptions: Subscriptions
) -> Response:
    """Send one event once more."""
    form = await posted(request, {})
    await subscriptions.act(f"{key}/deliveries/{delivery}/resend", form.submission)
    return back(request, key, form.language.gettext(RESENT))


@router.get(f"{PATH}/{{key}}/secret")
async def secret_page(
    request: Request, key: UUID, _: SignedIn, subscriptions: Subscriptions
) -> Response:
    """Ask for how long deliveries shall be signed with the old secret too."""
    one, etag = await subscriptions.one(key)
    if "renew_secret" not in one.may:
        return explain(request, EXPLANATIONS[403])
    form = filled(request, HOURS, {"old_valid_hours": DEFAULT_HOURS}, etag=etag)
    return secret_form(request, one, form)


@router.post(f"{PATH}/{{key}}/secret")
async def renew_secret(
    request: Request, key: UUID, _: SignedIn, subscriptions: Subscriptions
) -> Response:
    """Make a new secret, and show it once."""
    one, _etag = await subscriptions.one(key)
    form = await posted(request, HOURS)
    hours = form.whole("old_valid_hours", least=0)
    if form.errors or hours is None:
        return secret_form(request, one, form, UNREADABLE)
    try:
        secret = await subscriptions.renew(key, hours, form.submission, form.etag)
    except ApiRefused as refused:
        if not form.take(refused):
            raise
        return secret_form(request, one, form, UNREADABLE)
    context: dict[str, Any] = {"name": one.name, "secret": secret, "back": f"{PATH}/{key}"}
    return render(request, "subscriptions/secret.html", **context)


def secret_form(request: Request, one: Subscription, form: Form, status: int = 200) -> Response:
    return render(request, "subscriptions/new_secret.html", status, subscription=one, form=form)


def back(request: Request, key: UUID, notice: str) -> Response:
    return redirect(request, f"{PATH}/{key}", notice)
