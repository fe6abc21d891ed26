"""How a complaint stands, and what its days may be: pure."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from api.complaints.rules import ComplaintKind
from api.errors import InvalidInput, RuleBroken


class ComplaintState(StrEnum):
    """How far a complaint is: nobody was sought out, not reached, reached, or it is closed."""

    RECEIVED = "received"
    SOUGHT = "sought"
    CONTACTED = "contacted"
    CLOSED = "closed"


def state_of(*, closed: bool, reached: Iterable[bool]) -> ComplaintState:
    """Return how a complaint stands, from whether each attempt reached the complainant."""
    attempts = list(reached)
    if closed:
        return ComplaintState.CLOSED
    if any(attempts):
        return ComplaintState.CONTACTED
    return ComplaintState.SOUGHT if attempts else ComplaintState.RECEIVED


def number_of(received_on: date, running: int) -> str:
    return f"K{received_on.year}-{running:07d}"


def kind_of(*, over_decision: bool) -> ComplaintKind:
    """Return what a complaint is when nobody said: one that names a decision is over it.

    In doubt the municipality looks at its decision again, as retssikkerhedsloven § 66 demands.
    """
    return ComplaintKind.SUBSTANTIVE if over_decision else ComplaintKind.PROCEDURAL


def days_late(received_on: date, appeal_ended_on: date | None) -> int | None:
    """Return by how many days the time to appeal was over; None if no such time is known.

    A late complaint is received like any other: Ankestyrelsen may disregard that it is late.
    """
    return None if appeal_ended_on is None else max((received_on - appeal_ended_on).days, 0)


def check_received_at(received_on: date, day_of_moment: date | None) -> None:
    """Refuse a moment of receipt on another day than that of receipt."""
    if day_of_moment is not None and day_of_moment != received_on:
        raise InvalidInput(
            "received_on_other_day",
            f"This moment lies on {day_of_moment}, and the complaint came on {received_on}.",
            pointer="/received_at",
        )


def check_after_decision(received_on: date, made_on: date | None) -> None:
    """Refuse a complaint over a decision that was not made yet."""
    if made_on is not None and received_on < made_on:
        raise InvalidInput(
            "complained_before_decision",
            f"The decision was made on {made_on}; nobody can have complained of it before.",
            pointer="/received_on",
        )


def check_received_before(received_on: date, first_act_on: date | None) -> None:
    """Refuse a day of receipt after something was done with the complaint."""
    if first_act_on is not None and received_on > first_act_on:
        raise InvalidInput(
            "received_after_act",
            f"Something was done with this complaint on {first_act_on}; it can't have come after.",
            pointer="/received_on",
        )


def check_repeats(received_on: date, first_received_on: date) -> None:
    """Refuse to repeat what was complained of later."""
    if received_on < first_received_on:
        raise InvalidInput(
            "repeat_before_first",
            f"The complaint that this would repeat came on {first_received_on}, which is later.",
            pointer="/repeat_of_id",
        )


def check_repeats_another(*, itself: bool) -> None:
    if itself:
        raise InvalidInput(
            "repeats_itself",
            "A complaint can't repeat itself, nor one that repeats it.",
            pointer="/repeat_of_id",
        )


def check_stays_in_unit(*, stays: bool) -> None:
    """Refuse a correction that takes a complaint to another unit, which tells not since when."""
    if not stays:
        raise RuleBroken(
            "unit_by_transfer",
            "Pass the complaint on to the other unit: then it is kept who had it, and how long. "
            "One that was never this unit's is passed on on the day it came.",
            pointer="/unit_id",
        )


def check_has_case(*, over_decision: bool, in_case: bool) -> None:
    """Refuse a correction that names a decision without its case."""
    if over_decision and not in_case:
        raise InvalidInput(
            "decision_without_case",
            "Name the case too in which the decision was made.",
            pointer="/case_id",
        )


def check_named_once(*, by_id: bool, by_identity: bool, field: str) -> None:
    """Refuse somebody who is named by an id and by an identity too."""
    if by_id and by_identity:
        raise InvalidInput(
            "named_twice",
            f"Give {field}_id of somebody who is known here, or {field} with an identity.",
            pointer=f"/{field}",
        )


def check_anonymous(*, anonymous: bool, named: bool) -> None:
    if anonymous and named:
        raise InvalidInput(
            "anonymous_and_named",
            "A complaint is anonymous, or it says whom it concerns.",
            pointer="/anonymous",
        )
