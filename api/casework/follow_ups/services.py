"""Help that runs is looked at again. The caller owns the transaction, and locked the case."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session

from api.cases.rules import check_not_before_receipt
from api.cases.tables import Case
from api.casework.acts import check_not_over
from api.casework.follow_ups import queries, rules
from api.casework.follow_ups.schemas import FollowUpDoneIn, FollowUpIn
from api.catalogue.terms.kinds import DeadlineKind, StartEvent
from api.deadlines.ending import meet
from api.deadlines.starting import Starter
from api.deadlines.tables import Deadline
from api.errors import RuleBroken
from api.resource import add


@dataclass
class CaseOfVariant:
    """A case as the terms of one variant see it: one case may hold several kinds of help."""

    id: UUID
    number: str
    case_type_id: UUID
    variant: str
    unit_id: UUID
    caseworker_id: UUID | None


def plan(session: Session, case: Case, body: FollowUpIn) -> Deadline | None:
    """Plan a follow-up by the published term; None where none holds."""
    check_not_before_receipt(body.started_on, case.received_on, "/started_on")
    variant = case.variant if body.variant is None else body.variant
    return start(session, case, variant, body.start_event, body.started_on)


def start(
    session: Session, case: Case, variant: str, event: StartEvent, on: date
) -> Deadline | None:
    check_not_over(case)
    seen = CaseOfVariant(
        case.id, case.number, case.case_type_id, variant, case.unit_id, case.caseworker_id
    )
    values = Starter(session).values(seen, DeadlineKind.FOLLOW_UP, {event: on})
    if values is None:
        return None
    if queries.planned(session, case.id, values["published_term_id"], on):
        raise RuleBroken("follow_up_planned", f"A follow-up from {on} is planned already.")
    return add(session, Deadline(**values))


def end(session: Session, case: Case, follow_up: Deadline, body: FollowUpDoneIn) -> Deadline | None:
    """Note that a follow-up was done; return the next one, counted from that day."""
    rules.check_done_on(body.done_on, follow_up.started_on)
    meet(session, follow_up, body.done_on)
    if not body.next:
        return None
    variant = queries.variant_of(session, follow_up) or case.variant
    return start(session, case, variant, StartEvent.FOLLOWED_UP, body.done_on)
