"""Days on which a term's clock stands still. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Pause:
    """The days from `since_on` on and before `until_on`; none if that is no later."""

    since_on: date
    until_on: date


class Span(NamedTuple):
    """Ordinals of days that follow each other: from `first` on, and before `before`."""

    first: int
    before: int
    paused: bool


def merged(pauses: Sequence[Pause], after: date) -> list[tuple[int, int]]:
    """Return pauses as ordinals, in order and without overlap; only the days after `after`."""
    day_one = after.toordinal() + 1
    stops: list[tuple[int, int]] = []
    for pause in sorted(pauses, key=lambda pause: pause.since_on):
        first, before = max(pause.since_on.toordinal(), day_one), pause.until_on.toordinal()
        if before <= first:
            continue
        if stops and first <= stops[-1][1]:
            first, last = stops.pop()
            before = max(before, last)
        stops.append((first, before))
    return stops


def spans(first: int, before: int, stops: Sequence[tuple[int, int]]) -> Iterator[Span]:
    """Cut a stretch of days where pauses begin and end."""
    for stop in stops:
        stop_first, stop_before = max(stop[0], first), min(stop[1], before)
        if stop_first >= stop_before:
            continue
        if first < stop_first:
            yield Span(first, stop_first, paused=False)
        yield Span(stop_first, stop_before, paused=True)
        first = stop_before
    if first < before:
        yield Span(first, before, paused=False)
