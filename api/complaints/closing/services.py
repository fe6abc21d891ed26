"""The treatment of a complaint ends, or goes on. The caller owns the transaction, and locked it."""

from datetime import date

from sqlmodel import Session

from api.cases.rules import check_not_in_future
from api.complaints.appeals.clock import settle_closing
from api.complaints.closing import rules
from api.complaints.closing.schemas import ComplaintClosingIn, ComplaintReopeningIn
from api.complaints.queries import last_reopened_on, last_transferred_on
from api.complaints.rules import ClosingWay, check_names_no_cpr
from api.complaints.tables import Complaint, ComplaintReopening
from api.resource import change, insert


def close(
    session: Session, complaint: Complaint, body: ComplaintClosingIn, today: date
) -> Complaint:
    """Close a complaint, once."""
    check_not_in_future(body.closed_on, today, "/closed_on")
    check_names_no_cpr(body.answer, "/answer")
    closed_on = body.closed_on or today
    check_goes_on(session, complaint, closed_on, "/closed_on")
    return end(session, complaint, closed_on, body.how, body.answer)


def close_by_dialogue(session: Session, complaint: Complaint, attempted_on: date) -> Complaint:
    """Close a complaint that was resolved in talking with the complainant."""
    check_goes_on(session, complaint, attempted_on, "/attempted_at")
    return end(session, complaint, attempted_on, ClosingWay.RESOLVED_BY_DIALOGUE, None)


def check_goes_on(session: Session, complaint: Complaint, closed_on: date, pointer: str) -> None:
    """Refuse to end a treatment that has ended, or that went on after the day."""
    rules.check_open(complaint.closed_on)
    rules.check_closed_on(
        closed_on,
        received_on=complaint.received_on,
        transferred_on=last_transferred_on(session, complaint.id),
        reopened_on=last_reopened_on(session, complaint.id),
        pointer=pointer,
    )


def end(
    session: Session, complaint: Complaint, closed_on: date, how: ClosingWay, answer: str | None
) -> Complaint:
    values = {"closed_on": closed_on, "closed_how": how, "answer": answer}
    change(session, complaint, values)
    settle_closing(session, complaint)
    return complaint


def reopen(
    session: Session, complaint: Complaint, body: ComplaintReopeningIn, today: date
) -> Complaint:
    """Let the treatment go on. How it had ended stays with the reopening."""
    reopened_on = body.reopened_on or today
    check_not_in_future(reopened_on, today, "/reopened_on")
    rules.check_reopened_on(reopened_on, closed_on=complaint.closed_on)
    check_names_no_cpr(body.reason, "/reason")
    ended = complaint.model_dump(include={"closed_on", "closed_how", "answer"})
    reopening = ComplaintReopening(
        complaint_id=complaint.id, reopened_on=reopened_on, reason=body.reason, **ended
    )
    insert(session, reopening)
    change(session, complaint, dict.fromkeys(ended))
    settle_closing(session, complaint)
    return complaint
