"""What a complaint is about: a case and a decision in it, as far as the asker may read them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session

from api.cases.tables import Case, Decision
from api.complaints.queries import repeated_by
from api.complaints.register import queries, rules
from api.complaints.register.schemas import ComplaintContent
from api.complaints.tables import Complaint
from api.errors import InvalidInput
from api.people.rules import Actor
from api.people.tables import Person


@dataclass(frozen=True)
class Matter:
    case: Case | None = None
    decision: Decision | None = None

    @property
    def made_on(self) -> date | None:
        return self.decision.made_on if self.decision else None


def matter_of(session: Session, actor: Actor, body: ComplaintContent) -> Matter:
    """Return the case and the decision that a complaint names; a decision tells its case.

    A case that the asker may not read is refused as one that is not there.
    """
    if body.decision_id is None:
        return Matter(case_to_name(session, actor, body.case_id) if body.case_id else None)
    found = queries.visible_decision(session, actor, body.decision_id)
    if body.case_id and (found is None or found.case.id != body.case_id):
        case_to_name(session, actor, body.case_id)
        found = None
    if found is None:
        raise InvalidInput(
            "decision_unknown",
            "There is no such decision, or it was made in another case.",
            pointer="/decision_id",
        )
    return Matter(found.case, found.decision)


def case_to_name(session: Session, actor: Actor, case_id: UUID) -> Case:
    case = queries.visible_case(session, actor, case_id)
    if case is None:
        raise InvalidInput("case_unknown", f"There is no case {case_id}.", pointer="/case_id")
    return case


def check_repeat(
    session: Session, actor: Actor, complaint: Complaint, repeat_of_id: UUID | None, on: date
) -> None:
    """Refuse to repeat what the asker may not read, what came later than a day, or itself.

    Nor may it repeat what repeats it, also by way of others: of such a ring none is the first.
    """
    if repeat_of_id is None:
        return
    first = queries.visible_complaint(session, actor, repeat_of_id)
    if first is None:
        raise InvalidInput(
            "complaint_unknown", f"There is no complaint {repeat_of_id}.", pointer="/repeat_of_id"
        )
    chain = {first.id, *repeated_by(session, first.id)}
    rules.check_repeats_another(itself=complaint.id in chain)
    rules.check_repeats(on, first.received_on)


def check_handler(session: Session, person_id: UUID | None) -> None:
    """Refuse to give a complaint to somebody who is not known, or works here no more."""
    person = session.get(Person, person_id) if person_id else None
    if person_id and person is None:
        raise InvalidInput(
            "handler_unknown", f"There is no person {person_id}.", pointer="/handler_id"
        )
    if person and not person.active:
        raise InvalidInput(
            "handler_not_active", f"{person.full_name} is not active.", pointer="/handler_id"
        )
