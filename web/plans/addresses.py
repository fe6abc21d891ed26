"""Pages that plans, tracks and initiatives have alike, under the address of each.

    @of_each_kind(router.get, "/changes")
    async def changes_page(request: Request, kind: KindHere, key: UUID, …) -> Response: …

serves `/plans/{key}/changes`, `/tracks/{key}/changes` and `/initiatives/{key}/changes`.
"""

from collections.abc import Callable
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request

from web.plans.client import Kind

Page = TypeVar("Page", bound=Callable[..., Any])


def kind_here(request: Request) -> Kind:
    return Kind(request.url.path.split("/")[1])


KindHere = Annotated[Kind, Depends(kind_here)]


def of_each_kind(method: Callable[..., Any], path: str) -> Callable[[Page], Page]:
    """Serve a page under the address of each kind of part."""

    def add(page: Page) -> Page:
        for kind in Kind:
            method(f"/{kind}/{{key}}{path}", name=f"{page.__name__}_of_{kind}")(page)
        return page

    return add
