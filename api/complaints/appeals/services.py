"""A decision is reassessed, forwarded, and answered by the board. The caller owns the transaction,
and has locked the complaint."""

from uuid import UUID

from sqlmodel import Session

from api.cases.tables import Remittal
from api.casework.acts import check_writer as check_case_writer
from api.casework.remittals import queries as remittals
from api.casework.remittals.rules import check_days
from api.casework.remittals.schemas import RemittalIn
from api.casework.remittals.services import remit
from api.complaints.appeals import clock, queries, rules
from api.complaints.appeals.schemas import BoardOutcomeIn, ForwardingIn, ReassessmentIn
from api.complaints.parts import complaint_of
from api.complaints.rules import BoardResult, check_names_no_cpr
from api.complaints.tables import BoardOutcome, Complaint, Reassessment
from api.errors import InvalidInput, RuleBroken
from api.people.rules import Actor
from api.resource import add, change, remove


def reassess(session: Session, complaint: Complaint, body: ReassessmentIn) -> Reassessment:
    """Note what became of the decision; its deadline ends as that tells."""
    rules.check_reassessable(complaint.kind, complaint.closed_how)
    if queries.reassessment_of(session, complaint.id):
        raise RuleBroken(
            "already_reassessed", "This was noted before. Correct the reassessment if it is wrong."
        )
    check_reassessment(session, complaint, body)
    reassessment = add(session, Reassessment(complaint_id=complaint.id, **dict(body)))
    clock.settle_reassessment(session, complaint)
    return reassessment


def replace_reassessment(
    session: Session, actor: Actor, reassessment: Reassessment, body: ReassessmentIn
) -> Reassessment:
    """Correct what was noted; the deadline ends as that tells now, or runs again."""
    complaint = complaint_of(session, actor, reassessment)
    check_reassessment(session, complaint, body)
    if outcome := queries.board_outcome_of(session, complaint.id):
        day = rules.board_had_it_on(body.outcome, body.forwarded_on, complaint.received_on)
        rules.check_board_days(day, outcome.decided_on, outcome.received_on)
    return told_anew(session, complaint, reassessment, body)


def forward(session: Session, complaint: Complaint, body: ForwardingIn) -> Reassessment:
    """Note that complaint and file went to the board: what was upheld is done with that."""
    reassessment = queries.reassessment_of(session, complaint.id)
    if reassessment is None:
        raise RuleBroken(
            "not_reassessed", "Say first what became of the decision when it was reassessed."
        )
    if reassessment.forwarded_on is not None:
        raise RuleBroken(
            "already_forwarded",
            f"This was forwarded on {reassessment.forwarded_on}. Correct the reassessment if that "
            "is wrong.",
            pointer="/forwarded_on",
        )
    rules.check_forwarding(reassessment.outcome, reassessment.made_on, body.forwarded_on)
    return told_anew(session, complaint, reassessment, body)


def told_anew(
    session: Session,
    complaint: Complaint,
    reassessment: Reassessment,
    body: ReassessmentIn | ForwardingIn,
) -> Reassessment:
    was = clock.end_now(complaint, reassessment)
    change(session, reassessment, dict(body))
    clock.settle_reassessment(session, complaint, was)
    return reassessment


def delete_reassessment(session: Session, actor: Actor, reassessment: Reassessment) -> None:
    """Take back what was noted by mistake: the time to reassess runs on."""
    complaint = complaint_of(session, actor, reassessment)
    if queries.board_outcome_of(session, complaint.id):
        raise RuleBroken("board_has_answered", "The board answered this complaint.")
    was = clock.end_now(complaint, reassessment)
    remove(session, reassessment, "reassessment")
    clock.settle_reassessment(session, complaint, was)


def check_reassessment(session: Session, complaint: Complaint, body: ReassessmentIn) -> None:
    check_names_no_cpr(body.reason, "/reason")
    rules.check_made_on(body.made_on, complaint.received_on)
    rules.check_forwarding(body.outcome, body.made_on, body.forwarded_on)
    if body.new_decision_id is None:
        return
    case_id = complaint.case_id
    if case_id is None or not remittals.decision_of(session, case_id, body.new_decision_id):
        raise InvalidInput(
            "decision_unknown",
            f"No decision {body.new_decision_id} was made in the case of this complaint.",
            pointer="/new_decision_id",
        )


