"""Signing in and out."""

from contextlib import suppress
from typing import Any, Final

from fastapi import APIRouter, Request, Response

from web.api_client import Api, ApiRefused, SignedOut
from web.forms import SIGN_IN_LABELS, Form, filled, posted
from web.kept_post import NOTHING, Kept, carried
from web.language import N_
from web.navigation import local_path
from web.render import redirect, render
from web.session_cookie import forget_session, keep_session, session_token

router = APIRouter()

WAIT: Final = N_("Der er prøvet for mange gange. Vent %(minutes)s min., og prøv igen.")
REFUSED: Final = N_("Brugernavn og adgangskode passer ikke sammen. Se begge efter.")
TOO_MANY: Final = 429
WRONG: Final = 401
LONGEST_NAME: Final = 200
LONGEST_PASSWORD: Final = 200


@router.get("/sign-in")
async def sign_in_page(request: Request, ended: str = "") -> Response:
    """Ask who is there."""
    form = filled(request, SIGN_IN_LABELS)
    return render(request, "sign_in.html", form=form, kept=NOTHING, **wishes(request, ended))


@router.post("/sign-in")
async def sign_in(request: Request, api: Api) -> Response:
    """Open a session, and lead to where the person wanted to go."""
    form, kept = await posted(request, SIGN_IN_LABELS), await carried(request)
    body = {
        "username": form.text("username", longest=LONGEST_NAME),
        "password": form["password"] if form.text("password", longest=LONGEST_PASSWORD) else None,
    }
    if form.errors:
        return render(request, "sign_in.html", 422, form=form, kept=kept, **wishes(request, ""))
    try:
        session = (await api.post("/v1/sign-ins", body)).json
    except ApiRefused as refused:
        return sign_in_refused(request, form, refused, kept)
    next_ = local_path(request.query_params.get("next"))
    response: Response = redirect(request, next_)
    if kept.address:
        response = render(request, "resume.html", kept=kept, next=next_)
    keep_session(response, session["token"])
    return response


def sign_in_refused(request: Request, form: Form, refused: ApiRefused, kept: Kept) -> Response:
    """Say why, without telling whether the name exists."""
    if refused.status == TOO_MANY:
        form.note("", WAIT, minutes=-(-(refused.retry_after or 60) // 60))
    elif refused.status == WRONG:
        form.note("", REFUSED)
    elif not form.take(refused):
        raise refused
    shown = {"form": form, "kept": kept, **wishes(request, "")}
    return render(request, "sign_in.html", refused.status, **shown)


@router.post("/sign-out")
async def sign_out(request: Request, api: Api) -> Response:
    """End the session in the api and in the browser, also if the api has forgotten it."""
    if session_token(request):
        with suppress(SignedOut):
            await api.delete("/v1/sign-ins/current")
    response = redirect(request, "/sign-in")
    forget_session(response)
    return response


def wishes(request: Request, ended: str) -> dict[str, Any]:
    """Return where the person wants to go, and whether a session just ended."""
    return {"next": local_path(request.query_params.get("next")), "ended": bool(ended)}
