"""How a case moves, and what its parts may be: pure.

The words are the glossary's; the OIO progress states are the national index's FremdriftStatusKode.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from api.errors import InvalidInput, RuleBroken

# Both names of a reference stand in one entry of an index, which holds 2,700 bytes.
MOST_OF_NAME = 250


class Origin(StrEnum):
    """Who raised the matter: § 3, stk. 2 holds for applications, the citizen's own."""

    CITIZEN = "citizen"
    AUTHORITY = "authority"


class CaseState(StrEnum):
    RECEIVED = "received"
    INVESTIGATING = "investigating"
    INFORMED = "informed"
    DECIDED = "decided"
    ORDERED = "ordered"
    DELIVERED = "delivered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    REMITTED = "remitted"


class ProgressState(StrEnum):
    """The progress states of OIO Sag, by which other systems know where a case is."""

    ARISEN = "Opstaaet"
    INFORMED = "Oplyst"
    DECIDED = "Afgjort"
    ORDERED = "Bestilt"
    DELIVERED = "Udfoert"
    CLOSED = "Afsluttet"


class CaseAct(StrEnum):
    """What moves a case from one state to the next, or is recorded without moving it."""

    OPEN = "open"
    OPEN_UNDER_ACT = "open_under_act"
    INVESTIGATE = "investigate"
    INFORM = "inform"
    DECIDE = "decide"
    ORDER = "order"
    DELIVER = "deliver"
    CLOSE = "close"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"
    REMIT = "remit"
    TRANSFER = "transfer"
    ACKNOWLEDGE = "acknowledge"


PROGRESS_OF: dict[CaseState, ProgressState] = {
    CaseState.RECEIVED: ProgressState.ARISEN,
    CaseState.INVESTIGATING: ProgressState.ARISEN,
    CaseState.REMITTED: ProgressState.ARISEN,
    CaseState.INFORMED: ProgressState.INFORMED,
    CaseState.DECIDED: ProgressState.DECIDED,
    CaseState.ORDERED: ProgressState.ORDERED,
    CaseState.DELIVERED: ProgressState.DELIVERED,
    CaseState.CLOSED: ProgressState.CLOSED,
    CaseState.WITHDRAWN: ProgressState.CLOSED,
}
UNDECIDED = frozenset(
    {CaseState.RECEIVED, CaseState.INVESTIGATING, CaseState.INFORMED, CaseState.REMITTED}
)
AFTER_DECISION = frozenset({CaseState.DECIDED, CaseState.ORDERED, CaseState.DELIVERED})
OVER = frozenset({CaseState.CLOSED, CaseState.WITHDRAWN})

# The one table of allowed moves: an act, the states it may start from, and where it leads.
MOVES: dict[CaseAct, tuple[frozenset[CaseState], CaseState]] = {
    CaseAct.INVESTIGATE: (
        frozenset({CaseState.RECEIVED, CaseState.INFORMED, CaseState.REMITTED}),
        CaseState.INVESTIGATING,
    ),
    CaseAct.INFORM: (
        frozenset({CaseState.RECEIVED, CaseState.INVESTIGATING, CaseState.REMITTED}),
        CaseState.INFORMED,
    ),
    CaseAct.DECIDE: (UNDECIDED, CaseState.DECIDED),
    CaseAct.ORDER: (frozenset({CaseState.DECIDED}), CaseState.ORDERED),
    CaseAct.DELIVER: (frozenset({CaseState.DECIDED, CaseState.ORDERED}), CaseState.DELIVERED),
    CaseAct.CLOSE: (AFTER_DECISION, CaseState.CLOSED),
    CaseAct.WITHDRAW: (UNDECIDED, CaseState.WITHDRAWN),
    CaseAct.REOPEN: (OVER | AFTER_DECISION, CaseState.INVESTIGATING),
    CaseAct.REMIT: (UNDECIDED | AFTER_DECISION | {CaseState.CLOSED}, CaseState.REMITTED),
}


