"""How a deadline ends, whatever act brings that about. The caller owns the transaction.

The caller has locked the deadline, and checked its days against today.
"""

from datetime import date

from sqlmodel import Session

from api.deadlines.recounting import catch_up
from api.deadlines.rules import CORRECTED, check_open
from api.deadlines.starting import OfCase
from api.deadlines.tables import Deadline
from api.resource import change


def meet(session: Session, deadline: Deadline, met_on: date) -> Deadline:
    """Say that what was owed was done on a day; refuse if the deadline has ended."""
    check_open(deadline.met_on, deadline.cancelled_on)
    return change(session, deadline, {"met_on": met_on})


def cancel(session: Session, deadline: Deadline, on: date, reason: str) -> Deadline:
    """Say that from a day on nothing is owed any more; refuse if the deadline has ended."""
    check_open(deadline.met_on, deadline.cancelled_on)
    return change(session, deadline, {"cancelled_on": on, "cancel_reason": reason})


def cancel_as_corrected(session: Session, deadline: Deadline) -> Deadline:
    """Say that a deadline never held, since it was counted from a wrong fact: even a met one."""
    ended = {"met_on": None, "cancelled_on": deadline.started_on, "cancel_reason": CORRECTED}
    return change(session, deadline, ended)


def correct_met_on(session: Session, deadline: Deadline, met_on: date) -> Deadline:
    """Say on which day a deadline was met: the one that was said at first was wrong."""
    return change(session, deadline, {"met_on": met_on})


def take_back(session: Session, deadline: Deadline, case: OfCase) -> Deadline:
    """Say that a deadline did not end after all: it runs on, where its case is now."""
    place = {name: getattr(case, name) for name in ("unit_id", "case_type_id", "caseworker_id")}
    runs = {"met_on": None, "cancelled_on": None, "cancel_reason": None}
    return catch_up(session, change(session, deadline, runs | place))
