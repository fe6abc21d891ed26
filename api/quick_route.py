"""The route of reads that are asked for all day: it reads its own query and holds no thread.

It is declared like any other, so its document is the same; what the framework would do for each of
its parameters is left out, which is most of what such a request costs here.
"""

from collections.abc import Callable
from inspect import isawaitable
from typing import Any, cast

from fastapi import APIRouter
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from api.clock import day_of_asking
from api.conditional import conditional
from api.people.access import Asking
from api.reads import get_reads
from api.routing import CheckedRoute, Handler, query_parameters, refuse_other_parameters


class QuickRoute(CheckedRoute):
    """A read with one query model: `endpoint(request, reads, asking, query)`."""

    def get_route_handler(self) -> Handler:
        known = dict(query_parameters(self.dependant))
        [field] = self.dependant.query_params
        model = cast(type[BaseModel], field.field_info.annotation)
        endpoint: Any = self.endpoint

        async def quick(request: Request) -> Response:
            refuse_other_parameters(request, known)
            query = read_query(model, request.query_params, known)
            reads = await given(request, get_reads, request)
            asking = Asking(
                request.headers.get("authorization"), await given(request, day_of_asking)
            )
            answer = await endpoint(request, reads, asking, query)
            return conditional(request, answer)

        return quick


def read_query(model: type[BaseModel], sent: QueryParams, known: dict[str, bool]) -> BaseModel:
    """Read the parameters that were sent; those that take several values as lists."""
    values = {name: sent.getlist(name) if known[name] else sent[name] for name in sent}
    try:
        return model.model_validate(values)
    except ValidationError as error:
        faults = [{**fault, "loc": ("query", *fault["loc"])} for fault in error.errors()]
        raise RequestValidationError(faults) from error


async def given(request: Request, dependency: Callable[..., Any], *arguments: Any) -> Any:
    """Return what a dependency gives, or what stands in for it in a test."""
    instead = request.app.dependency_overrides.get(dependency)
    found = instead() if instead else dependency(*arguments)
    return await found if isawaitable(found) else found


def quick_feature(prefix: str, tag: str) -> APIRouter:
    return APIRouter(prefix=prefix, tags=[tag], route_class=QuickRoute)
