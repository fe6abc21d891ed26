"""A fault in the code becomes a page like any other, with the security headers on it."""

import structlog
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.refusals import FAULT, explain

log = structlog.get_logger("web")


class ExplainFaults:
    """Log what nobody caught, and say so, unless the answer has begun already."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, noted)
        except Exception as fault:
            if scope["type"] != "http" or begun:
                raise
            log.exception("fault", exc_info=fault)
            await explain(Request(scope), FAULT)(scope, receive, send)
