"""When a decision that is complained of was reassessed, what went to the board, what came: pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from api.complaints.rules import (
    SUBSTANTIVE_KINDS,
    ClosingWay,
    ComplaintKind,
    ReassessmentOutcome,
)
from api.errors import InvalidInput, RuleBroken

# What leaves the complaint to the appeals board, also what the municipality found too late.
GOES_ON = frozenset(
    {
        ReassessmentOutcome.UPHELD,
        ReassessmentOutcome.PARTLY_CHANGED,
        ReassessmentOutcome.DISMISSED,
    }
)
# What may go to the board: also what was complained of there directly, and came here by mistake.
MAY_GO_ON = GOES_ON | {ReassessmentOutcome.NOT_OWED}
# What ends with a new decision, in which the complainant reads what was changed.
CHANGED = frozenset({ReassessmentOutcome.FULLY_CHANGED, ReassessmentOutcome.PARTLY_CHANGED})


class AppealLack(StrEnum):
    """What lacks for a time to run.

    For ours to reassess: a case to owe it in, or a published term. For the complainant's to say
    whether a complaint that was met in part stands: the new decision, sent with guidance.
    """

    CASE = "case"
    TERM = "term"
    NEW_DECISION = "new_decision"


@dataclass(frozen=True)
class End:
    """How the time to reassess ended: met, or with nothing owed any more; it runs without both."""

    met_on: date | None = None
    cancelled_on: date | None = None


RUNS = End()


def end_of(
    outcome: ReassessmentOutcome | None,
    made_on: date | None,
    forwarded_on: date | None,
    *,
    withdrawn_on: date | None = None,
) -> End:
    """Return how the time to reassess ended.

    A decision that is changed, in full or in part, is made anew within the four weeks: the day it
    was made meets the deadline, though a complainant who is right in part may still want the rest
    judged. One that is upheld is not done before complaint and file are at the appeals board, so
    the day they were forwarded does; a dismissed complaint goes there alike. (Retssikkerhedsloven
    § 66; bekendtgørelse 1128 of 24 September 2015, § 13; ast.dk, "Klagevejledning og tidsfrister":
    forwarded at the latest four weeks after the complaint came.) What is withdrawn is owed no more.
    """
    met_on = made_on if outcome in CHANGED else forwarded_on
    if met_on is not None:
        return End(met_on=met_on)
    if outcome is ReassessmentOutcome.WITHDRAWN:
        return End(cancelled_on=made_on)
    return End(cancelled_on=withdrawn_on)


def withdrawn_on(closed_how: ClosingWay | None, closed_on: date | None) -> date | None:
    return closed_on if closed_how is ClosingWay.WITHDRAWN else None


def may_still_stand(outcome: ReassessmentOutcome | None, forwarded_on: date | None) -> bool:
    """Say whether it is for the complainant to tell if the rest of a complaint stands.

    A decision that is changed in part is a new decision: within the time to complain of it, four
    weeks from when it reached them (retssikkerhedsloven § 67), they say whether the rest goes on to
    the appeals board. What was forwarded stood.
    """
    return outcome is ReassessmentOutcome.PARTLY_CHANGED and forwarded_on is None


def check_reassessable(kind: ComplaintKind, closed_how: ClosingWay | None) -> None:
    """Refuse to reassess for a complaint over the casework alone, or for one that was withdrawn."""
    if kind not in SUBSTANTIVE_KINDS:
        raise RuleBroken(
            "complaint_not_substantive",
            "This complaint is over the casework. Only a complaint over the decision itself has it "
            "reassessed; correct the complaint's kind if it is that.",
        )
    if closed_how is ClosingWay.WITHDRAWN:
        raise RuleBroken("complaint_withdrawn", "This complaint was withdrawn.")


def check_kind_stays(kind: ComplaintKind) -> None:
    """Refuse to call a complaint procedural whose decision was reassessed."""
    if kind not in SUBSTANTIVE_KINDS:
        raise RuleBroken(
            "complaint_reassessed",
            "The decision was reassessed for this complaint, so it is over the decision itself.",
            pointer="/kind",
        )


def check_made_on(made_on: date, received_on: date) -> None:
    """Refuse a reassessment before the complaint came."""
    if made_on < received_on:
        raise InvalidInput(
            "reassessed_before_receipt",
            f"The complaint came on {received_on}; its decision was reassessed on {made_on}.",
            pointer="/made_on",
        )


def check_forwarding(
    outcome: ReassessmentOutcome, made_on: date, forwarded_on: date | None
) -> None:
    """Refuse to forward what leaves nothing to judge, and to forward before reassessing."""
    if forwarded_on is None:
        return
    if outcome not in MAY_GO_ON:
        raise RuleBroken(
            "nothing_to_forward",
            "The complainant was right in full, or withdrew: nothing is left for the board.",
            pointer="/forwarded_on",
        )
    if forwarded_on < made_on:
        raise InvalidInput(
            "forwarded_before_reassessment",
            f"The decision was reassessed on {made_on}; the complaint went on after that.",
            pointer="/forwarded_on",
        )


def board_had_it_on(
    outcome: ReassessmentOutcome | None, forwarded_on: date | None, received_on: date
) -> date:
    """Return the first day the board may have answered, or refuse an answer to what it never had.

    A decision of the children's committee (børne- og ungeudvalget) is complained of to the board
    directly, so the complaint may have been there whenever it came here (ast.dk,
    "Klagevejledning og tidsfrister").
    """
    if forwarded_on is None and outcome is ReassessmentOutcome.NOT_OWED:
        return received_on
    if forwarded_on is None:
        raise RuleBroken(
            "complaint_not_forwarded",
            "Say first when the complaint was forwarded to the appeals board.",
        )
    return forwarded_on


def check_board_days(had_on: date, decided_on: date | None, received_on: date) -> None:
    """Refuse an answer of the board before it had the complaint, or before it decided."""
    for day, pointer in ((decided_on, "/decided_on"), (received_on, "/received_on")):
        if day is not None and day < had_on:
            raise InvalidInput(
                "board_before_forwarding",
                f"The board had the complaint on {had_on} at the earliest; it answered after that.",
                pointer=pointer,
            )
    if decided_on is not None and received_on < decided_on:
        raise InvalidInput(
            "received_before_decided",
            f"The board decided on {decided_on}; its decision can't have come before.",
            pointer="/received_on",
        )
