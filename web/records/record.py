"""What the form pages of a noun are made of."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from fastapi import Request, Response

from web.api_client import ApiClient
from web.language import Language, language_of
from web.records.fields import Field, Json, Options
from web.signed_in import Person


@dataclass(frozen=True)
class Asking:
    """Who asks for a page, in which language, and the api on their behalf."""

    request: Request
    api: ApiClient
    person: Person

    @property
    def language(self) -> Language:
        return language_of(self.request)

    async def one(self, path: str, key: UUID | str, **query: Any) -> dict[str, Any]:
        return dict((await self.api.get(f"/v1/{path}/{key}", **query)).json)


@dataclass(frozen=True)
class Place:
    """Where a thing is read: the way there, and what its form may choose from.

    `name` is what the thing is called, where its own fields do not say it.
    """

    back: str
    crumbs: list[tuple[str, str]]
    options: Options = field(default_factory=dict)
    may_add: bool = True
    name: str = ""


def no_pages_of_their_own(_: Json) -> str | None:
    return None


@dataclass(frozen=True)
class Record:
    """A noun with form pages. Its `path` is the same here and in the api.

    `place` tells where a thing is read, by the thing as it is, or as a new one would begin.
    `first` are fields that only a new one has: a password, a name to sign in with.
    `given` are fields that a new one has from the address: `/milestones/new?plan_id=…`; those of
    them in `whole` are whole numbers.
    `kept` are fields that the form does not show and sends back as they were.
    `made` answers in place of the way back, for what is shown only once.
    """

    path: str
    new: str
    edit: str
    fields: tuple[Field, ...]
    place: Callable[[Asking, Json], Awaitable[Place]]
    name: Callable[[Json], str]
    scope: str
    given: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    first: tuple[Field, ...] = ()
    kept: tuple[str, ...] = ("source",)
    begins: Callable[[Asking, Json], Json] = lambda _, given: given
    home: Callable[[Json], str | None] = no_pages_of_their_own
    made: Callable[[Asking, Json], Response] | None = None

    def shown(self, *, new: bool) -> tuple[Field, ...]:
        return (*self.first, *self.fields) if new else self.fields

    def address(self, key: UUID | str | None = None, act: str = "") -> str:
        return "/" + "/".join(filter(None, [self.path, str(key or ""), act]))

    def name_in(self, place: Place, item: Json) -> str:
        return place.name or self.name(item)

    def back_to(self, item: Json, place: Place) -> str:
        """Return where a saved thing is read, with its edit button as the place of focus."""
        return f"{self.home(item) or place.back}#edit-{item['id']}"
