"""The pages of the acts on a noun's things and on their parts: a form each, and doing it."""

from collections.abc import Mapping
from uuid import UUID

from fastapi import APIRouter, Request, Response

from web.acts.act import Act, Situation, T
from web.acts.acting import NOT_FOUND, Acting, Doing
from web.api_client import Api, ApiClient, ApiRefused
from web.clock import now
from web.signed_in import SignedIn


def add_act_pages(router: APIRouter, acting: Acting[T]) -> None:
    """Give a noun the pages of its acts. Call it after pages under `/{noun}/{name}/…` are added."""
    address = f"/{acting.name}/{{name}}/{{act}}"
    _add_acts(router, acting, address)
    if acting.on_parts:
        _add_part_acts(router, acting, f"{address}/{{key}}")


def _add_acts(router: APIRouter, acting: Acting[T], address: str) -> None:
    async def doing(request: Request, api: ApiClient, name: str, act: str) -> Doing[T]:
        found = known(acting.on_thing, act)
        situation = Situation(await acting.find(api, name), {}, now())
        return Doing(request, api, acting, found, situation)

    @router.get(address, name=f"form_of_{acting.name}")
    async def act_form(request: Request, name: str, act: str, _: SignedIn, api: Api) -> Response:
        """Show the form of an act."""
        return await acting.begun(await doing(request, api, name, act))

    @router.post(address, name=f"act_on_{acting.name}")
    async def do_act(request: Request, name: str, act: str, _: SignedIn, api: Api) -> Response:
        """Do it, or show the form again with what is wrong."""
        return await acting.done(await doing(request, api, name, act))


def _add_part_acts(router: APIRouter, acting: Acting[T], address: str) -> None:
    async def doing(request: Request, api: ApiClient, name: str, act: str, key: UUID) -> Doing[T]:
        found = known(acting.on_parts, act)
        thing = await acting.find(api, name)
        part = await acting.part(api, thing, found.of, key)
        return Doing(request, api, acting, found, Situation(thing, part, now()))

    @router.get(address, name=f"form_of_part_of_{acting.name}")
    async def part_act_form(
        request: Request, name: str, act: str, key: UUID, _: SignedIn, api: Api
    ) -> Response:
        """Show the form of an act on a part."""
        return await acting.begun(await doing(request, api, name, act, key))

    @router.post(address, name=f"act_on_part_of_{acting.name}")
    async def do_part_act(
        request: Request, name: str, act: str, key: UUID, _: SignedIn, api: Api
    ) -> Response:
        """Do it to the part, or show the form again with what is wrong."""
        return await acting.done(await doing(request, api, name, act, key))


def known(acts: Mapping[str, Act[T]], name: str) -> Act[T]:
    """Return an act by its address; another address is no page."""
    if name not in acts:
        raise ApiRefused(NOT_FOUND, {"code": "act_not_found"})
    return acts[name]
