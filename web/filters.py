"""Which things a list shows: the filters in its address, as a form, as chips, and for the api.

FILTERS = Filters("/cases", LABELS, order="-received_on", days=DAYS, ids=IDS, choices=CHOICES)

asked = asked_of(request, FILTERS, Asked)       # a list's own `Asked` knows what the api is asked
if asked.tidy: return redirect(request, asked.tidy)     # the permanent address of the same page
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import urlencode
from uuid import UUID

from fastapi import Request
from starlette.datastructures import QueryParams

from web.forms import CHOOSE, Form, as_typed
from web.language import language_of
from web.typed import Unreadable

Chosen = Mapping[str, str]


def nothing_more(_: Chosen) -> Chosen:
    return {}


@dataclass(frozen=True)
class Filters:
    """The filters of a list: what they are called, and how each is read.

    `order` holds where none is chosen. `nobody` may stand for an id. `bare` stands in the address
    where nothing is chosen. `meant` says what holds then though the address does not say it.
    """

    path: str
    labels: Mapping[str, str]
    order: str
    days: Collection[str]
    ids: Collection[str]
    choices: Mapping[str, Collection[str]]
    longest: int = 100
    nobody: str = ""
    bare: Chosen = field(default_factory=dict)
    meant: Callable[[Chosen], Chosen] = nothing_more

    def address(self, chosen: Chosen, path: str = "") -> str:
        """Write filters into the address of the list, or of another page."""
        kept = {name: value for name, value in chosen.items() if value} or self.bare
        return (path or self.path) + (f"?{urlencode(kept)}" if kept else "")

    def read(self, form: Form, name: str) -> str | None:
        """Return a filter as the address writes it."""
        if name in self.days:
            day = form.day(name, optional=True)
            return day.isoformat() if day else None
        if name in self.ids:
            return form.read(name, self.read_id, optional=True)
        if name in self.choices:
            return form.choice(name, self.choices[name], optional=True)
        return form.text(name, optional=True, longest=self.longest)

    def read_id(self, text: str) -> str:
        if self.nobody and text == self.nobody:
            return text
        try:
            return str(UUID(text))
        except ValueError:
            raise Unreadable(CHOOSE) from None

    def shown(self, chosen: Chosen) -> dict[str, list[str]]:
        """Return what the form shows of what is chosen."""
        days = {name: as_typed(chosen[name]) for name in chosen if name in self.days}
        return {name: [value] for name, value in {**chosen, **days, **self.meant(chosen)}.items()}


@dataclass(frozen=True)
class Asked:
    """What was asked for, and how the address says it tidily."""

    of: Filters
    form: Form
    chosen: Chosen
    tidy: str | None = None

    @property
    def status(self) -> int:
        return 422 if self.form.errors else 200

    @property
    def query(self) -> QueryParams:
        """Return the filters with the order that holds, for the heads of the table."""
        return QueryParams({"order": self.of.order, **self.chosen})

    def address(self, path: str = "", **changed: str) -> str:
        """Return the address of the same things on a page, with some filters changed."""
        return self.of.address({**self.chosen, **changed}, path)

    def without(self, name: str) -> str:
        return self.address(**{name: ""})


A = TypeVar("A", bound=Asked)


def asked_of(request: Request, filters: Filters, kind: type[A]) -> A:
    """Read the filters of a list. What can't be read is an error in the form, and left out."""
    query, language = request.query_params, language_of(request)
    values = {name: query.getlist(name) for name in filters.labels if query.get(name, "").strip()}
    form = Form(language, filters.labels, values)
    read = {name: filters.read(form, name) for name in values}
    chosen = {name: value for name, value in read.items() if value}
    if form.errors:
        return kind(filters, form, chosen)
    sent = {name: value for name, value in query.items() if name != "cursor"}
    tidy = None if sent == chosen else filters.address(chosen)
    return kind(filters, Form(language, filters.labels, filters.shown(chosen)), chosen, tidy)
