"""A case changes hands. The caller has locked the case, and owns the transaction."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session

from api.cases.queries import assignments_of
from api.cases.reading import hands
from api.cases.rules import AssignmentReason, check_not_before_receipt
from api.cases.tables import Assignment, Case
from api.casework.assignments import rules
from api.casework.assignments.schemas import AssignmentIn
from api.errors import InvalidInput
from api.people.tables import Person
from api.resource import add, change


def assign_case(session: Session, case: Case, body: AssignmentIn) -> None:
    """End the running assignment and begin the next, if somebody takes over."""
    held = assignments_of(session, [case.id])
    check_hands(case, held, body)
    check_not_before_receipt(body.from_on, case.received_on, "/from_on")
    rules.check_after(body.from_on, hands(held), "/from_on")
    nobody = body.caseworker_id is None
    end_running(
        session,
        held,
        body.from_on,
        because=body.reason if nobody else None,
        note=body.note if nobody else None,
    )
    if body.caseworker_id:
        check_active(session, body.caseworker_id)
        add(session, Assignment(case_id=case.id, **dict(body)))
    change(session, case, {"caseworker_id": body.caseworker_id})


def check_hands(case: Case, held: Sequence[Assignment], body: AssignmentIn) -> None:
    covers = bool(held) and held[-1].reason is AssignmentReason.LEAVE_COVER
    rules.check_someone_else(body.caseworker_id, case.caseworker_id, body.reason, covers=covers)
    had_it = body.caseworker_id in {each.caseworker_id for each in held}
    rules.check_reason(body.reason, first=not held, had_it=had_it)


def check_active(session: Session, person_id: UUID) -> None:
    """Refuse who is not known, or works here no more."""
    person = session.get(Person, person_id)
    if person is None:
        raise InvalidInput(
            "caseworker_unknown", f"There is no person {person_id}.", pointer="/caseworker_id"
        )
    if not person.active:
        raise InvalidInput(
            "caseworker_not_active",
            f"{person.full_name} is not active.",
            pointer="/caseworker_id",
        )


def leave_by_transfer(session: Session, case: Case, on: date) -> None:
    """End the running assignment, since the case goes elsewhere without its caseworker."""
    held = assignments_of(session, [case.id])
    rules.check_after(on, hands(held), "/happened_on")
    end_running(session, held, on)


def end_running(
    session: Session,
    held: Sequence[Assignment],
    on: date,
    *,
    because: AssignmentReason | None = None,
    note: str | None = None,
) -> None:
    for each in held:
        if each.until_on is None:
            change(session, each, {"until_on": on, "ended_because": because, "ended_note": note})
