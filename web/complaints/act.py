"""What an act on a complaint is: its address, its form, and what becomes of what was typed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any, Final, NamedTuple

from web.clock import TOWN_HALL
from web.complaints.things import Complaint
from web.language import N_
from web.records.fields import Field, Kind

Values = dict[str, Any]


class Situation(NamedTuple):
    """What an act is done to: a complaint, or a part of it as the api answers it; and when."""

    complaint: Complaint
    part: Mapping[str, Any]
    now: datetime


def begins_empty(_: Situation) -> Values:
    return {}


def as_typed(values: Values, _: Situation) -> Values:
    return values


@dataclass(frozen=True)
class Act:
    """An act on a complaint or on a part of it.

    `path` is its place here, `to` its place in the api, with `{complaint}` and `{part}` for ids.
    `of` is the part it is done to; without it, the complaint itself. `may` is what the api calls
    it, `at` the part of the page where it is offered. `replaces` sends the whole thing anew,
    against the version that was opened; `deletes` takes it away.
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
    deletes: bool = False

    def api_path(self, situation: Situation) -> str:
        part = situation.part.get("id", "")
        return self.to.format(complaint=situation.complaint.id, part=part)


def day_field(name: str, label: str, *, optional: bool = False, beside: bool = False) -> Field:
    return Field(name, label, Kind.DAY, optional=optional, beside=beside)


def on_today(name: str) -> Callable[[Situation], Values]:
    """Begin with today as the day it happened."""
    return lambda situation: {name: situation.now.date()}


def moment_fields(day: str, clock: str, *, optional: bool = False) -> tuple[Field, Field]:
    """Return the two fields of a moment: its day and the time on that day."""
    return (
        day_field("moment_on", day, optional=optional),
        Field("moment_at", clock, Kind.TIME, optional=optional, beside=True, hint=CLOCK_HINT),
    )


def moment_of(values: Values) -> datetime | None:
    """Take a moment out of the values of its two fields, as the town hall's clock showed it."""
    day, clock = values.pop("moment_on"), values.pop("moment_at")
    if day is None or clock is None:
        return None
    return datetime.combine(day, time.fromisoformat(clock), TOWN_HALL)


def at_now(situation: Situation) -> Values:
    """Begin with this moment."""
    now = situation.now
    return {"moment_on": now.date(), "moment_at": f"{now:%H:%M}"}


CLOCK_HINT: Final = N_("for eksempel 13:00")
COMPLAINTS: Final = "/v1/complaints/{complaint}"
