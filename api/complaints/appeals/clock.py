"""The time to reassess a decision that is complained of, in the engine of deadlines.

It runs in the complaint's case from the day the complaint came, by the term published for it then,
and ends as the reassessment tells. The caller owns the transaction, and locked the complaint; the
case is locked here, before its deadline. A complaint without a case has no such deadline yet.
"""

from typing import Any

from sqlmodel import Session

from api.cases.tables import Case
from api.casework.correcting import restart, same_clock
from api.casework.started import started_by
from api.catalogue.terms.kinds import DeadlineKind, StartEvent
from api.complaints.appeals import queries, rules
from api.complaints.appeals.rules import RUNS, End
from api.complaints.rules import SUBSTANTIVE_KINDS, ReassessmentOutcome
from api.complaints.tables import Complaint, Reassessment
from api.deadlines.counting_lock import share_counting
from api.deadlines.ending import cancel_as_corrected, take_back
from api.deadlines.rules import COMPLAINT_WITHDRAWN
from api.deadlines.starting import Starter
from api.deadlines.tables import Deadline
from api.errors import RuleBroken
from api.resource import change


def start_reassessment(session: Session, complaint: Complaint) -> None:
    """Let the time to reassess run for a new complaint, if it is owed and a term is published."""
    if case := case_to_owe_in(session, complaint):
        starts = {StartEvent.COMPLAINT_RECEIVED: complaint.received_on}
        starter = Starter(session)
        starter.start(case, DeadlineKind.REASSESSMENT, starts, complaint_id=complaint.id)


def settle_reassessment(session: Session, complaint: Complaint, was: End = RUNS) -> None:
    """Let the time run that a complaint gives as it is now, in the case that it is of now.

    It starts with a complaint over a decision and starts anew where day or case were corrected. It
    never held if the complaint is over the casework, or goes to the board directly. It ends as the
    reassessment tells, where it ended as that told until now (`was`), and with a withdrawal.
    """
    reassessment = queries.reassessment_of(session, complaint.id)
    if reassessment:
        rules.check_kind_stays(complaint.kind)
    check_case_stays(session, complaint)
    owed = reassessment is None or reassessment.outcome is not ReassessmentOutcome.NOT_OWED
    case = case_to_owe_in(session, complaint) if owed else None
    starter = Starter(session) if case else None
    known = deadline_of(session, complaint)
    values = values_in(starter, case, complaint) if starter and case else None
    if deadline := settled(session, known, values):
        follow(session, deadline, was=was, now=end_now(complaint, reassessment))


def settle_closing(session: Session, complaint: Complaint) -> None:
    """Let the time end with a complaint that is withdrawn, and run if it is not any more."""
    if complaint.kind in SUBSTANTIVE_KINDS:
        settle_reassessment(session, complaint)


def end_now(complaint: Complaint, reassessment: Reassessment | None) -> End:
    return rules.end_of(
        reassessment.outcome if reassessment else None,
        reassessment.made_on if reassessment else None,
        reassessment.forwarded_on if reassessment else None,
        withdrawn_on=rules.withdrawn_on(complaint.closed_how, complaint.closed_on),
    )


def case_to_owe_in(session: Session, complaint: Complaint) -> Case | None:
    """Return the case in which a reassessment is owed, locked; None while nothing is owed."""
    if complaint.kind not in SUBSTANTIVE_KINDS or complaint.case_id is None:
        return None
    return queries.case_of(session, complaint.case_id)


def check_case_stays(session: Session, complaint: Complaint) -> None:
    """Refuse to move a complaint to another case when the board sent the first one back."""
    outcome = queries.board_outcome_of(session, complaint.id)
    if outcome is None or outcome.remittal_id is None:
        return
    remittal = queries.remittals_by_id(session, [outcome.remittal_id])[outcome.remittal_id]
    if (remittal.case_id, remittal.decision_id) != (complaint.case_id, complaint.decision_id):
        raise RuleBroken(
            "complaint_remitted",
            "The appeals board sent the decision of this complaint back; its case stays.",
            pointer="/case_id",
        )


def deadline_of(session: Session, complaint: Complaint) -> Deadline | None:
    """Return the complaint's deadline that held, locked; calendar and terms stand still first."""
    share_counting(session)
    found = started_by(session, Deadline.complaint_id, [complaint.id], lock=True)
    return found.get(complaint.id)


def values_in(starter: Starter, case: Case, complaint: Complaint) -> dict[str, Any] | None:
    starts = {StartEvent.COMPLAINT_RECEIVED: complaint.received_on}
    values = starter.values(case, DeadlineKind.REASSESSMENT, starts)
    return values and values | {"complaint_id": complaint.id}


def settled(
    session: Session, known: Deadline | None, values: dict[str, Any] | None
) -> Deadline | None:
    """Return the deadline that holds. What ended it in another case does not end it in this one."""
    if known and values and known.case_id != values["case_id"]:
        cancel_as_corrected(session, known)
        known = None
    return known if same_clock(known, values) else restart(session, known, values)


def follow(session: Session, deadline: Deadline, *, was: End, now: End) -> None:
    """Let a deadline end as the complaint tells. What people said of it stays till that is known.

    It ended by the complaint if it was met on the day the complaint told until now, or cancelled as
    the complaint was withdrawn.
    """
    by_complaint = deadline.cancel_reason == COMPLAINT_WITHDRAWN or (
        deadline.met_on is not None and deadline.met_on == was.met_on
    )
    ended = deadline.met_on is not None or deadline.cancelled_on is not None
    by_people = ended and not by_complaint
    if by_people and (deadline.cancelled_on or now.met_on is None):
        return
    if now != RUNS:
        change(session, deadline, ending(deadline, now))
    elif ended:
        take_back(session, deadline, session.get_one(Case, deadline.case_id))


def ending(deadline: Deadline, end: End) -> dict[str, Any]:
    """Return a deadline's columns for an end; one can't end before it started."""
    cancelled_on = end.cancelled_on and max(end.cancelled_on, deadline.started_on)
    return {
        "met_on": end.met_on,
        "cancelled_on": cancelled_on,
        "cancel_reason": COMPLAINT_WITHDRAWN if cancelled_on else None,
    }
