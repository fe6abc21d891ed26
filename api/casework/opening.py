"""A case is opened, and its own deadlines start with it. The caller owns the transaction."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlmodel import Session

from api.cases import queries
from api.cases.rules import AssignmentReason, CaseAct, CaseState, checked_number
from api.cases.schemas import NewCaseIn, Reference
from api.cases.tables import Assignment, Case, CaseEvent, CaseReference
from api.casework.assignments.services import check_active
from api.casework.facts import starts_of
from api.catalogue.terms.kinds import DeadlineKind
from api.deadlines.starting import Starter
from api.errors import RuleBroken
from api.people.rules import Actor, Scope
from api.resource import add, change

# The clocks that a case brings with it; the others start with a fact of their own.
OWN_CLOCKS = (DeadlineKind.ACKNOWLEDGEMENT, DeadlineKind.DECISION)


def open_case(session: Session, actor: Actor, body: NewCaseIn) -> Case:
    """Open a case, with its references, its caseworker, and its first deadlines."""
    actor.check(Scope.CASES_WRITE, body.unit_id)
    check_references_free(session, body.references)
    if body.caseworker_id:
        check_active(session, body.caseworker_id)
    values = body.model_dump(exclude={"references", "number"})
    number = (
        checked_number(body.number)
        if body.number
        else queries.next_number(session, body.received_on)
    )
    case = add(session, Case(number=number, state=CaseState.RECEIVED, **values))
    add_references(session, case, body.references)
    opened = CaseEvent(
        case_id=case.id,
        act=CaseAct.OPEN,
        happened_on=body.received_on,
        to_state=case.state,
        to_unit_id=case.unit_id,
    )
    add(session, opened)
    if body.caseworker_id:
        assign_first(session, case, body.caseworker_id, body.received_on)
    start_own_clocks(session, case)
    return case


def check_references_free(
    session: Session, references: Collection[Reference], *, but: UUID | None = None
) -> None:
    """Refuse a reference that names another case already."""
    for reference in references:
        taken = queries.with_reference(session, reference.system, reference.reference)
        if taken not in {None, but}:
            raise RuleBroken(
                "case_reference_taken",
                f"{reference.system} {reference.reference} names another case already.",
                pointer="/references",
            )


def add_references(session: Session, case: Case, references: Collection[Reference]) -> None:
    for reference in references:
        add(session, CaseReference(case_id=case.id, **dict(reference)))


def assign_first(session: Session, case: Case, caseworker_id: UUID, from_on: date) -> None:
    assignment = Assignment(
        case_id=case.id,
        caseworker_id=caseworker_id,
        from_on=from_on,
        reason=AssignmentReason.FIRST,
    )
    add(session, assignment)


def start_own_clocks(session: Session, case: Case) -> None:
    """Start the case's own deadlines; the acknowledgement's is met at once if it was sent."""
    starter, starts = Starter(session), starts_of(case)
    for kind in OWN_CLOCKS:
        deadline = starter.start(case, kind, starts)
        if deadline and kind is DeadlineKind.ACKNOWLEDGEMENT and case.acknowledged_on:
            change(session, deadline, {"met_on": case.acknowledged_on})
