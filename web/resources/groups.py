"""Resource lines as a page shows them: granted and asked for, each part under its whole. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final
from uuid import UUID

from web.resources.client import Comparison, Line, StandingTotals, Totals

STANDINGS: Final = ("granted", "requested")


@dataclass(frozen=True)
class Check:
    """A sum that a line states, laid beside its parts: 12,25 = 6,60 + 5,65."""

    stated: Decimal | None
    parts: list[Decimal]
    unstated: int
    total: Decimal | None
    difference: Decimal | None


@dataclass(frozen=True)
class Shown:
    """A line at its depth; a whole with the checks of its sums."""

    line: Line
    depth: int
    million: Check | None
    fte: Check | None


@dataclass(frozen=True)
class Group:
    standing: str
    lines: list[Shown]
    totals: StandingTotals


def groups_of(lines: Sequence[Line], totals: Totals) -> list[Group]:
    """Return what was granted and what was asked for; a standing without lines is left out."""
    found = []
    for standing in STANDINGS:
        own = [line for line in lines if line.standing == standing]
        if own:
            found.append(Group(standing, list(in_order(own, totals)), totals.of(standing)))
    return found


def in_order(
    lines: Sequence[Line], totals: Totals, whole: UUID | None = None, depth: int = 0
) -> Iterator[Shown]:
    """Yield each whole, its parts right under it."""
    for line in lines:
        if line.part_of_id == whole:
            yield shown(line, depth, lines, totals)
            yield from in_order(lines, totals, line.id, depth + 1)


def shown(line: Line, depth: int, lines: Sequence[Line], totals: Totals) -> Shown:
    found = next((each for each in totals.reconciles if each.line_id == line.id), None)
    if found is None:
        return Shown(line, depth, None, None)
    parts = [each for each in lines if each.part_of_id == line.id]
    return Shown(
        line,
        depth,
        check(found.million_dkk, [part.million_dkk for part in parts]),
        check(found.fte, [part.fte for part in parts]),
    )


def check(compared: Comparison, parts: Sequence[Decimal | None]) -> Check | None:
    known = [part for part in parts if part is not None]
    if not known:
        return None
    return Check(
        compared.stated, known, compared.parts_unstated, compared.parts, compared.difference
    )
