"""The pages that belong to no feature: language, keyboard help, accessibility."""

from typing import Final

from fastapi import APIRouter, Request, Response

from web.language import COOKIE, DEFAULT, LOCALES
from web.navigation import local_path
from web.render import redirect, render
from web.settings import get_settings
from web.signed_in import Visitor

router = APIRouter()

ONE_YEAR: Final = 365 * 24 * 3600


@router.get("/language")
async def choose_language(request: Request, to: str = DEFAULT) -> Response:
    """Remember the language, and go back to the same page."""
    response = redirect(request, local_path(request.query_params.get("next")))
    response.set_cookie(
        COOKIE,
        to if to in LOCALES else DEFAULT,
        max_age=ONE_YEAR,
        httponly=True,
        samesite="lax",
        secure=get_settings().production,
    )
    return response


@router.get("/help/keys")
async def keys_page(request: Request, _: Visitor) -> Response:
    """List what the keyboard can do."""
    return render(request, "help_keys.html")


@router.get("/accessibility")
async def accessibility_page(request: Request, _: Visitor) -> Response:
    """Say how accessible the pages are, and what is not known."""
    return render(request, "accessibility.html")
