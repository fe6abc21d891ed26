"""What the made-up municipality does with a complaint: facts only, drawn by chance.

What would come after today has not happened. The last day something is done is the day before, so
that no moment lies ahead.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final

from api.clock import TOWN_HALL
from api.complaints.appeals.rules import CHANGED, GOES_ON
from api.complaints.rules import (
    BoardResult,
    ClosingWay,
    ComplaintChannel,
    ContactChannel,
    PointFinding,
    ReassessmentOutcome,
)
from api.demo.city.complaining import habits
from api.demo.city.habits import drawn
from api.demo.city.made import Decided

DAY: Final = timedelta(days=1)
SATURDAY: Final = 5
FOUR_WEEKS: Final = 28
WITHOUT_MOMENT: Final = frozenset({ComplaintChannel.LETTER, ComplaintChannel.VIA_COUNCILS})
FOUND_OF_DECISION: Final = {
    ReassessmentOutcome.UPHELD: PointFinding.NOT_UPHELD,
    ReassessmentOutcome.PARTLY_CHANGED: PointFinding.PARTLY_UPHELD,
    ReassessmentOutcome.FULLY_CHANGED: PointFinding.UPHELD,
    ReassessmentOutcome.DISMISSED: PointFinding.NOT_CONSIDERED,
    ReassessmentOutcome.WITHDRAWN: PointFinding.NOT_CONSIDERED,
}


@dataclass(frozen=True)
class Attempt:
    """An attempt to speak with a complainant."""

    at: datetime
    channel: ContactChannel
    reached: bool
    resolved: bool = False
    wants_writing: bool | None = None
    noted: bool = False


@dataclass(frozen=True)
class Reassessed:
    outcome: ReassessmentOutcome
    made_on: date
    forwarded_on: date | None


@dataclass(frozen=True)
class Answered:
    """What the appeals board answered."""

    result: BoardResult
    decided_on: date
    received_on: date


@dataclass(frozen=True)
class Closed:
    on: date
    how: ClosingWay


def channel_on(rng: Random, day: date) -> ComplaintChannel:
    """Draw how a complaint comes: at weekends only what needs nobody at the other end."""
    return drawn(rng, habits.AT_WEEKENDS if day.weekday() >= SATURDAY else habits.CHANNELS)


def moment_of(rng: Random, channel: ComplaintChannel, day: date, today: date) -> datetime | None:
    """Draw the moment a complaint came, where that is known."""
    if channel in WITHOUT_MOMENT or day >= today:
        return None
    return datetime.combine(day, time(rng.randint(8, 14), rng.randint(0, 59)), TOWN_HALL)


def working_day(day: date) -> date:
    return day if day.weekday() < SATURDAY else day + (7 - day.weekday()) * DAY


def attempts(
    rng: Random, received_on: date, received_at: datetime | None, today: date
) -> list[Attempt]:
    """Draw the attempts to speak with somebody, up to the one that reached them."""
    found: list[Attempt] = []
    waited = drawn(rng, habits.FIRST_ATTEMPT)
    if waited is None:
        return found
    day = working_day(received_on + waited * DAY)
    while day < today and len(found) < habits.MOST_ATTEMPTS:
        reached = rng.random() < habits.REACHED
        found.append(attempt(rng, day, received_at, reached=reached))
        if reached:
            break
        day = working_day(day + rng.randint(1, 3) * DAY)
    return found


def attempt(rng: Random, day: date, received_at: datetime | None, *, reached: bool) -> Attempt:
    at = datetime.combine(day, time(rng.randint(9, 15), rng.randint(0, 59)), TOWN_HALL)
    if received_at and at <= received_at:
        at = received_at + timedelta(minutes=rng.randint(20, 150))
    by_phone = rng.random() < habits.BY_PHONE
    return Attempt(
        at,
        ContactChannel.PHONE if by_phone else ContactChannel.MEETING,
        reached,
        noted=reached and rng.random() < habits.NOTED,
        wants_writing=rng.random() < habits.WANTS_WRITING if reached else None,
    )


def treated(
    rng: Random, received_on: date, spoken: list[Attempt], today: date
) -> tuple[list[Attempt], Closed | None]:
    """Draw how a complaint of the casework ended: settled by speaking, answered, or withdrawn."""
    resolved, withdrawn = rng.random() < habits.RESOLVED, rng.random() < habits.WITHDRAWN
    days = max(1, round(16 * rng.lognormvariate(0, 0.7)))
    last_on = spoken[-1].at.date() if spoken else received_on
    if spoken and spoken[-1].reached and resolved:
        settled = replace(spoken[-1], resolved=True, wants_writing=False)
        return [*spoken[:-1], settled], Closed(last_on, ClosingWay.RESOLVED_BY_DIALOGUE)
    closed_on = max(working_day(received_on + days * DAY), last_on)
    how = ClosingWay.WITHDRAWN if withdrawn else ClosingWay.ANSWERED
    return spoken, Closed(closed_on, how) if closed_on < today else None


def reassessed(rng: Random, received_on: date, decided: Decided, today: date) -> Reassessed | None:
    """Draw the municipality's second look at its decision, most within four weeks.

    What the appeals board sent back had been upheld, and was forwarded long before.
    """
    outcome = drawn(rng, habits.REASSESSMENTS)
    in_time = rng.random() < habits.REASSESSED_IN_TIME
    days = rng.randint(3, 20) if in_time else rng.randint(30, 60)
    made_on = working_day(received_on + days * DAY)
    forwarded_on = working_day(made_on + rng.randint(0, 4) * DAY)
    if decided.answer.remitted_on:
        outcome = ReassessmentOutcome.UPHELD
    if made_on >= today:
        return None
    goes_on = outcome in GOES_ON and forwarded_on < today
    return Reassessed(outcome, made_on, forwarded_on if goes_on else None)


def closing(again: Reassessed | None) -> Closed | None:
    """Return how the treatment of a complaint of a decision ended here."""
    if again is None:
        return None
    if again.outcome is ReassessmentOutcome.WITHDRAWN:
        return Closed(again.made_on, ClosingWay.WITHDRAWN)
    if again.outcome is ReassessmentOutcome.FULLY_CHANGED:
        return Closed(again.made_on, ClosingWay.ANSWERED)
    return Closed(again.forwarded_on, ClosingWay.PASSED_ON) if again.forwarded_on else None


def answered_by_board(
    rng: Random, again: Reassessed | None, decided: Decided, today: date
) -> Answered | None:
    """Draw the board's answer some eight months on; what it sent back the case's life tells."""
    if again is None or again.forwarded_on is None:
        return None
    result = drawn(rng, habits.BOARD)
    days = max(100, round(rng.gauss(*habits.BOARD_DAYS)))
    received_on = working_day(again.forwarded_on + days * DAY)
    if back_on := decided.answer.remitted_on:
        result, received_on = BoardResult.REMITTED, back_on
    decided_on = max(received_on - rng.randint(1, 6) * DAY, again.forwarded_on)
    return Answered(result, decided_on, received_on) if received_on < today else None


def found_of_decision(
    again: Reassessed | None, board: Answered | None
) -> tuple[PointFinding, date] | None:
    """Return what was found of a point over the decision itself, and when."""
    if again is None:
        return None
    if board and board.result in {BoardResult.CHANGED, BoardResult.ANNULLED}:
        return PointFinding.UPHELD, board.received_on
    on = again.made_on if again.outcome in CHANGED else again.forwarded_on or again.made_on
    return FOUND_OF_DECISION[again.outcome], on
