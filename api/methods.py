"""What an address takes beside its routes: HEAD wherever GET is taken, and word of the others."""

from fastapi.routing import iter_route_contexts
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import refuse_http


def methods_at(request: Request) -> set[str]:
    """Return the methods that the routes at the request's address take, HEAD included."""
    here = getattr(request.scope.get("route"), "path", None)
    at_it = (route for route in iter_route_contexts(request.app.routes) if route.path == here)
    taken = {method for route in at_it for method in route.methods or ()}
    return taken | {"HEAD"} if "GET" in taken else taken


def refuse_method(request: Request, error: Exception) -> Response:
    """Name all the methods that are taken here (RFC 9110, 15.5.6): a route knows only its own."""
    answer = refuse_http(request, error)
    answer.headers["Allow"] = ", ".join(sorted(methods_at(request)))
    return answer


class HeadLikeGet:
    """Answers HEAD as GET without the body (RFC 9110, 9.3.2). A stream ends where it begins."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return
        begun, unfinished = False, True

        async def gone_when_begun() -> Message:
            return {"type": "http.disconnect"} if begun else await receive()

        async def without_body(message: Message) -> None:
            nonlocal begun, unfinished
            if message["type"] == "http.response.body":
                unfinished = message.get("more_body", False)
                message = {**message, "body": b""}
            begun = True
            await send(message)

        # The route that is found is noted in the scope, where the log line looks for it.
        scope["method"] = "GET"
        try:
            await self.app(scope, gone_when_begun, without_body)
        finally:
            scope["method"] = "HEAD"
        if unfinished:
            await send({"type": "http.response.body", "body": b""})
