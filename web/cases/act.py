"""What an act is: its address, its form, and what becomes of what was typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from web.cases.things import Case
from web.records.fields import Field, Kind

Values = dict[str, Any]


class Situation(NamedTuple):
    """What an act is done to: a case, or a part of it as the api answers it; and today."""

    case: Case
    part: Mapping[str, Any]
    today: date


def begins_empty(_: Situation) -> Values:
    return {}


def as_typed(values: Values, _: Situation) -> Values:
    return values


@dataclass(frozen=True)
class Act:
    """An act on a case or on a part of it.

    `path` is its place here, `to` its place in the api, with `{case}` and `{part}` for the ids.
    `of` is the noun in the api of the part it is done to; without it, the case itself.
    `may` is what the api calls it, `at` the part of the page where it is offered.
    `replaces` sends the whole thing anew, against the version that was opened.
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
    begins: Callable[[Situation], Values] = begins_empty
    body: Callable[[Values, Situation], Values] = as_typed
    replaces: bool = False

    def api_path(self, situation: Situation) -> str:
        return self.to.format(case=situation.case.id, part=situation.part.get("id", ""))


def day_field(name: str, label: str, *, optional: bool = False, beside: bool = False) -> Field:
    return Field(name, label, Kind.DAY, optional=optional, beside=beside)


def on_today(name: str) -> Callable[[Situation], Values]:
    """Begin with today as the day it happened."""
    return lambda situation: {name: situation.today}


CASES: Final = "/v1/cases/{case}/"
