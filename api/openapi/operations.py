"""What an operation is made of, read from its route: the document says what follows from it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts
from pydantic import BaseModel

from api.db import get_session
from api.paging import Page
from api.people.access import acting, bearer
from api.resource import Out, expected


@dataclass(frozen=True)
class Operation:
    """One route with one method, and what it depends on."""

    route: APIRoute

    @property
    def name(self) -> str:
        return self.route.name

    @property
    def method(self) -> str:
        return min(self.route.methods or ())

    @property
    def path(self) -> str:
        return self.route.path_format

    @cached_property
    def needs(self) -> frozenset[Callable[..., Any] | None]:
        return frozenset(each.call for each in dependencies(self.route.dependant))

    @property
    def reads(self) -> bool:
        return self.method == "GET"

    @property
    def secured(self) -> bool:
        return bearer in self.needs

    @property
    def scoped(self) -> bool:
        return any(each.own_oauth_scopes for each in dependencies(self.route.dependant))

    @property
    def uses_database(self) -> bool:
        return self.secured or get_session in self.needs

    @property
    def has_body(self) -> bool:
        return self.route.body_field is not None or bool(getattr(self.route, "streams", False))

    @property
    def about_one(self) -> bool:
        return "{" in self.path

    @property
    def wants_if_match(self) -> bool:
        return expected in self.needs

    @property
    def takes_if_match(self) -> bool:
        every = [self.route.dependant, *dependencies(self.route.dependant)]
        return any(field.alias == "If-Match" for each in every for field in each.header_params)

    @property
    def repeatable(self) -> bool:
        """Say whether an Idempotency-Key is kept."""
        return self.method == "POST" and acting in self.needs

    @property
    def tells_freshness(self) -> bool:
        """Say whether a read's answer tells as of when it is."""
        return self.reads and (acting in self.needs or self.scoped)

    @property
    def answers_json(self) -> bool:
        return self._model is not None

    @property
    def several_forms(self) -> bool:
        """Say whether Accept chooses the form of the answer."""
        return {"model", "content"} <= set(self._success)

    @property
    def answers_page(self) -> bool:
        return self._answers(Page)

    @property
    def answers_resource(self) -> bool:
        return self._answers(Out)

    @property
    def _success(self) -> dict[str, Any]:
        """Return what the route itself documents of its answer."""
        return self.route.responses.get(200, {})

    @property
    def _model(self) -> Any:
        return self.route.response_model or self._success.get("model")

    def _answers(self, kind: type[BaseModel]) -> bool:
        return isinstance(self._model, type) and issubclass(self._model, kind)


def dependencies(dependant: Dependant) -> Iterator[Dependant]:
    """Yield what a route depends on, however deep."""
    for needed in dependant.dependencies:
        yield needed
        yield from dependencies(needed)


def operations_of(app: FastAPI) -> Iterator[Operation]:
    """Yield the operations that the document describes."""
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if isinstance(route, APIRoute) and route.include_in_schema:
            yield Operation(route)
