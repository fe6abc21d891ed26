"""What every answer tells: its version, and to browsers and caches that it is the asker's alone."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.settings import Environment, get_settings
from api.version import VERSION

HEADERS = {
    "API-Version": VERSION,
    "Cache-Control": "private, no-cache",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
HTTPS_ONLY = "max-age=31536000"


class SafeHeaders:
    """Add the headers to every answer, refusals included; what a route set itself stays."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        production = get_settings().environment is Environment.PRODUCTION
        self.headers = HEADERS | ({"Strict-Transport-Security": HTTPS_ONLY} if production else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_headers)
