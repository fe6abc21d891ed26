"""Who had a complaint, and for how many days each: pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from uuid import UUID

from api.errors import InvalidInput, RuleBroken


@dataclass(frozen=True)
class Holder:
    """Who has a complaint: a unit here, or another authority by its name."""

    unit_id: UUID | None = None
    authority: str | None = None

    @property
    def key(self) -> str:
        """Return by what holders are told apart: an authority is the same however it is cased."""
        return str(self.unit_id) if self.unit_id else (self.authority or "").casefold()


@dataclass(frozen=True)
class Passed:
    """A complaint was passed on, from one holder to another."""

    on: date
    giver: Holder
    taker: Holder
    reason: str


@dataclass(frozen=True)
class Pause:
    """The days from a closing to the reopening, in which nobody had to do with a complaint."""

    closed_on: date
    reopened_on: date


@dataclass(frozen=True)
class Holding:
    """The time somebody had a complaint; `until_on` is null while they have it still."""

    place: int
    holder: Holder
    from_on: date
    until_on: date | None
    days: int
    reason: str | None


@dataclass(frozen=True)
class Held:
    """How many complaints somebody had, how many they have now, and the days of each."""

    holder: Holder
    complaints: int
    now: int
    days_total: int
    days_median: float

    @property
    def rank(self) -> int:
        return -self.days_total

    @property
    def key(self) -> str:
        return self.holder.key


def holdings_of(
    received_on: date,
    holder: Holder,
    passed: Sequence[Passed],
    *,
    pauses: Iterable[Pause] = (),
    closed_on: date | None,
    today: date,
) -> list[Holding]:
    """Return who had a complaint, one after another; `holder` is who has it now.

    Who passed it on the day it came had it for no day. Nobody has it while it is closed.
    """
    holders = [passed[0].giver if passed else holder, *(each.taker for each in passed)]
    reasons = [None, *(each.reason for each in passed)]
    begun = [received_on, *(each.on for each in passed)]
    ended = [*begun[1:], closed_on]
    closed = list(pauses)
    return [
        Holding(place, *held, days_open(held[1], held[2] or today, closed), reason)
        for place, (held, reason) in enumerate(
            zip(zip(holders, begun, ended, strict=True), reasons, strict=True)
        )
    ]


def days_open(from_on: date, until_on: date, pauses: Iterable[Pause]) -> int:
    closed = (min(until_on, pause.reopened_on) - max(from_on, pause.closed_on) for pause in pauses)
    return (until_on - from_on).days - sum(max(each.days, 0) for each in closed)


def held_by_each(complaints: Iterable[Sequence[Holding]]) -> list[Held]:
    """Return what each had of some complaints, who had them longest first.

    A complaint that came back to somebody is one complaint, with all the days they had it.
    """
    days: dict[str, list[int]] = {}
    holders: dict[str, Holder] = {}
    now: dict[str, int] = {}
    for holdings in complaints:
        of_one: dict[str, int] = {}
        for each in holdings:
            key = each.holder.key
            holders.setdefault(key, each.holder)
            of_one[key] = of_one.get(key, 0) + each.days
            now[key] = now.get(key, 0) + (each.until_on is None)
        for key, number in of_one.items():
            days.setdefault(key, []).append(number)
    found = [held(holders[key], each, now) for key, each in days.items()]
    return sorted(found, key=lambda each: (each.rank, each.key))


def held(holder: Holder, days: Sequence[int], now: Mapping[str, int]) -> Held:
    return Held(holder, len(days), now[holder.key], sum(days), float(median(days)))


def check_one_taker(*, to_unit: bool, to_authority: bool) -> None:
    if to_unit == to_authority:
        raise InvalidInput(
            "transfer_to_one",
            "Say which unit or which other authority takes the complaint over.",
            pointer="/unit_id",
        )


def check_other_taker(taker: Holder, holder: Holder) -> None:
    """Refuse to pass a complaint on to who has it."""
    if taker.key == holder.key:
        raise RuleBroken(
            "complaint_there_already",
            "The complaint is there already.",
            pointer="/unit_id" if taker.unit_id else "/authority",
        )


def check_transferred_on(transferred_on: date, last_on: date) -> None:
    """Refuse a day before the complaint came, was passed on before, or was opened again."""
    if transferred_on < last_on:
        raise InvalidInput(
            "transferred_too_early",
            f"The complaint came to who has it, or was opened again, on {last_on}; it can't have "
            "been passed on before.",
            pointer="/transferred_on",
        )
