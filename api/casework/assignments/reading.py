"""Assignments as they are answered, and how many hands a case and its citizen met."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from api.cases.queries import assignments_of
from api.cases.reading import grouped, hands, names
from api.cases.tables import Assignment, Case
from api.casework.assignments import rules
from api.casework.assignments.queries import cases_of_citizen
from api.casework.assignments.rules import Window
from api.casework.assignments.schemas import (
    AssignmentOut,
    CaseHands,
    CaseworkersOut,
    CitizenHands,
)
from api.people.rules import Actor
from api.people.tables import Person


def show_assignments(
    session: Session, _: Actor, rows: Sequence[Assignment], __: date
) -> list[AssignmentOut]:
    people = names(session, Person.full_name, Person.id, (row.caseworker_id for row in rows))
    wanted = select(Case.id, Case.number).where(col(Case.id).in_({row.case_id for row in rows}))
    numbers = dict(session.exec(wanted).all())
    return [AssignmentOut.of(row, numbers[row.case_id], people[row.caseworker_id]) for row in rows]


def show_caseworkers(session: Session, actor: Actor, case: Case, as_of: date) -> CaseworkersOut:
    """Count the hands of a case and of its citizen over the year that ends with a day."""
    window = rules.year_until(as_of)
    others = cases_of_citizen(session, actor, case.citizen_id) if case.citizen_id else []
    found = grouped(assignments_of(session, {case.id, *(other.id for other in others)}))
    held = {case_id: hands(rows) for case_id, rows in found.items()}
    own = held.get(case.id, [])
    last_on = min(window.last_on, case.closed_on or window.last_on)
    went_on = Window(max(window.first_on, case.received_on), last_on)
    of_citizen = None
    if case.citizen_id:
        counted = rules.hands_in(held.values(), window)
        of_citizen = CitizenHands(cases=len(others), **vars(counted))
    return CaseworkersOut(
        first_on=window.first_on,
        last_on=window.last_on,
        of_case=CaseHands(
            **vars(rules.hands_in([own], window)), days_without=rules.days_without(own, went_on)
        ),
        of_citizen=of_citizen,
    )
