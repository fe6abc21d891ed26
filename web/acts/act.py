"""What an act is: its address, its form, and what becomes of what was typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from web.acts.thing import ThingWithPage
from web.records.fields import Field, Kind

T = TypeVar("T", bound=ThingWithPage)

Values = dict[str, Any]


@dataclass(frozen=True)
class Situation(Generic[T]):
    """What an act is done to: a thing, or a part of it as the api answers it; and when."""

    thing: T
    part: Mapping[str, Any]
    now: datetime

    @property
    def today(self) -> date:
        return self.now.date()


def begins_empty(_: Situation[Any]) -> Values:
    return {}


def as_typed(values: Values, _: Situation[Any]) -> Values:
    return values


@dataclass(frozen=True)
class Act(Generic[T]):
    """An act on a thing or on a part of it.

    `path` is its place here, `to` its place in the api, with `{thing}` and `{part}` for the ids.
    `of` is the noun in the api of the part it is done to; without it, the thing itself.
    `may` is what the api calls it, `at` the part of the page where it is offered.
    `saved` is said when it is done, where the title does not tell it as done.
    `replaces` sends the whole anew, against the version that was opened; `deletes` takes it away.
    """

    path: str
    may: str
    at: str
    words: str
    title: str
    fields: tuple[Field, ...]
    to: str
    of: str = ""
    about: str = ""
    saved: str = ""
    begins: Callable[[Situation[T]], Values] = begins_empty
    body: Callable[[Values, Situation[T]], Values] = as_typed
    replaces: bool = False
    deletes: bool = False

    def api_path(self, situation: Situation[T]) -> str:
        return self.to.format(thing=situation.thing.id, part=situation.part.get("id", ""))


def day_field(name: str, label: str, *, optional: bool = False, beside: bool = False) -> Field:
    return Field(name, label, Kind.DAY, optional=optional, beside=beside)


def on_today(name: str) -> Callable[[Situation[Any]], Values]:
    """Begin with today as the day it happened."""
    return lambda situation: {name: situation.today}


def as_it_is(situation: Situation[Any]) -> Values:
    """Begin with what is recorded of the part."""
    return dict(situation.part)
