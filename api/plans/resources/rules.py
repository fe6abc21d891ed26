"""Sums of resource lines, and whether what is stated agrees with its parts: pure, exact decimals.

A line that is part of another is counted within it, never beside it. What a whole does not state
is taken from its parts: 12,25 mio. kr. may be stated in one sum, and its årsværk only in the parts.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any
from uuid import UUID

from api.errors import InvalidInput, RuleBroken
from api.plans.outline.rules import chain_from

CENTS = Decimal("0.01")
MOST_LEVELS = 10


@dataclass(frozen=True)
class Line:
    """What the sums need of a resource line."""

    id: UUID
    part_of_id: UUID | None
    plan_id: UUID
    standing: str
    duration: str
    million_dkk: Decimal | None
    fte: Decimal | None

    @classmethod
    def of(cls, line_id: UUID, given: Any) -> "Line":
        """Return a line from a row, or from a body that is to become the row with this id."""
        values = {field.name: getattr(given, field.name) for field in fields(cls)[1:]}
        return cls(id=line_id, **values)


Amount = Callable[[Line], Decimal | None]
Family = Mapping[UUID, Sequence[Line]]


def million_dkk(line: Line) -> Decimal | None:
    return line.million_dkk


def fte(line: Line) -> Decimal | None:
    return line.fte


@dataclass(frozen=True)
class Sum:
    """What some lines come to. An amount is None when none of them states it."""

    lines: int
    million_dkk: Decimal | None
    fte: Decimal | None


@dataclass(frozen=True)
class Comparison:
    """A stated amount beside the sum of its parts: the difference is known if all are."""

    stated: Decimal | None
    parts: Decimal | None
    parts_unstated: int
    difference: Decimal | None


def exact(value: Decimal | None) -> Decimal | None:
    """Return the same amount with two decimals, or three when it has three."""
    if value is None:
        return None
    rounded = value.quantize(CENTS)
    return rounded if rounded == value else value


def added(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Add what is known; None when nothing is."""
    known = [amount for amount in amounts if amount is not None]
    return exact(sum(known, Decimal(0))) if known else None


def parts_of(lines: Iterable[Line]) -> dict[UUID, list[Line]]:
    """Return the parts of each whole, by the whole's id."""
    family: dict[UUID, list[Line]] = {}
    for line in lines:
        if line.part_of_id:
            family.setdefault(line.part_of_id, []).append(line)
    return family


def worth(line: Line, amount: Amount, family: Family) -> Decimal | None:
    """Return what a line states, or what its parts come to when it states nothing.

    It goes down without recursion: however deep the parts lie, the sum comes out.
    """
    found: list[Decimal | None] = []
    unread = [line]
    while unread:
        here = unread.pop()
        stated = amount(here)
        if stated is None:
            unread += family.get(here.id, ())
        found.append(stated)
    return added(found)


def total(lines: Iterable[Line], family: Family) -> Sum:
    """Add up the wholes among some lines, each with what belongs to it."""
    wholes = [line for line in lines if line.part_of_id is None]
    return Sum(
        lines=len(wholes),
        million_dkk=added(worth(line, million_dkk, family) for line in wholes),
        fte=added(worth(line, fte, family) for line in wholes),
    )


def by_duration(lines: Iterable[Line], family: Family) -> dict[str, Sum]:
    """Return a sum per duration, in the order the durations come."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        if line.part_of_id is None:
            groups.setdefault(line.duration, []).append(line)
    return {duration: total(group, family) for duration, group in groups.items()}


def compare(whole: Line, amount: Amount, family: Family) -> Comparison:
    """Set what a line states against the sum of its parts."""
    stated = exact(amount(whole))
    amounts = [worth(part, amount, family) for part in family.get(whole.id, ())]
    parts = added(amounts)
    unstated = amounts.count(None)
    if stated is None or parts is None or unstated:
        return Comparison(stated, parts, unstated, None)
    return Comparison(stated, parts, 0, exact(stated - parts))


def check_part(line: Line, lines: Mapping[UUID, Line]) -> None:
    """Refuse a whole of another plan or standing, a line in itself, and too many levels.

    `lines` are the lines of the plan by id, the line itself as it was before or not among them.
    """
    if line.part_of_id is None:
        return
    whole = lines.get(line.part_of_id)
    if whole is None:
        raise InvalidInput(
            "line_of_another_plan", "This plan has no such resource line.", pointer="/part_of_id"
        )
    above = chain_from(line.part_of_id, {key: other.part_of_id for key, other in lines.items()})
    if line.id in above:
        raise RuleBroken("line_in_itself", "A line can't be part of itself.", pointer="/part_of_id")
    if len(above) + levels(line, parts_of(lines.values())) > MOST_LEVELS:
        raise RuleBroken(
            "line_too_deep",
            f"Lines can be part of one another in {MOST_LEVELS} levels at most.",
            pointer="/part_of_id",
        )
    if whole.standing != line.standing:
        raise InvalidInput(
            "part_of_other_standing",
            f"The whole is {whole.standing}; a part of it can't be {line.standing}.",
            pointer="/standing",
        )


def levels(line: Line, family: Family) -> int:
    """Return how many levels a line makes with its parts, counted until they are too many."""
    level: Sequence[Line] = [line]
    count = 0
    while level and count <= MOST_LEVELS:
        count += 1
        level = [part for whole in level for part in family.get(whole.id, ())]
    return count


def moved(before: Line, after: Line) -> bool:
    """Say whether what a line shares with its whole is another than it was."""
    return (before.part_of_id, before.standing) != (after.part_of_id, after.standing)


def check_parts_stay(before: Line, after: Line, parts: Sequence[Line]) -> None:
    """Refuse to give a whole another standing than its parts have."""
    if parts and before.standing != after.standing:
        raise RuleBroken(
            "line_has_parts",
            "Other lines are part of this one; what they share with it can't change.",
            pointer="/standing",
        )
