"""Which state may follow which, and when a status update may be added."""

from datetime import date
from enum import StrEnum

from api.errors import RuleBroken


class State(StrEnum):
    """How a plan, a track or an initiative stands."""

    UNKNOWN = "unknown"
    PLANNED = "planned"
    RUNNING = "running"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    DELAYED = "delayed"
    STABLE = "stable"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class DelayUnit(StrEnum):
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


UNDER_WAY = frozenset({State.RUNNING, State.ON_TRACK, State.AT_RISK, State.DELAYED, State.STABLE})
# What was finished or given up can be taken up again; it can't become late or planned.
MOVES: dict[State, frozenset[State]] = {
    State.UNKNOWN: frozenset(State),
    State.PLANNED: frozenset(State),
    **dict.fromkeys(UNDER_WAY, UNDER_WAY | {State.COMPLETED, State.CANCELLED}),
    State.COMPLETED: frozenset({State.COMPLETED, State.RUNNING}),
    State.CANCELLED: frozenset({State.CANCELLED, State.PLANNED, State.RUNNING}),
}


def check_move(before: State, after: State) -> None:
    """Refuse a state that can't follow the present one."""
    if after not in MOVES[before]:
        allowed = ", ".join(sorted(MOVES[before]))
        raise RuleBroken(
            "state_cannot_follow",
            f"The state {after} can't follow {before}. It can be followed by: {allowed}.",
            pointer="/state",
        )


def check_cut_off(cut_off_on: date, latest_on: date | None, today: date) -> None:
    """Refuse an update that is older than the latest one, or of a day to come."""
    if cut_off_on > today:
        raise RuleBroken(
            "cut_off_in_future",
            f"The cut-off day {cut_off_on} has not come yet.",
            pointer="/cut_off_on",
        )
    if latest_on is not None and cut_off_on < latest_on:
        raise RuleBroken(
            "status_older_than_latest",
            f"The latest status is as of {latest_on}; this one is as of {cut_off_on}.",
            pointer="/cut_off_on",
        )


def allowed_after(state: State) -> list[State]:
    """Return the states that may follow, in the order of the enumeration."""
    return [after for after in State if after in MOVES[state]]
