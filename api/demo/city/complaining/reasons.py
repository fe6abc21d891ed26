"""Why somebody in the made-up municipality complains, and when: drawn from what happened to them.

That is what puts the patterns into the data: who waits beyond the day without being told complains
more than who was told, and who lost their caseworker more than who kept them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final
from uuid import UUID

from api.complaints.rules import ComplaintKind
from api.demo.city.complaining import habits
from api.demo.city.lives import Answer, Life, between
from api.demo.city.made import Decided, Made
from api.demo.city.places import Department

MOST_POINTS: Final = 3
SIX_MONTHS: Final = timedelta(days=182)


@dataclass(frozen=True)
class Story:
    """A case as its citizen lived through it."""

    made: Made
    life: Life
    due_on: date
    citizen_id: UUID
    home: Department
    decided: list[Decided]

    def ended_on(self, today: date) -> date:
        first = self.decided[0].answer.made_on if self.decided else today
        return self.life.withdrawn_on or first

    def handed_over(self) -> list[date]:
        begun_on = self.life.investigated_on
        return [max(day, begun_on) for day in self.life.handovers] if begun_on else []

    def changed_before(self, day: date) -> bool:
        return any(day - SIX_MONTHS < each <= day for each in self.handed_over())


@dataclass(frozen=True)
class Reason:
    """What may make somebody complain on one of some days, and how likely each cause is told."""

    first: date
    last: date
    chance: float
    causes: Mapping[str, float]


@dataclass(frozen=True)
class Grievance:
    """A complaint as it comes: when, over what, and why."""

    received_on: date
    kind: ComplaintKind
    causes: list[str]
    over: Decided | None = None
    repeat_of: UUID | None = None


def grievances(rng: Random, story: Story, today: date) -> list[Grievance]:
    """Draw what somebody complains of: their decision, the casework, or both at once."""
    casework = over_casework(rng, story, today)
    appeals = [over_decision(rng, story, each, today) for each in story.decided]
    found = [each for each in appeals if each]
    # Who complains of the decision does not complain of the casework as well, but in one.
    return found or ([casework] if casework else [])


def over_casework(rng: Random, story: Story, today: date) -> Grievance | None:
    """Draw the first day on which something was too much, and all that was wrong by then."""
    moved = [
        (between(rng, each.first, each.last), each)
        for each in reasons(story, today)
        if rng.random() < each.chance * story.home.office.voice
    ]
    if not moved:
        return None
    received_on = min(day for day, _ in moved)
    causes = [
        cause
        for _, each in sorted(moved, key=lambda pair: pair[0])
        if each.first <= received_on
        for cause in told(rng, each.causes)
    ]
    return Grievance(received_on, ComplaintKind.PROCEDURAL, most_of(causes))


def told(rng: Random, causes: Mapping[str, float]) -> list[str]:
    return [cause for cause, share in causes.items() if rng.random() < share]


def most_of(causes: list[str]) -> list[str]:
    return list(dict.fromkeys(causes))[:MOST_POINTS]


def reasons(story: Story, today: date) -> Iterator[Reason]:
    """Yield what may make this citizen complain of the casework, as far as its days have come."""
    for each in (
        *waiting(story, today),
        *handovers(story, today),
        *processing(story),
        *granted(story, today),
        *anything(story, today),
        *unanswered(story, today),
    ):
        last = min(each.last, today)
        if each.first <= last:
            yield Reason(each.first, last, each.chance, each.causes)


def waiting(story: Story, today: date) -> Iterator[Reason]:
    end = story.ended_on(today)
    first = story.due_on + timedelta(days=3)
    if end <= first:
        return
    untold = not story.life.notices
    chance = habits.LATE * min(2.0, 0.6 + (end - story.due_on).days / 60)
    if untold:
        chance *= habits.UNTOLD
    if story.changed_before(first):
        chance *= habits.AFTER_HANDOVER
    causes = {"TID-FRIST": 1.0, "TID-UNDERRET": 0.6 if untold else 0.0, "TID-SVAR": 0.1}
    yield Reason(first, end + timedelta(days=10), chance, causes)


def handovers(story: Story, today: date) -> Iterator[Reason]:
    end = story.ended_on(today) + timedelta(days=60)
    causes = {"SKIFT": 1.0, "VEJ": 0.15, "KOORD": 0.12, "NOTAT": 0.15, "TID-SVAR": 0.12}
    for day in story.handed_over():
        last = min(day + timedelta(days=150), end)
        yield Reason(day + timedelta(days=7), last, habits.HANDED_OVER, causes)


def processing(story: Story) -> Iterator[Reason]:
    """Yield what may go wrong on the way: the file is not shown, nobody asks, nobody is at home."""
    life = story.life
    if asked_on := life.access_asked_on:
        first = asked_on + timedelta(days=12)
        last = life.access_answered_on or date.max
        yield Reason(first, last, habits.SLOW_ACCESS, {"AKT": 1.0})
    if story.decided and not life.heard_on and story.decided[0].answer.outcome == "refused":
        made_on = story.decided[0].answer.made_on
        causes = {"HØR": 1.0, "INDD": 0.3, "OPL": 0.3}
        first, last = made_on + timedelta(days=2), made_on + timedelta(days=40)
        yield Reason(first, last, habits.UNHEARD, causes)
    if day := life.transferred_on:
        yield Reason(day, day + timedelta(days=90), habits.TRANSFERRED, {"KOORD": 1.0})


def granted(story: Story, today: date) -> Iterator[Reason]:
    """Yield what may go wrong with help that was given: it is not followed up, or not paid."""
    for start, done in story.life.follow_ups:
        first = start + timedelta(days=395)
        last = done or today
        yield Reason(first, last, habits.FOLLOWED_UP_LATE, {"TID-OPF": 1.0, "TID-SVAR": 0.1})
    if story.decided and story.decided[0].answer.full_grant:
        made_on = story.decided[0].answer.made_on
        first, last = made_on + timedelta(days=30), made_on + timedelta(days=200)
        yield Reason(first, last, habits.PAID_LATE, {"TID-UDBET": 1.0})


def anything(story: Story, today: date) -> Iterator[Reason]:
    first = story.life.received_on + timedelta(days=2)
    last = story.ended_on(today) + timedelta(days=30)
    for cause, chance in habits.ANYTHING.items():
        yield Reason(first, last, chance, {cause: 1.0})


def unanswered(story: Story, today: date) -> Iterator[Reason]:
    """Yield the planted pattern: in the last full quarter one department did not answer."""
    quarter_on, next_on = last_full_quarter(today)
    first = max(story.life.received_on + timedelta(days=1), quarter_on)
    last = min(story.ended_on(today), next_on - timedelta(days=1))
    yield Reason(first, last, story.home.unanswered, {"TID-SVAR": 1.0, "BETJ": 0.2})


def last_full_quarter(today: date) -> tuple[date, date]:
    """Return the first day of the last quarter that is over, and the first day after it."""
    next_on = date(today.year, today.month - (today.month - 1) % 3, 1)
    before = next_on - timedelta(days=1)
    return date(before.year, before.month - 2, 1), next_on


def over_decision(rng: Random, story: Story, decided: Decided, today: date) -> Grievance | None:
    """Draw the complaint of a decision that the case's life says was appealed."""
    answer, arrived_on = decided.answer, decided.arrived_on
    late_on = arrived_on and arrived_on + timedelta(days=rng.randint(5, 60))
    received_on = decided.appealed_on if answer.guidance_given else late_on
    if not answer.appealed or received_on is None or received_on > today:
        return None
    content = told(rng, content_of(answer)) or ["AFG-RET"]
    beside = told(rng, beside_of(story, answer, received_on))
    causes = most_of([*content[:2], *beside, *content[2:]])
    kind = ComplaintKind.BOTH if set(causes) & set(beside) else ComplaintKind.SUBSTANTIVE
    return Grievance(received_on, kind, causes, over=decided)


def content_of(answer: Answer) -> dict[str, float]:
    """Return what a decision itself is complained of for."""
    if answer.outcome in ("partly_granted", "reduced"):
        return {"AFG-UDM": 0.85, "AFG-FAKTA": 0.15, "AFG-RET": 0.1}
    return {"AFG-RET": 0.7, "AFG-FAKTA": 0.25, "AFG-UDM": 0.05}


def beside_of(story: Story, answer: Answer, received_on: date) -> dict[str, float]:
    """Return what about the casework is told in a complaint of a decision."""
    late = answer is story.decided[0].answer and answer.made_on > story.due_on
    return {
        "BEGR": 0.12 if answer.reasons_given else 0.9,
        "KLAGEV": 0.0 if answer.guidance_given else 0.8,
        "OPL": 0.12,
        "HØR": 0.02 if story.life.heard_on else 0.08,
        "TID-FRIST": 0.3 if late else 0.0,
        "TID-UNDERRET": 0.15 if late and not story.life.notices else 0.0,
        "SKIFT": 0.25 if story.changed_before(received_on) else 0.0,
        "VEJ": 0.04,
    }
