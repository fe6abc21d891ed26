"""The deadlines of many cases, each clock counted once: most cases of a type and day share theirs.

The term in force, the days and the law are those that `Starter` gives a single case.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any
from uuid import UUID

from api.catalogue.terms.kinds import DeadlineKind, StartEvent
from api.deadlines.starting import Starter

MOST_KEPT = 50_000
NOBODY = UUID(int=0)
OF_CASE = frozenset({"case_id", "case_number", "unit_id", "case_type_id", "caseworker_id"})


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
    """A term that started on a day, and when it is due. `values` are a deadline's columns of it."""

    number: int
    kind: DeadlineKind
    started_on: date
    due_on: date
    values: Mapping[str, Any]


class Clocks:
    """Counts clocks, and hands out those that were not counted before."""

    def __init__(self, starter: Starter) -> None:
        self.starter = starter
        self.numbers = count(1)
        self.kept: dict[tuple[Any, ...], Clock | None] = {}
        self.counted: list[Clock] = []

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
        own = {name: value for name, value in values.items() if name not in OF_CASE}
        clock = Clock(next(self.numbers), kind, own["started_on"], own["due_on"], own)
        self.counted.append(clock)
        return clock

    def has_term(self, case_type_id: UUID, variant: str, kind: DeadlineKind, on: date) -> bool:
        """Say whether some published term holds, whatever starts it."""
        return self.started(case_type_id, variant, kind, dict.fromkeys(StartEvent, on)) is not None

    def newly_counted(self) -> list[Clock]:
        counted, self.counted = self.counted, []
        return counted