def moved(state: CaseState, act: CaseAct) -> CaseState:
    """Return the state an act leads to, or refuse an act that may not start from here."""
    start, end = MOVES[act]
    if state not in start:
        raise RuleBroken(
            "case_move_not_allowed",
            f"A case that is {state.value} can't be moved by {act.value}. {ways_on(state)}",
        )
    return end


def allowed_acts(state: CaseState, *, decided: bool) -> list[CaseAct]:
    """Return the moves from a state. Only a decision can come back, be it one of several."""
    found = [act for act, (start, _) in MOVES.items() if state in start]
    return [act for act in found if decided or act is not CaseAct.REMIT]


def ways_on(state: CaseState) -> str:
    """Say what may be done from a state; there is no state without a way on."""
    return f"Possible now: {', '.join(allowed_acts(state, decided=state not in UNDECIDED))}."


class DecisionOutcome(StrEnum):
    """How a decision ended for the citizen."""

    GRANTED = "granted"
    PARTLY_GRANTED = "partly_granted"
    REFUSED = "refused"
    REDUCED = "reduced"
    ENDED = "ended"
    DISMISSED = "dismissed"


class Party(StrEnum):
    """Who a message goes to. Each party has its own deadline to appeal."""

    CITIZEN = "citizen"
    PARENT = "parent"
    GUARDIAN = "guardian"
    REPRESENTATIVE = "representative"
    OTHER = "other"


class AssignmentReason(StrEnum):
    FIRST = "first"
    TAKEOVER = "takeover"
    LEAVE_COVER = "leave_cover"
    RETURNED = "returned"
    RESIGNATION = "resignation"
    PARENTAL_LEAVE = "parental_leave"
    REORGANISATION = "reorganisation"
    CITIZENS_WISH = "citizens_wish"
    AGE_TRANSITION = "age_transition"


class WaitingFor(StrEnum):
    CITIZEN = "citizen"
    DOCTOR = "doctor"
    OTHER_AUTHORITY = "other_authority"
    OTHER_UNIT = "other_unit"
    SUPPLIER = "supplier"
    OTHER = "other"


@dataclass(frozen=True)
class Held:
    """A case in somebody's hands: `until_on` is the first day it no longer was."""

    caseworker: str
    from_on: date
    until_on: date | None
    reason: AssignmentReason


def in_charge(assignments: Iterable[Held]) -> list[Held]:
    """Return in whose hands a case was for good, in order.

    Who stands in while somebody is on leave is not in charge before taking the case over. Hands
    that held a case for no whole day never had it.
    """
    return [
        held
        for held in assignments
        if held.reason is not AssignmentReason.LEAVE_COVER and held.until_on != held.from_on
    ]


def change_days(assignments: Iterable[Held]) -> list[date]:
    """Return the days on which a case changed hands for good; a case that came back did not."""
    hands = pairwise(in_charge(assignments))
    return [after.from_on for before, after in hands if before.caseworker != after.caseworker]


def caseworker_changes(assignments: Iterable[Held]) -> int:
    """Count how often a case changed hands for good (domain, 4.3)."""
    return len(change_days(assignments))


CASE_NUMBER = re.compile(r"\w[\w.\-]{0,99}")


def checked_number(number: str) -> str:
    """Return a case number, or refuse one that can't stand in an address.

    What another system calls a case, slashes and all, is kept as a reference.
    """
    if CASE_NUMBER.fullmatch(number):
        return number
    raise InvalidInput(
        "case_number_unreadable",
        "A case number holds letters, digits, dots and hyphens; keep any other as a reference.",
        pointer="/number",
    )


def check_not_before_receipt(day: date | None, received_on: date, pointer: str) -> None:
    """Refuse a day before the application came."""
    if day is not None and day < received_on:
        raise InvalidInput(
            "before_receipt",
            f"This day lies before the case was received on {received_on}.",
            pointer=pointer,
        )


def check_not_in_future(day: date | None, today: date, pointer: str) -> None:
    """Refuse to say that something has happened which has not come yet."""
    if day is not None and day > today:
        raise InvalidInput("in_future", "This day has not come yet.", pointer=pointer)
