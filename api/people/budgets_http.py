"""The budgets of machine clients over HTTP: which one a request spends, and what its answer tells.

The headers are those of draft-ietf-httpapi-ratelimit-headers-10.
"""

import time

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import TooManyAttempts
from api.people import budgets
from api.people.budgets_rules import NO_LIMIT, WINDOW_SECONDS, Budget, Spent
from api.people.rules import Actor

READING = frozenset({"GET", "HEAD", "OPTIONS"})
OF_ROUTE = "x-budget"


def spends(budget: Budget) -> dict[str, str]:
    """Return the `openapi_extra` by which a route names its budget, in its document too."""
    return {OF_ROUTE: budget.value}


def seconds() -> float:
    return time.time()


def budget_of(request: Request) -> Budget:
    """Return what a request spends: what its route names (`x-budget`), else by its method.

    A route that decides by what is asked for sets `request.state.budget` before.
    """
    decided: Budget | None = getattr(request.state, "budget", None)
    if decided:
        return decided
    named = (request.scope["route"].openapi_extra or {}).get(OF_ROUTE)
    if named:
        return Budget(named)
    return Budget.SEARCH if request.method in READING else Budget.WRITE


def charge(request: Request, actor: Actor) -> None:
    """Count a request of a machine client, or refuse it. People and programs are not counted.

    A request that looks several times who asks, as one that waits does, is counted once.
    """
    if actor.limits is None or actor.id is None or hasattr(request.state, "spent"):
        return
    spent = budgets.spend(actor.id, budget_of(request), actor.limits, seconds())
    request.state.spent = spent
    if not spent.allowed:
        raise TooManyAttempts(
            "rate_limited",
            f"This client may make {spent.limit} requests a minute of the kind {spent.budget}. "
            f"Wait {spent.reset_seconds} seconds, then go on.",
            spent.reset_seconds,
        )


def headers_of(spent: Spent) -> dict[str, str]:
    """Return the headers that tell a client its policy, and how much is left until when."""
    if spent.limit == NO_LIMIT:
        return {}
    name = f'"{spent.budget}"'
    return {
        "RateLimit-Policy": f"{name};q={spent.limit};w={WINDOW_SECONDS}",
        "RateLimit": f"{name};r={spent.remaining};t={spent.reset_seconds}",
    }


class BudgetHeaders:
    """Tell machine clients in every answer, refusals and streams too, how their budget stands."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            spent = scope.get("state", {}).get("spent")
            if message["type"] == "http.response.start" and spent:
                MutableHeaders(scope=message).update(headers_of(spent))
            await send(message)

        await self.app(scope, receive, with_headers)
