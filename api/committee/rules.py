"""Whether meetings were held, promises kept, and by how many days things slipped: pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from api.errors import InvalidInput


class MeetingStanding(StrEnum):
    HELD = "held"
    COMING = "coming"


class PromiseStanding(StrEnum):
    """How a promise stands as of a day.

    `overdue` says that its day is over and no delivery is on record, not that none was made.
    """

    OPEN = "open"
    OVERDUE = "overdue"
    KEPT = "kept"
    KEPT_LATE = "kept_late"


@dataclass(frozen=True)
class Judgement:
    """A standing, and the days a promise is or was late; null when it is not late."""

    standing: PromiseStanding
    days_late: int | None = None


def meeting_standing(held_until: date | None, as_of: date) -> MeetingStanding:
    """Say whether a meeting was held: from its day on, or the last day it may have been on."""
    if held_until is not None and held_until <= as_of:
        return MeetingStanding.HELD
    return MeetingStanding.COMING


def slip_days(moved_from_on: date | None, held_from: date, held_until: date | None) -> int | None:
    """Return how many days later than planned a meeting is: less than 0 when it is earlier.

    Unknown for a meeting that was not moved, or whose day is not known.
    """
    if moved_from_on is None or held_from != held_until:
        return None
    return (held_from - moved_from_on).days


def judge(due_until: date | None, delivered_on: date | None, as_of: date) -> Judgement:
    """Say how a promise stands as of a day; what was delivered after it is not known yet."""
    delivered = delivered_on if delivered_on is not None and delivered_on <= as_of else None
    late = (delivered or as_of) - due_until if due_until else None
    if late is None or late.days <= 0:
        return Judgement(PromiseStanding.KEPT if delivered else PromiseStanding.OPEN)
    if delivered:
        return Judgement(PromiseStanding.KEPT_LATE, late.days)
    return Judgement(PromiseStanding.OVERDUE, late.days)


def check_delivered(delivered_on: date | None, today: date) -> None:
    """Refuse to say that something was delivered on a day to come."""
    if delivered_on is not None and delivered_on > today:
        raise InvalidInput(
            "delivered_in_future",
            f"The day {delivered_on} has not come yet.",
            pointer="/delivered_on",
        )


def check_meeting(
    held_until: date | None,
    *,
    paper_due_on: date | None,
    moved_from_on: date | None,
    moved_because: str | None,
) -> None:
    """Refuse a paper due after the meeting, and a reason for a move that did not happen."""
    if paper_due_on and held_until and paper_due_on > held_until:
        raise InvalidInput(
            "paper_due_after_meeting",
            "The paper can't be due after the meeting.",
            pointer="/paper_due_on",
        )
    if moved_because and moved_from_on is None:
        raise InvalidInput(
            "moved_from_missing",
            "Say from which day the meeting was moved, as there is a reason for it.",
            pointer="/moved_from_on",
        )


def check_delivery(delivered_on: date | None, *, by_item: bool) -> None:
    """Refuse to name the paper that kept a promise without the day."""
    if by_item and delivered_on is None:
        raise InvalidInput(
            "delivered_on_missing",
            "Say on which day it was delivered, as there is a paper that did.",
            pointer="/delivered_on",
        )


def check_track_has_plan(*, track: bool, plan: bool) -> None:
    if track and not plan:
        raise InvalidInput(
            "plan_missing", "Name the plan that the track belongs to.", pointer="/plan_id"
        )