def note_board_outcome(
    session: Session, actor: Actor, complaint: Complaint, body: BoardOutcomeIn
) -> BoardOutcome:
    """Note what the board answered. A decision that it sent back is to be made anew in its case."""
    if queries.board_outcome_of(session, complaint.id):
        raise RuleBroken(
            "board_has_answered", "The board's answer was noted before. Correct it if it is wrong."
        )
    check_board_outcome(session, complaint, body)
    remittal_id = sent_back(session, actor, complaint, body)
    outcome = BoardOutcome(complaint_id=complaint.id, remittal_id=remittal_id, **dict(body))
    return add(session, outcome)


def replace_board_outcome(
    session: Session, actor: Actor, outcome: BoardOutcome, body: BoardOutcomeIn
) -> BoardOutcome:
    """Correct what the board answered. That it sent a decision back, and when, started a clock."""
    complaint = complaint_of(session, actor, outcome)
    check_board_outcome(session, complaint, body)
    if outcome.remittal_id is None:
        remittal_id = sent_back(session, actor, complaint, body)
        return change(session, outcome, dict(body) | {"remittal_id": remittal_id})
    check_clock_stays(outcome, body)
    remittal = session.get_one(Remittal, outcome.remittal_id)
    check_days_of(session, remittal, body)
    told = {"board_decided_on": body.decided_on, "board_reference": body.reference}
    change(session, remittal, told)
    return change(session, outcome, dict(body))


def delete_board_outcome(session: Session, actor: Actor, outcome: BoardOutcome) -> None:
    """Take back an answer that was noted by mistake, unless it started a clock."""
    complaint_of(session, actor, outcome)
    if outcome.remittal_id:
        raise clock_runs(outcome)
    remove(session, outcome, "board_outcome")


def check_board_outcome(session: Session, complaint: Complaint, body: BoardOutcomeIn) -> None:
    check_names_no_cpr(body.comment, "/comment")
    reassessment = queries.reassessment_of(session, complaint.id)
    day = rules.board_had_it_on(
        reassessment.outcome if reassessment else None,
        reassessment.forwarded_on if reassessment else None,
        complaint.received_on,
    )
    rules.check_board_days(day, body.decided_on, body.received_on)


def sent_back(
    session: Session, actor: Actor, complaint: Complaint, body: BoardOutcomeIn
) -> UUID | None:
    """Return the remittal of an answer: the one that stands, else a new one with its clock."""
    if body.result is not BoardResult.REMITTED:
        return None
    if complaint.case_id is None or complaint.decision_id is None:
        raise RuleBroken(
            "complaint_without_decision",
            "Say first which decision this complaint is over: it is sent back in its case.",
            pointer="/result",
        )
    if known := remittals.remittal_of(session, complaint.decision_id):
        return known
    case = queries.case_of(session, complaint.case_id)
    check_case_writer(actor, case)
    remittal = RemittalIn(
        decision_id=complaint.decision_id,
        board_reference=body.reference,
        board_decided_on=body.decided_on,
        received_on=body.received_on,
    )
    return remit(session, case, remittal).id


def check_clock_stays(outcome: BoardOutcome, body: BoardOutcomeIn) -> None:
    if (body.result, body.received_on) != (outcome.result, outcome.received_on):
        raise clock_runs(outcome)


def clock_runs(outcome: BoardOutcome) -> RuleBroken:
    return RuleBroken(
        "remittal_started_clock",
        f"The case's time to decide anew runs from {outcome.received_on}, when this came. What it "
        "was and when it came stays; if it is wrong, cancel that deadline and say why.",
    )


def check_days_of(session: Session, remittal: Remittal, body: BoardOutcomeIn) -> None:
    decision = remittals.decision_of(session, remittal.case_id, remittal.decision_id)
    if decision:
        check_days(
            made_on=decision.made_on,
            board_decided_on=body.decided_on,
            received_on=remittal.received_on,
        )
