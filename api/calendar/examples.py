"""The worked examples of worked_examples.toml: what the calculator shows, and the tests hold to."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from api.calendar.arrival import Channel
from api.calendar.counting import Counted, Pause, count
from api.calendar.days import Calendar, DayKind, SpecialDay
from api.calendar.terms import Roll, Term, TermUnit

WORKED_EXAMPLES = Path(__file__).with_name("worked_examples.toml")


@dataclass(frozen=True, slots=True)
class Dispatch:
    """How and when a message was sent."""

    channel: Channel
    on: date


@dataclass(frozen=True, slots=True)
class Example:
    """A term as it is counted by hand: in Danish and English, with the source of its rule."""

    key: str
    text_da: str
    text_en: str
    source: str
    term: Term
    calendar: Calendar
    dispatched: Dispatch | None
    started_on: date
    started_at: datetime | None
    pauses: tuple[Pause, ...]
    earliest_on: date | None
    raw_end_on: date
    due_on: date
    due_at: datetime | None

    def counted(self) -> Counted:
        """Return what the engine makes of it."""
        return count(
            self.term,
            self.started_on,
            self.calendar,
            pauses=self.pauses,
            started_at=self.started_at,
        )


@cache
def worked_examples() -> tuple[Example, ...]:
    """Return all worked examples, in the order of the file."""
    content = tomllib.loads(WORKED_EXAMPLES.read_text(encoding="utf-8"))
    return tuple(_example(entry) for entry in content["examples"])


def _example(entry: Mapping[str, Any]) -> Example:
    dispatched = entry.get("dispatched")
    return Example(
        key=entry["key"],
        text_da=entry["da"],
        text_en=entry["en"],
        source=entry["source"],
        term=_term(entry["term"]),
        calendar=Calendar(map(_closing_day, entry.get("closing_days", ()))),
        dispatched=Dispatch(Channel(dispatched["channel"]), dispatched["on"])
        if dispatched
        else None,
        started_on=entry["started_on"],
        started_at=entry.get("started_at"),
        pauses=tuple(Pause(pause["since"], pause["until"]) for pause in entry.get("pauses", ())),
        earliest_on=entry.get("earliest_on"),
        raw_end_on=entry["raw_end_on"],
        due_on=entry["due_on"],
        due_at=entry.get("due_at"),
    )


def _term(entry: Mapping[str, Any]) -> Term:
    return Term(
        entry["amount"],
        TermUnit(entry["unit"]),
        at_least=entry.get("at_least"),
        roll=Roll(entry.get("roll", Roll.NONE)),
        closed=frozenset(map(DayKind, entry.get("closed", ()))),
    )


def _closing_day(entry: Mapping[str, Any]) -> SpecialDay:
    return SpecialDay(entry["on"], DayKind.CLOSING_DAY, entry["da"], entry["en"])
