"""A complaint is passed on. The caller owns the transaction, and locked the complaint."""

from datetime import date
from typing import Any

from sqlmodel import Session

from api.cases.rules import check_not_in_future
from api.casework.transfers.services import check_unit
from api.complaints.closing.rules import check_open
from api.complaints.holdings import queries, rules
from api.complaints.holdings.rules import Holder
from api.complaints.holdings.schemas import ComplaintTransferIn
from api.complaints.rules import check_names_no_cpr
from api.complaints.tables import Complaint, ComplaintTransfer
from api.resource import change, insert


def transfer_complaint(
    session: Session, complaint: Complaint, body: ComplaintTransferIn, today: date
) -> None:
    """Hand a complaint over to another unit or authority, or take it back from there.

    The right in its unit is enough, for one hands over to units that one can't see. Another
    authority is no unit: the complaint stays readable where it was.
    """
    check_open(complaint.closed_on)
    transferred_on = body.transferred_on or today
    check_not_in_future(body.transferred_on, today, "/transferred_on")
    check_words(body)
    taker = Holder(body.unit_id, body.authority)
    passed = queries.transfers_of(session, [complaint.id]).get(complaint.id, [])
    giver = passed[-1].taker if passed else Holder(complaint.unit_id)
    rules.check_other_taker(taker, giver)
    if body.unit_id:
        check_unit(session, body.unit_id, transferred_on)
    rules.check_transferred_on(transferred_on, queries.last_came_on(session, complaint, passed))
    transfer = ComplaintTransfer(
        complaint_id=complaint.id,
        transferred_on=transferred_on,
        from_unit_id=giver.unit_id,
        from_authority=giver.authority,
        to_unit_id=taker.unit_id,
        to_authority=taker.authority,
        reason=body.reason,
    )
    insert(session, transfer)
    change(session, complaint, moved(complaint, body))


def check_words(body: ComplaintTransferIn) -> None:
    rules.check_one_taker(to_unit=body.unit_id is not None, to_authority=body.authority is not None)
    check_names_no_cpr(body.authority, "/authority")
    check_names_no_cpr(body.reason, "/reason")


def moved(complaint: Complaint, body: ComplaintTransferIn) -> dict[str, Any]:
    """Return what is otherwise of a complaint: in another unit, another handler treats it."""
    if body.unit_id is None or body.unit_id == complaint.unit_id:
        return {}
    left = {} if body.keep_handler else {"handler_id": None}
    return {"unit_id": body.unit_id, **left}
