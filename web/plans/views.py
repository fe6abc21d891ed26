"""What the pages show of a plan, put together from several answers of the api."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from web.plans.client import Initiative, Milestone, Part, Plan, PlansClient, Track
from web.states import STATES

ENDED: Final = frozenset({"completed", "cancelled"})
WORK: Final = frozenset({"initiative", "procedure"})
StateCounts = list[tuple[str, int]]


@dataclass(frozen=True)
class TrackLine:
    """A track in its plan: its initiatives by state, and what comes next."""

    track: Track
    plan: Plan
    initiatives: StateCounts
    milestone: Milestone | None


@dataclass(frozen=True)
class PlanLine:
    """A plan with its tracks by state, its next date, and the tracks that are late."""

    plan: Plan
    tracks: StateCounts
    milestone: Milestone | None
    late: list[Track]


def states_of(parts: Iterable[Part]) -> StateCounts:
    """Count by state, in the order in which states are shown everywhere."""
    counts = Counter(part.standing.state for part in parts)
    known = [state for state in STATES if state in counts]
    return [(state, counts[state]) for state in (*known, *(counts.keys() - STATES.keys()))]


def next_of(milestones: Sequence[Milestone]) -> Milestone | None:
    """Return the nearest that is still to come, else the first that is overdue."""
    due = (each for each in milestones if each.standing == "due")
    return next(due, milestones[0] if milestones else None)


def work_of(initiatives: Iterable[Initiative], track_id: UUID | None) -> list[Initiative]:
    """Return the work of a track; lines of a paper that only tell why carry no state."""
    return [each for each in initiatives if each.track_id == track_id and each.kind in WORK]


def track_lines(
    plan: Plan,
    tracks: Iterable[Track],
    initiatives: Sequence[Initiative],
    milestones: Sequence[Milestone],
) -> list[TrackLine]:
    return [
        TrackLine(
            track,
            plan,
            states_of(work_of(initiatives, track.id)),
            next_of([each for each in milestones if each.track_id == track.id]),
        )
        for track in tracks
    ]


async def track_line(plans: PlansClient, track: Track) -> TrackLine:
    """Return one track as its plan shows it."""
    plan = await plans.plan(track.plan_id)
    initiatives = await plans.initiatives(track=track.id)
    milestones = await plans.open_milestones(track=track.id)
    return track_lines(plan, [track], initiatives, milestones)[0]


async def plan_lines(
    plans: PlansClient, found: Sequence[Plan], as_of: date | None
) -> list[PlanLine]:
    """Return plans as the overview shows them."""
    tracks = await plans.tracks(as_of=as_of)
    milestones = await plans.open_milestones(as_of=as_of)
    return [
        plan_line(
            plan,
            [track for track in tracks if track.plan_id == plan.id],
            [each for each in milestones if each.plan_id == plan.id],
        )
        for plan in found
    ]


def plan_line(plan: Plan, tracks: Sequence[Track], milestones: Sequence[Milestone]) -> PlanLine:
    late = [track for track in tracks if is_late(track)]
    return PlanLine(plan, states_of(tracks), next_of(milestones), late)


def is_late(part: Part) -> bool:
    if part.standing.state in ENDED:
        return False
    latest = part.standing.latest
    return part.standing.state == "delayed" or bool(latest and latest.delay)


def stalest_first(tracks: Iterable[Track]) -> list[Track]:
    """Return the tracks that still run, those nobody has told of for the longest time first."""
    running = [track for track in tracks if track.standing.state not in ENDED]
    return sorted(running, key=lambda track: (-days_without_word(track), track.number))


def days_without_word(part: Part) -> float:
    days = part.standing.days_since_update
    return float("inf") if days is None else days
