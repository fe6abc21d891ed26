"""Acting on a thing: one form and one way of sending it, for every act of every noun.

A noun says what is its own in a class of its own:

    class ActingOnCases(Acting[Case]):
        name, one, changed = "cases", "case", N_("Sagen er ændret imens. …")
        on_thing, on_parts, picks = ON_CASE, ON_PARTS, PICKS

    add_act_pages(router, ActingOnCases())              # web/acts/pages.py
"""

from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic
from urllib.parse import quote
from uuid import UUID

from fastapi import Request, Response

from web.acts.act import Act, Situation, T, Values
from web.api_client import ApiClient, ApiRefused
from web.forms import Form, filled, posted
from web.language import Language, language_of
from web.records.fields import (
    Json,
    fixed_options,
    in_rows,
    labels,
    option_words,
    read,
    typed_values,
)
from web.records.standing import with_standing
from web.refusals import EXPLANATIONS, conflict_page, explain
from web.render import is_htmx, redirect, render

Pick = Callable[[ApiClient, T, Language], Awaitable[Any]]

FORBIDDEN: Final = 403
NOT_FOUND: Final = 404
NOT_NOW: Final = 409
STALE: Final = 412
UNREADABLE: Final = 422


@dataclass(frozen=True)
class Doing(Generic[T]):
    """An act on the way to being done, with what it is done to."""

    request: Request
    api: ApiClient
    acting: "Acting[T]"
    act: Act[T]
    situation: Situation[T]

    @property
    def thing(self) -> T:
        return self.situation.thing

    @property
    def language(self) -> Language:
        return language_of(self.request)

    @property
    def name(self) -> str:
        return "/".join(filter(None, [self.act.path, str(self.situation.part.get("id", ""))]))

    @property
    def etag(self) -> str:
        """Return the version of what the act changes."""
        version = self.situation.part.get("version", self.thing.version)
        return f'"{version}"'

    @property
    def as_it_is(self) -> Json:
        """Return what is recorded of what the act changes, and what its form begins with."""
        recorded = self.situation.part or self.thing.model_dump()
        return {**recorded, **self.act.begins(self.situation)}

    @property
    def may(self) -> list[str]:
        return list(self.situation.part.get("may", self.thing.acts))

    @property
    def from_list(self) -> str:
        """Return the name of the list that it is done from; none on the thing's own page."""
        name = self.request.query_params.get("from", "")
        return name if name in self.acting.lists else ""

    @property
    def address(self) -> str:
        name = self.from_list
        return f"{self.thing.path}/{self.name}" + (f"?from={name}" if name else "")

    @property
    def back(self) -> str:
        """Return where it is read what was done."""
        return self.acting.lists.get(self.from_list, f"{self.thing.path}#{self.act.at}")

    @property
    def leave(self) -> str:
        """Return the way back when nothing was done: to the link that opened the form.

        Without a fragment, with which a browser would stay on the page with the form.
        """
        if self.from_list:
            return f"{self.back}?focus={self.thing.id}"
        return f"{self.thing.path}?focus={quote(self.name, safe='')}"


