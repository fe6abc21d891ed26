"""When a term is due: the question answered from published terms, arrival rules and calendar."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from api.calendar.arrival import available_on, rule_for
from api.calendar.counting import Counted, count
from api.calendar.days import Calendar
from api.calendar.hours import day_of
from api.calendar.terms import Roll, Term, TermUnit
from api.catalogue.calculation import rules
from api.catalogue.calculation.schemas import (
    ArrivalOut,
    AskedTerm,
    CalculationOut,
    CalculationQuery,
    RuleOfArrival,
    StepOut,
)
from api.catalogue.case_types.queries import paths_up
from api.catalogue.checked_terms import checked_term
from api.catalogue.closing_days.queries import arrivals, load_calendar
from api.catalogue.closing_days.schemas import CalendarDay
from api.catalogue.legal_bases.queries import basis_texts
from api.catalogue.terms.kinds import STARTS, DeadlineKind
from api.catalogue.terms.queries import term_book
from api.catalogue.terms.reading import show_terms
from api.catalogue.terms.rules import TermInForce, check_start
from api.catalogue.terms.schemas import PublishedTermOut
from api.catalogue.terms.tables import PublishedTerm, TermCatalogue
from api.errors import InvalidInput
from api.people.rules import Actor


@dataclass(frozen=True)
class Start:
    """The day a term starts, with the moment or the arrival that it comes from."""

    on: date
    named_by: str
    at: datetime | None = None
    arrival: ArrivalOut | None = None


def calculate(session: Session, actor: Actor, query: CalculationQuery) -> CalculationOut:
    """Answer a question, or refuse it and name the parameter at fault."""
    given = query.given()
    rules.check_one_start(given)
    rules.check_one_term(given)
    calendar = load_calendar(session)
    start = start_of(session, query, calendar)
    if query.kind is None:
        term = term_asked(query)
        return answer(counted(term, start, calendar), start, calendar, AskedTerm.of(term), None)
    path = path_of(session, query.case_type)
    published = term_published(session, query, query.kind, path, start.on)
    basis = published.legal_basis or basis_texts(session).first_on(path, start.on)
    row = session.get_one(PublishedTerm, published.id)
    [shown] = show_terms(session, actor, [row], start.on)
    return answer(counted(published.term, start, calendar), start, calendar, shown, basis)


def answer(
    counted: Counted,
    start: Start,
    calendar: Calendar,
    term: PublishedTermOut | AskedTerm,
    legal_basis: str | None,
) -> CalculationOut:
    return CalculationOut(
        started_on=counted.started_on,
        started_at=start.at,
        earliest_on=counted.earliest_on,
        raw_end_on=counted.raw_end_on,
        due_on=counted.due_on,
        due_at=counted.due_at,
        moved_because=list(map(CalendarDay.of, counted.moved_because)),
        steps=list(map(StepOut.of, counted.steps)),
        term=term,
        legal_basis=legal_basis,
        arrival=start.arrival,
        calendar_version=calendar.version,
    )


def start_of(session: Session, query: CalculationQuery, calendar: Calendar) -> Start:
    """Return the day the term starts: as told, or when what was sent counts as available."""
    if query.channel and query.dispatched_on:
        with pointing_at("dispatched_on", arrival_rule_missing="channel"):
            rule = rule_for(query.channel, query.dispatched_on, rows := arrivals(session))
            on = available_on(query.channel, query.dispatched_on, rows, calendar)
        arrival = ArrivalOut(
            channel=query.channel,
            dispatched_on=query.dispatched_on,
            available_on=on,
            rule=RuleOfArrival.of(rule) if rule else None,
        )
        return Start(on, "dispatched_on", arrival=arrival)
    if query.started_on:
        return Start(query.started_on, "started_on", query.started_at)
    assert query.started_at  # noqa: S101 - the rules let no question pass without a start
    return Start(day_of(query.started_at), "started_at", query.started_at)


def counted(term: Term, start: Start, calendar: Calendar) -> Counted:
    with pointing_at(start.named_by, moment_on_other_day="started_at"):
        return count(term, start.on, calendar, started_at=start.at)


@contextmanager
def pointing_at(parameter: str, **others: str) -> Iterator[None]:
    """Name the parameter at fault in a refusal of the engine, which knows no parameters."""
    try:
        yield
    except InvalidInput as error:
        pointer = others.get(error.code, parameter)
        raise InvalidInput(error.code, error.detail, pointer=pointer) from error


def term_asked(query: CalculationQuery) -> Term:
    """Return the term that the question gives."""
    assert query.unit  # noqa: S101 - the rules let no term pass without a unit
    if query.amount is None and query.unit is not TermUnit.IMMEDIATELY:
        rules.check_given(("amount",), set())
    return checked_term(
        query.amount or 0,
        query.unit,
        query.closed or [],
        at_least=query.at_least,
        roll=query.roll or Roll.NONE,
        at="",
    )


def path_of(session: Session, case_type: UUID | None) -> tuple[UUID, ...]:
    """Return a case type and those above it; nothing if no type was asked for."""
    if case_type is None:
        return ()
    path = paths_up(session).get(case_type)
    if path is None:
        raise InvalidInput(
            "case_type_unknown", f"There is no case type {case_type}.", pointer="case_type"
        )
    return path


def term_published(
    session: Session,
    query: CalculationQuery,
    kind: DeadlineKind,
    path: tuple[UUID, ...],
    day: date,
) -> TermInForce:
    """Return the published term in force on a day, the most particular one."""
    if query.catalogue and session.get(TermCatalogue, query.catalogue) is None:
        raise InvalidInput(
            "catalogue_unknown",
            f"There is no term catalogue {query.catalogue}.",
            pointer="catalogue",
        )
    if query.start_event:
        check_start(kind, query.start_event, pointer="start_event")
    events = [query.start_event] if query.start_event else STARTS[kind]
    found = term_book(session, query.catalogue).started(
        path, query.variant or "", kind, dict.fromkeys(events, day)
    )
    if found is None:
        raise InvalidInput(
            "no_term_in_force",
            f"No published term for {kind.replace('_', ' ')} holds for this on {day}.",
            pointer="kind",
        )
    return found.published
