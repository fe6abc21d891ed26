"""A fault of ours becomes a problem document like any refusal, with its log line and headers.

The framework's own handler for faults stands outside all of that, and raises the error once more.
"""

import traceback

import structlog
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import problem
from api.settings import Environment, get_settings


class AnswerFaults:
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
            log(fault)
            detail = "Something failed on our side. Nothing was changed."
            answer = problem(Request(scope), 500, "internal_error", detail)
            await answer(scope, receive, send)


def log(fault: Exception) -> None:
    """Note what broke and where. The words of an error may quote input, so they stay out of it."""
    place = traceback.extract_tb(fault.__traceback__)[-1]
    development = get_settings().environment is Environment.DEVELOPMENT
    structlog.get_logger().error(
        "failure",
        kind=type(fault).__name__,
        where=f"{place.filename}:{place.lineno} {place.name}",
        exc_info=fault if development else None,
    )
