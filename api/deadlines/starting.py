"""How a deadline starts: the term in force on its start day, counted in the calendar of now."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from sqlmodel import Session

from api.calendar.counting import due_days
from api.calendar.terms import Term, TermUnit
from api.catalogue.case_types.queries import paths_up
from api.catalogue.closing_days.queries import load_calendar
from api.catalogue.legal_bases.queries import basis_texts
from api.catalogue.terms.kinds import OWED_BY, Clock, DeadlineKind, StartEvent
from api.catalogue.terms.queries import term_book
from api.catalogue.terms.rules import Started
from api.deadlines.counting_lock import share_counting
from api.deadlines.tables import Deadline
from api.resource import add


class OfCase(Protocol):
    """What a deadline takes from its case."""

    id: UUID
    number: str
    case_type_id: UUID
    variant: str
    unit_id: UUID
    caseworker_id: UUID | None


class Starter:
    """Starts deadlines within one transaction; terms, types and calendar are read once."""

    def __init__(self, session: Session) -> None:
        self.session = session
        share_counting(session)
        self.calendar = load_calendar(session)
        self.terms = term_book(session)
        self.paths = paths_up(session)
        self.bases = basis_texts(session)

    def started(
        self, case: OfCase, kind: DeadlineKind, starts: Mapping[StartEvent, date]
    ) -> Started | None:
        return self.terms.started(self.paths[case.case_type_id], case.variant, kind, starts)

    def values(
        self, case: OfCase, kind: DeadlineKind, starts: Mapping[StartEvent, date]
    ) -> dict[str, Any] | None:
        """Return a new deadline's columns, or None while no published term holds."""
        found = self.started(case, kind, starts)
        if found is None:
            return None
        published = found.published
        of_term = {
            "published_term_id": published.id,
            "clock": published.clock,
            "legal_basis": self.legal_basis(case, found),
        }
        starts_by = (published.start_event, found.started_on)
        return self.columns(case, kind, starts_by, published.term) | of_term

    def columns(
        self, case: OfCase, kind: DeadlineKind, starts_by: tuple[StartEvent, date], term: Term
    ) -> dict[str, Any]:
        """Return what a deadline holds by its term, whoever set that."""
        start_event, started_on = starts_by
        raw_end_on, due_on = due_days(term, started_on, self.calendar)
        return {
            "case_id": case.id,
            "case_number": case.number,
            "kind": kind,
            "owed_by": OWED_BY[kind],
            "start_event": start_event,
            "started_on": started_on,
            "at_least": term.at_least,
            "amount": term.amount,
            "unit": term.unit,
            "roll": term.roll,
            "closed": sorted(term.closed),
            "clock": Clock.RUNS,
            "calendar_version": self.calendar.version,
            "raw_end_on": raw_end_on,
            "original_due_on": due_on,
            "legal_due_on": due_on,
            "due_on": due_on,
            "unit_id": case.unit_id,
            "case_type_id": case.case_type_id,
            "caseworker_id": case.caseworker_id,
        }

    def legal_basis(self, case: OfCase, found: Started) -> str | None:
        """Return the law of the term itself, else of the case's type on the start day."""
        return found.published.legal_basis or next(
            (
                text
                for type_id in self.paths[case.case_type_id]
                for text in self.bases.on(type_id, found.started_on)
            ),
            None,
        )

    def start(
        self,
        case: OfCase,
        kind: DeadlineKind,
        starts: Mapping[StartEvent, date],
        **about: Any,
    ) -> Deadline | None:
        """Start a deadline; `about` names the notice, hearing, request or remittal it is of."""
        values = self.values(case, kind, starts)
        return add(self.session, Deadline(**values, **about)) if values else None

    def start_until(
        self,
        case: OfCase,
        kind: DeadlineKind,
        starts_by: tuple[StartEvent, date],
        due_on: date,
        **about: Any,
    ) -> Deadline:
        """Start a deadline that ends on a day which was set for it alone, by no published term."""
        term = Term((due_on - starts_by[1]).days, TermUnit.DAYS)
        return add(self.session, Deadline(**self.columns(case, kind, starts_by, term), **about))
