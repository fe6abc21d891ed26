"""Problem areas laid out: the tree of case types down, how each stood across. Pure.

A case type that nothing was said of stands in the matrix only when one under it does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from web.findings.client import CaseType, ProblemArea

STANDINGS: Final = ("past", "current", "stable")


@dataclass(frozen=True)
class Row:
    """A case type at its depth, with what was said of it under each standing."""

    case_type: CaseType
    depth: int
    cells: list[list[ProblemArea]]

    @property
    def said(self) -> bool:
        return any(self.cells)


def matrix(case_types: Sequence[CaseType], areas: Sequence[ProblemArea]) -> list[Row]:
    named = with_those_above(case_types, {area.case_type_id for area in areas})
    return list(rows_under(None, case_types, named, areas, 0))


def with_those_above(case_types: Sequence[CaseType], ids: set[UUID]) -> set[UUID]:
    parents = {each.id: each.parent_id for each in case_types}
    found: set[UUID] = set()
    for key in ids:
        here: UUID | None = key
        while here is not None and here not in found:
            found.add(here)
            here = parents.get(here)
    return found


def rows_under(
    parent: UUID | None,
    case_types: Sequence[CaseType],
    named: set[UUID],
    areas: Sequence[ProblemArea],
    depth: int,
) -> Iterator[Row]:
    for each in case_types:
        if each.parent_id == parent and each.id in named:
            own = [area for area in areas if area.case_type_id == each.id]
            cells = [[area for area in own if area.standing == word] for word in STANDINGS]
            yield Row(each, depth, cells)
            yield from rows_under(each.id, case_types, named, areas, depth + 1)
