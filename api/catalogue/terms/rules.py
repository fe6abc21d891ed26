"""Which published term holds for a case, and what can't be published: pure."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from api.calendar.terms import Term
from api.catalogue.terms.kinds import STARTS, Clock, DeadlineKind, StartEvent
from api.errors import InvalidInput, RuleBroken


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


def check_start(
    kind: DeadlineKind, start_event: StartEvent, *, pointer: str = "/start_event"
) -> None:
    """Refuse a term that would start from an event which has nothing to do with its kind."""
    if start_event not in STARTS[kind]:
        fitting = ", ".join(sorted(STARTS[kind]))
        raise InvalidInput(
            "start_event_not_of_kind",
            f"A term for {kind.replace('_', ' ')} starts from {fitting}.",
            pointer=pointer,
        )


def check_free(others: Iterable[tuple[str, date, date | None]]) -> None:
    """Refuse a term that holds at the same time as another one for the same thing."""
    for as_published, valid_from, valid_until in others:
        until = f" until {valid_until}" if valid_until else ""
        raise RuleBroken(
            "term_overlaps",
            f"“{as_published}” holds for the same from {valid_from}{until}. End that one first, "
            "or revise it.",
            pointer="/valid_from",
        )


TEXTS = frozenset({"as_published", "condition", "adopted_by", "adopted_on", "meeting_id", "source"})
"""What may be corrected in a term that deadlines were started by: they were not counted by it."""


def check_in_use(changed: Set[str], valid_until: date | None, last_started_on: date | None) -> None:
    """Refuse to change what deadlines were counted by; such a term is revised instead.

    Its texts may be corrected, and it may be ended after the last day that one started on.
    """
    if last_started_on is None or not changed - TEXTS:
        return
    ends_later = valid_until is None or last_started_on < valid_until
    if changed - TEXTS == {"valid_until"} and ends_later:
        return
    raise RuleBroken(
        "term_in_use",
        f"Deadlines were started by this term, the last on {last_started_on}. Revise it: then it "
        "ends on a day, and another follows.",
    )


def check_follows(valid_from: date, begun: date, ends: date | None) -> None:
    """Refuse a revision outside the days on which the revised term holds."""
    if valid_from <= begun:
        raise InvalidInput(
            "revision_not_later",
            f"The term holds from {begun}; its revision must begin later.",
            pointer="/valid_from",
        )
    if ends is not None and valid_from >= ends:
        raise RuleBroken(
            "term_ended", f"The term ended on {ends}; add a new one.", pointer="/valid_from"
        )


def check_own_stays(*, was_own: bool, own: bool) -> None:
    """Refuse to leave the municipality without terms of its own."""
    if was_own and not own:
        raise RuleBroken(
            "own_catalogue_needed",
            "New deadlines are counted by this catalogue. Make another one your own instead.",
            pointer="/own",
        )


def check_first_own(own_name: str | None, *, own: bool) -> None:
    """Refuse a new catalogue that would take over at once, while it has no terms."""
    if own and own_name is not None:
        raise RuleBroken(
            "own_catalogue_exists",
            f"{own_name} is your own catalogue. Add this one and its terms first, then make it "
            "your own.",
            pointer="/own",
        )
