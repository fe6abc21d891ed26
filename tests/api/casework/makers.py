"""Makers of terms, cases and their deadlines."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlmodel import Session

from api.calendar.arrival import PUBLISHED_ARRIVALS, Arrival
from api.calendar.terms import Roll, TermUnit
from api.cases.rules import Origin
from api.cases.tables import Case
from api.catalogue.case_types.tables import CaseType
from api.catalogue.closing_days.tables import ArrivalRule
from api.catalogue.terms.kinds import OWED_BY, Clock, DeadlineKind, StartEvent
from api.catalogue.terms.tables import PublishedTerm, TermCatalogue
from api.deadlines.tables import Deadline
from api.organisation.tables import Unit
from tests.factories import kept

RECEIVED = date(2017, 8, 16)


def make_own_catalogue(session: Session, **fields: Any) -> TermCatalogue:
    defaults: dict[str, Any] = {"name": "Prøvekommunen", "own": True}
    return kept(session, TermCatalogue(**defaults | fields))


def make_term(
    session: Session, catalogue: TermCatalogue, case_type: CaseType | None = None, **fields: Any
) -> PublishedTerm:
    """Publish a term: 12 weeks from the application to the decision, unless told otherwise."""
    defaults: dict[str, Any] = {
        "kind": DeadlineKind.DECISION,
        "start_event": StartEvent.APPLICATION_RECEIVED,
        "as_published": "12 uger",
        "amount": 12,
        "unit": TermUnit.WEEKS,
        "closed": [],
        "valid_from": date(2015, 1, 1),
    }
    of_type = case_type.id if case_type else None
    row = PublishedTerm(catalogue_id=catalogue.id, case_type_id=of_type, **defaults | fields)
    return kept(session, row)


def make_arrivals(
    session: Session, arrivals: Iterable[Arrival] = PUBLISHED_ARRIVALS, **fields: Any
) -> list[ArrivalRule]:
    """Let messages arrive by the rules of 2018, or by others."""

    def rule(arrival: Arrival) -> ArrivalRule:
        values: dict[str, Any] = {
            "channel": arrival.channel,
            "amount": arrival.term.amount,
            "unit": arrival.term.unit,
            "closed": sorted(arrival.term.closed),
            "valid_from": arrival.valid_from,
            "valid_until": arrival.valid_until,
            "source": arrival.source,
        }
        return kept(session, ArrivalRule(**values | fields))

    return [rule(arrival) for arrival in arrivals]


def make_case(session: Session, unit: Unit, case_type: CaseType, **fields: Any) -> Case:
    """Make the bare row of a case, without deadlines or events."""
    defaults: dict[str, Any] = {
        "number": "2017-0112465",
        "origin": Origin.CITIZEN,
        "received_on": RECEIVED,
    }
    return kept(session, Case(unit_id=unit.id, case_type_id=case_type.id, **defaults | fields))


def make_deadline(session: Session, case: Case, due_on: date, **fields: Any) -> Deadline:
    """Make a deadline that falls on a day; the other days of it are the same unless told."""
    kind = fields.get("kind", DeadlineKind.DECISION)
    defaults: dict[str, Any] = {
        "kind": kind,
        "owed_by": OWED_BY[kind],
        "start_event": StartEvent.APPLICATION_RECEIVED,
        "started_on": case.received_on,
        "amount": (due_on - case.received_on).days,
        "unit": TermUnit.DAYS,
        "roll": Roll.NONE,
        "closed": [],
        "clock": Clock.RUNS,
        "calendar_version": 0,
        "raw_end_on": due_on,
        "original_due_on": due_on,
        "legal_due_on": due_on,
        "due_on": due_on,
    }
    row = Deadline(
        case_id=case.id,
        case_number=case.number,
        unit_id=case.unit_id,
        case_type_id=case.case_type_id,
        caseworker_id=case.caseworker_id,
        **defaults | fields,
    )
    return kept(session, row)
