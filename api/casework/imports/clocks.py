"""The deadlines of many cases, each clock counted once: most cases of a type and day share theirs.

The term in force, the days and the law are those that `Starter` gives a single case.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any
from uuid import UUID

from api.casework.imports.staged import OF_CLOCK
from api.catalogue.terms.kinds import DeadlineKind, StartEvent
from api.deadlines.starting import Starter

MOST_KEPT = 20_000
NOBODY = UUID(int=0)


@dataclass(slots=True)
class AnyCase:
    """Stands for every case of a type and variant: a term asks for nothing else of a case."""

    case_type_id: UUID
    variant: str
    id: UUID = NOBODY
    number: str = ""
    unit_id: UUID = NOBODY
    caseworker_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A term that started on a day, and when it is due. Its `number` finds the rest of it."""

    number: int
    started_on: date
    due_on: date


class Clocks:
    """Counts clocks, and hands out the columns of those that were not counted before."""

    def __init__(self, starter: Starter) -> None:
        self.starter = starter
        self.numbers = count(1)
        self.kept: dict[tuple[Any, ...], Clock | None] = {}
        self.counted: list[tuple[Any, ...]] = []

    def started(
        self,
        case_type_id: UUID,
        variant: str,
        kind: DeadlineKind,
        starts: Mapping[StartEvent, date],
    ) -> Clock | None:
        """Return the clock of a kind in such a case, or None while no published term holds."""
        key = (case_type_id, variant, kind, *starts.items())
        if key not in self.kept:
            if len(self.kept) >= MOST_KEPT:
                self.kept.clear()
            self.kept[key] = self.count(AnyCase(case_type_id, variant), kind, starts)
        return self.kept[key]

    def count(
        self, case: AnyCase, kind: DeadlineKind, starts: Mapping[StartEvent, date]
    ) -> Clock | None:
        values = self.starter.values(case, kind, starts)
        if values is None:
            return None
        clock = Clock(next(self.numbers), values["started_on"], values["due_on"])
        self.counted.append((*(values.get(name) for name in OF_CLOCK), clock.number))
        return clock

    def has_term(self, case_type_id: UUID, variant: str, kind: DeadlineKind, on: date) -> bool:
        """Say whether some published term holds, whatever starts it."""
        return self.started(case_type_id, variant, kind, dict.fromkeys(StartEvent, on)) is not None

    def newly_counted(self) -> list[tuple[Any, ...]]:
        """Return the rows of clocks, as they are staged, and forget them."""
        counted, self.counted = self.counted, []
        return counted
