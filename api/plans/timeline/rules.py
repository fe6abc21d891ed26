"""How a dated entry of a plan stands as of a day: pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from api.errors import InvalidInput


class MilestoneStanding(StrEnum):
    """Whether a milestone was reached, and if not, whether its last day is over."""

    MET = "met"
    MISSED = "missed"
    OVERDUE = "overdue"
    DUE = "due"


@dataclass(frozen=True)
class Judgement:
    """A standing with its days: late counts from the last day, left counts to it."""

    standing: MilestoneStanding | None
    days_late: int | None = None
    days_left: int | None = None


NOTHING_TO_MEET = Judgement(None)


def judge(last_on: date | None, met_on: date | None, *, missed: bool, as_of: date) -> Judgement:
    """Return how a milestone stood at the end of a day.

    What was met later than that day was not met yet. Nothing is missed before its last day is
    over. A milestone without a last day ("2012 og frem") is never overdue and counts no days.
    """
    met = met_on is not None and met_on <= as_of
    until = met_on if met_on is not None and met else as_of
    late = (until - last_on).days if last_on is not None else None
    days_late = late if late is not None and late > 0 else None
    if missed and (last_on is None or as_of > last_on):
        return Judgement(MilestoneStanding.MISSED, days_late)
    if met:
        return Judgement(MilestoneStanding.MET, days_late)
    if days_late is not None:
        return Judgement(MilestoneStanding.OVERDUE, days_late)
    return Judgement(MilestoneStanding.DUE, days_left=-late if late is not None else None)


def check_met(met_on: date | None, today: date) -> None:
    """Refuse to say that something was met on a day to come."""
    if met_on is not None and met_on > today:
        raise InvalidInput(
            "met_in_future", f"The day {met_on} has not come yet.", pointer="/met_on"
        )


def check_outcome(last_on: date | None, met_on: date | None, *, missed: bool, period: bool) -> None:
    """Refuse what can't be true: a period that is met, or a milestone both in time and missed."""
    if period and (met_on or missed):
        raise InvalidInput(
            "period_is_not_met",
            "A period passes; it is neither met nor missed.",
            pointer="/met_on" if met_on else "/missed",
        )
    if missed and met_on and last_on and met_on <= last_on:
        raise InvalidInput(
            "met_in_time_and_missed",
            f"It was met on {met_on}, and the last day is {last_on}: that is not missed.",
            pointer="/missed",
        )
