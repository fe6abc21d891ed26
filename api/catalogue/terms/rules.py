"""Which published term holds for a case: pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from api.calendar.terms import Term
from api.catalogue.terms.kinds import Clock, DeadlineKind, StartEvent


@dataclass(frozen=True)
class TermInForce:
    """A published term as a case meets it. Without a case type it holds for all of them."""

    id: UUID
    case_type_id: UUID | None
    variant: str
    kind: DeadlineKind
    start_event: StartEvent
    term: Term
    clock: Clock
    valid_from: date
    valid_until: date | None
    legal_basis: str | None

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


@dataclass(frozen=True)
class Started:
    """A term, and the day it started to run."""

    published: TermInForce
    started_on: date


class TermBook:
    """The terms of one catalogue, ready to be asked many times."""

    def __init__(self, terms: Iterable[TermInForce]) -> None:
        self._terms: dict[tuple[UUID | None, str, DeadlineKind], list[TermInForce]] = {}
        for term in terms:
            place = (term.case_type_id, term.variant, term.kind)
            self._terms.setdefault(place, []).append(term)

    def started(
        self,
        path: Sequence[UUID],
        variant: str,
        kind: DeadlineKind,
        starts: Mapping[StartEvent, date],
    ) -> Started | None:
        """Return the term in force on its own start day, the most particular one first.

        `path` leads from the case's type up to the root of the tree. A type's own term goes before
        its parent's, and the case's variant before the plain term. `starts` are the days of what
        has happened; a term whose start event has not happened does not run.
        """
        for place in (*path, None):
            for variant_or_plain in dict.fromkeys((variant, "")):
                for term in self._terms.get((place, variant_or_plain, kind), ()):
                    day = starts.get(term.start_event)
                    if day is not None and term.holds_on(day):
                        return Started(term, day)
        return None
