"""Views of the list that people keep under a name, for themselves or for their unit."""

from typing import Any, Final
from urllib.parse import quote
from uuid import UUID

from pydantic import BaseModel, TypeAdapter

from web.api_client import ApiClient
from web.language import N_
from web.records.fields import Field, Json, Kind
from web.records.record import Asking, Place, Record

PAGE: Final = "deadlines"
SCOPE: Final = "deadlines:read"


class SavedView(BaseModel):
    """A view that may be opened: one's own, or one that is shared."""

    id: UUID
    may: list[str]
    name: str
    query: str
    own: bool
    owner_name: str

    @property
    def address(self) -> str:
        return f"/deadlines?{self.query}"


SAVED_VIEWS: Final = TypeAdapter(list[SavedView])


async def saved_views(api: ApiClient) -> list[SavedView]:
    """Return the views a reader may open, by name."""
    return SAVED_VIEWS.validate_python(await api.get_all("/v1/saved-views", page=PAGE))


def new_address(query: str) -> str:
    """Return the address of the form that keeps a view."""
    return f"/saved-views/new?page={PAGE}&query={quote(query, safe='')}"


async def in_list(asking: Asking, item: Json) -> Place:
    """A view is read in the list, and shared with the units where its owner reads."""
    crumbs = [("/deadlines", asking.language.gettext("Frister"))]
    back = f"/deadlines?{item.get('query') or ''}"
    return Place(back, crumbs, {"shared_with_unit_id": await units_of(asking)})


async def units_of(asking: Asking) -> list[tuple[str, str]]:
    person = asking.person
    if SCOPE in person.everywhere:
        units: list[Any] = await asking.api.get_all("/v1/units")
        return sorted(((each["id"], each["name"]) for each in units), key=lambda each: each[1])
    own = {str(role.unit.id): role.unit.name for role in person.roles if role.unit}
    return list(own.items())


SAVED_VIEW: Final = Record(
    "saved-views",
    N_("Gem visningen"),
    N_("Ret visningen"),
    (
        Field("name", N_("Navn"), hint=N_("for eksempel Mandag: overskredne uden besked")),
        Field(
            "shared_with_unit_id",
            N_("Del med"),
            Kind.PICK,
            optional=True,
            empty=N_("kun mig selv"),
        ),
    ),
    in_list,
    lambda item: str(item["name"]),
    SCOPE,
    given=("page", "query"),
    kept=(),
)
