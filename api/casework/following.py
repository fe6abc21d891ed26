"""Acts follow each other: none is said to have happened before what has happened already."""

from datetime import date

from sqlmodel import Session

from api.cases import queries
from api.cases.rules import MOVES, CaseAct, check_not_before_receipt
from api.cases.tables import Case
from api.errors import InvalidInput

IN_ORDER = {*MOVES, CaseAct.TRANSFER}


def check_follows(session: Session, case: Case, happened_on: date) -> None:
    """Refuse a day before the case was received, or before its latest move or transfer.

    What moves no case is noted when it is known, and the day of receipt may have been corrected.
    """
    check_not_before_receipt(happened_on, case.received_on, "/happened_on")
    events = queries.events_of(session, case.id)
    days = [event.happened_on for event in events if event.act in IN_ORDER]
    if days and happened_on < max(days):
        raise InvalidInput(
            "before_last_event",
            f"Something happened in this case on {max(days)}; this can't have come before.",
            pointer="/happened_on",
        )
