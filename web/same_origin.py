"""Only our own pages may send forms: the browser tells where a request comes from.

The session cookie is SameSite=Lax; this check also stops a neighbour on the same domain.
"""

from typing import Final

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from web.refusals import CROSS_SITE, explain
from web.settings import get_settings

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class SameOrigin:
    """Refuse what would change something, unless it was sent from a page of this site."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        changes = scope["type"] == "http" and scope["method"] not in SAFE_METHODS
        if changes and not sent_from_here(scope):
            response = explain(Request(scope), CROSS_SITE)
            await response(scope, receive, send)
            return
        await self.app(scope, receive, send)


def sent_from_here(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    # Older browsers, and plain http on a host name, send the origin alone.
    own = get_settings().web_origin or f"{scope['scheme']}://{headers.get('host', '')}"
    return headers.get("origin") == own
