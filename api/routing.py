"""The route that every feature uses.

Unknown query parameters are refused, and one given twice where one is taken. A body must be of a
type the route reads, and a POST that came with an Idempotency-Key leaves its answer in the
transaction that did the work. A route that takes a body as it comes documents it itself
(`openapi_extra`), and reads the types that it names there.
"""

from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from typing import Any, get_args, get_origin

from fastapi import APIRouter
from fastapi.dependencies.models import Dependant
from fastapi.params import Form
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from api.changes import idempotency
from api.conditional import conditional
from api.errors import InvalidInput
from api.problems import Problem

Handler = Callable[[Request], Coroutine[Any, Any, Response]]
JSON = "application/json"
FORM = "application/x-www-form-urlencoded"


def refusing(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Name refusals that do not follow from what a route depends on (api.openapi.refusals)."""
    return {status: {"model": Problem} for status in statuses}


class CheckedRoute(APIRoute):
    def get_route_handler(self) -> Handler:
        handle = super().get_route_handler()
        known = dict(query_parameters(self.dependant))
        reads = self._media_types()

        async def checked(request: Request) -> Response:
            refuse_other_parameters(request, known)
            if reads:
                refuse_other_media_types(request, reads)
            response = await handle(request)
            if request.method == "POST":
                await run_in_threadpool(idempotency.keep_answer, request, response)
            return conditional(request, response) if request.method == "GET" else response

        return checked

    @property
    def streams(self) -> bool:
        """Say whether the route takes its body as it comes, and nobody may read it before."""
        return "requestBody" in (self.openapi_extra or {})

    def _media_types(self) -> Sequence[str]:
        if self.streams and self.openapi_extra:
            return tuple(self.openapi_extra["requestBody"]["content"])
        if self.body_field is None:
            return ()
        return (FORM if isinstance(self.body_field.field_info, Form) else JSON,)


def query_parameters(dependant: Dependant) -> Iterator[tuple[str, bool]]:
    """Name every query parameter of a route and of what it depends on, and whether it is a list."""
    for field in dependant.query_params:
        model = field.field_info.annotation
        if isinstance(model, type) and issubclass(model, BaseModel):
            for name, info in model.model_fields.items():
                yield info.alias or name, takes_many(info.annotation)
        else:
            yield field.alias, takes_many(model)
    for needed in dependant.dependencies:
        yield from query_parameters(needed)


def takes_many(annotation: Any) -> bool:
    """Say whether a type is a list, or may be one."""
    return get_origin(annotation) is list or any(map(takes_many, get_args(annotation)))


def refuse_other_parameters(request: Request, known: Mapping[str, bool]) -> None:
    """Refuse a parameter that is not taken, and a second value where one is: which was meant?"""
    for name in request.query_params:
        if name not in known:
            takes = ", ".join(sorted(known)) or "none"
            raise InvalidInput(
                "unknown_parameter",
                f"There is no parameter {name[:80]!r} here. Known: {takes}.",
                pointer=name[:80],
            )
        if len(request.query_params.getlist(name)) > 1 and not known[name]:
            raise InvalidInput("parameter_repeated", f"{name} can be given once.", pointer=name)


def refuse_other_media_types(request: Request, reads: Sequence[str]) -> None:
    sent = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if sent not in reads:
        raise HTTPException(415, headers={"Accept": ", ".join(reads)})


def feature(prefix: str, tag: str) -> APIRouter:
    """Return a router whose routes are checked."""
    return APIRouter(prefix=prefix, tags=[tag], route_class=CheckedRoute)
