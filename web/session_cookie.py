"""The cookie that holds the api's opaque session token, out of reach of any script."""

from fastapi import Request
from starlette.responses import Response

from web.settings import get_settings


def cookie_name() -> str:
    """Return the cookie's name: `__Host-` binds it to https and to this very host."""
    return "__Host-session" if get_settings().production else "session"


def session_token(request: Request) -> str:
    token = request.cookies.get(cookie_name(), "")
    return token if token.isascii() and token.isprintable() else ""


def keep_session(response: Response, token: str) -> None:
    response.set_cookie(
        cookie_name(),
        token,
        path="/",
        httponly=True,
        samesite="lax",
        secure=get_settings().production,
    )


def forget_session(response: Response) -> None:
    response.delete_cookie(
        cookie_name(),
        path="/",
        httponly=True,
        samesite="lax",
        secure=get_settings().production,
    )