class Acting(ABC, Generic[T]):
    """How the things of a noun are acted on.

    `name` is the noun's place here and the folder of its templates, which call a thing `one`.
    `changed` is said when somebody saved meanwhile. `picks` are the choices that the api knows.
    `fields` names the fields that ask for something in another way than the api. `lists` are the
    pages that acts are also done from. `heading` is the level of the form's heading in a page,
    `not_now` the status when only something else may be done.
    """

    name: str
    one: str
    changed: str
    on_thing: Mapping[str, Act[T]]
    on_parts: Mapping[str, Act[T]] = {}
    picks: Mapping[str, Pick[T]] = {}
    fields: Mapping[str, str] = {}
    lists: Mapping[str, str] = {}
    heading: int = 3
    not_now: int = NOT_NOW

    @abstractmethod
    async def find(self, api: ApiClient, name: str) -> T:
        """Return the thing that an address names, or refuse it as not found."""

    async def part(self, api: ApiClient, thing: T, noun: str, key: UUID) -> Json:
        """Return a part of a thing as the api answers it; one of another is not found here."""
        found = dict((await api.get(f"/v1/{noun}/{key}")).json)
        if found[f"{self.one}_id"] != str(thing.id):
            raise ApiRefused(NOT_FOUND, {"code": "part_not_found"})
        return found

    @abstractmethod
    def notice(self, doing: Doing[T], answer: Json) -> str:
        """Say what was done."""

    async def linked(self, _: Doing[T], __: Form, values: Values) -> Values:
        """Return the values with the ids of what was named in other ways."""
        return values

    async def still_seen(self, _: Doing[T]) -> bool:
        """Say whether who acted may still see the thing."""
        return True

    async def shown(self, doing: Doing[T]) -> dict[str, Any]:
        """Return what the templates show besides the form."""
        return {self.one: doing.thing}

    def prefix(self, doing: Doing[T]) -> str:
        """Return what keeps the ids of the form apart from those of others on the page."""
        return doing.act.path

    def templates(self) -> tuple[str, str]:
        """Return the templates of the form: of the part that htmx asks for, and of the page."""
        return "acts/_act.html", f"{self.name}/act.html"

    async def begun(self, doing: Doing[T]) -> Response:
        """Show the form of an act: where it was asked for to htmx, else as a page."""
        act = doing.act
        if act.may not in doing.may:
            return explain(
                doing.request, EXPLANATIONS[self.not_now if doing.thing.may else FORBIDDEN]
            )
        asked = {each.name: doing.request.query_params.get(each.name) for each in act.fields}
        known = {name: value for name, value in asked.items() if value}
        values = typed_values(act.fields, act.begins(doing.situation)) | known
        prefix = self.prefix(doing)
        form = filled(doing.request, labels(act.fields), values, etag=doing.etag, prefix=prefix)
        return await self.opened(doing, form)

    async def done(self, doing: Doing[T]) -> Response:
        """Do it, or show the form again with what is wrong."""
        act = doing.act
        form = await posted(doing.request, labels(act.fields), prefix=self.prefix(doing))
        values = await self.linked(doing, form, read(form, act.fields, {}))
        if form.errors:
            return await self.opened(doing, form, UNREADABLE)
        try:
            answer = await sent(doing, form, act.body(values, doing.situation))
        except ApiRefused as refused:
            return await self.refused(doing, form, refused)
        return await self.closed(doing, answer)

    async def refused(self, doing: Doing[T], form: Form, refused: ApiRefused) -> Response:
        """Show why not, at the field; beside what somebody saved meanwhile if that is why."""
        if refused.status == STALE and doing.act.replaces:
            return await self.beside(doing, form, refused)
        if refused.status == STALE:
            form.note("", self.changed)
            form.etag = refused.current_etag or doing.etag
        elif not form.take(refused, self.fields_in(form)):
            raise refused
        return await self.opened(doing, form, refused.status)

    def fields_in(self, form: Form) -> dict[str, str]:
        return {ours: name for ours, name in self.fields.items() if name in form.labels}

    async def beside(self, doing: Doing[T], form: Form, refused: ApiRefused) -> Response:
        act = doing.act
        return conflict_page(
            doing.request,
            form,
            refused,
            action=doing.address,
            back=doing.back,
            now=typed_values(act.fields, act.begins(doing.situation)),
            words=option_words(doing.language, act.fields, await self.options(doing)),
        )

    async def options(self, doing: Doing[T]) -> dict[str, Any]:
        """Return what each choice of the form may be."""
        picked = {
            field.name: await self.picks[field.name](doing.api, doing.thing, doing.language)
            for field in doing.act.fields
            if field.name in self.picks
        }
        if doing.act.replaces:
            picked = with_standing(doing.language, doing.act.fields, picked, doing.as_it_is)
        return fixed_options(doing.language, doing.act.fields) | picked

    async def opened(self, doing: Doing[T], form: Form, status: int = 200) -> Response:
        """Answer with the form: where it was asked for, or on a page of its own."""
        part, page = self.templates()
        context: dict[str, Any] = {
            "act": doing.act,
            "form": form,
            "rows": in_rows(doing.act.fields),
            "options": await self.options(doing),
            "action": doing.address,
            "leave": doing.leave,
            "heading": self.heading,
        }
        template = part if is_htmx(doing.request) else page
        return render(doing.request, template, status, **context | await self.shown(doing))

    async def closed(self, doing: Doing[T], answer: Json) -> Response:
        """Lead back to where it is read; who passed it on to others may not see it any more."""
        to = doing.back if await self.still_seen(doing) else f"/{self.name}"
        return redirect(doing.request, to, self.notice(doing, answer))


async def sent(doing: Doing[T], form: Form, body: Values) -> Json:
    """Do the act, and return what the api answers to it."""
    act, api = doing.act, doing.api
    path = act.api_path(doing.situation)
    if act.deletes:
        await api.delete(path, etag=form.etag)
        return {}
    if act.replaces:
        return dict((await api.put(path, body, etag=form.etag)).json)
    return dict((await api.post(path, body, submission=form.submission, etag=form.etag)).json)


def key_of(name: str) -> UUID:
    """Return the id that an address names; what can't be one is not found."""
    try:
        return UUID(name)
    except ValueError:
        raise ApiRefused(NOT_FOUND, {"code": "thing_not_found"}) from None
