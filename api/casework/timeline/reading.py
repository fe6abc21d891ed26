"""A case's time line, made of a fixed number of reads, however much has happened."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import column
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.cases import queries as cases
from api.cases.reading import names
from api.cases.tables import (
    AccessRequest,
    Case,
    Decision,
    DecisionNotice,
    PartyHearing,
    Remittal,
    WaitingPeriod,
)
from api.casework.timeline import telling
from api.casework.timeline.rules import Happening, in_order
from api.casework.timeline.schemas import TimelineQuery
from api.deadlines.tables import Deadline, DeadlineMove, Extension
from api.organisation.tables import Unit
from api.paging import Found, by_day, by_id, by_number, find_among
from api.people.rules import Actor, Scope
from api.people.tables import Person

PARTS: Sequence[tuple[Any, Callable[[Any], list[Happening]]]] = (
    (Decision, telling.of_decision),
    (PartyHearing, telling.of_hearing),
    (AccessRequest, telling.of_access_request),
    (Remittal, telling.of_remittal),
    (WaitingPeriod, telling.of_waiting),
)
KEYS = (by_day(column("on")), by_number(column("place")), by_id(column("entity_id")))


def find_happenings(
    session: Session, actor: Actor, case: Case, query: TimelineQuery, as_of: date
) -> Found[Happening]:
    """Return a page of what had happened in a case by a day, the oldest first.

    Of its deadlines only who may read deadlines is told.
    """
    happened = [*in_case(session, case)]
    if actor.may(Scope.DEADLINES_READ, case.unit_id, owners=[case.caseworker_id]):
        happened += on_its_clocks(session, case)
    rows = in_order(happened, as_of)
    return find_among(rows, query, name=f"timeline {case.id} {as_of}", keys=KEYS)


def in_case(session: Session, case: Case) -> Iterator[Happening]:
    """Tell what was done in a case."""
    events = cases.events_of(session, case.id)
    assignments = cases.assignments_of(session, [case.id])
    moved = (unit for event in events for unit in (event.from_unit_id, event.to_unit_id))
    units = names(session, Unit.name, Unit.id, moved)
    people = names(session, Person.full_name, Person.id, (row.caseworker_id for row in assignments))
    yield from telling.of_case(case)
    for event in events:
        yield from telling.of_event(event, units)
    yield from telling.of_assignments(assignments, people)
    for notice in session.exec(notices_of(case)):
        yield from telling.of_notice(notice)
    for table, tell in PARTS:
        for row in session.exec(select(table).where(table.case_id == case.id)):
            yield from tell(row)


def on_its_clocks(session: Session, case: Case) -> Iterator[Happening]:
    """Tell what its deadlines went through."""
    deadlines = session.exec(select(Deadline).where(Deadline.case_id == case.id)).all()
    kinds = {deadline.id: deadline.kind for deadline in deadlines}
    for deadline in deadlines:
        yield from telling.of_deadline(deadline)
    extensions = select(Extension).where(col(Extension.deadline_id).in_(kinds))
    for extension in session.exec(extensions):
        yield from telling.of_extension(extension, kinds[extension.deadline_id])
    moves = select(DeadlineMove).where(col(DeadlineMove.deadline_id).in_(kinds))
    for move in session.exec(moves):
        yield from telling.of_calendar_move(move, kinds[move.deadline_id])


def notices_of(case: Case) -> SelectOfScalar[DecisionNotice]:
    decisions = select(Decision.id).where(Decision.case_id == case.id)
    return select(DecisionNotice).where(col(DecisionNotice.decision_id).in_(decisions))
