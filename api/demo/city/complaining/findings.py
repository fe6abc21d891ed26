"""What the made-up municipality found of a point, and what it learnt from a complaint."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

from api.complaints.points.rules import CRITICISED
from api.complaints.rules import ClosingWay, PointFinding
from api.demo.city.complaining import habits, texts
from api.demo.city.complaining.courses import Closed
from api.demo.city.habits import drawn
from api.demo.city.made import Decided
from api.demo.city.pages import Pages
from api.demo.records import id_of

MARKS: Final = (
    "affects_legality",
    "affects_legal_position",
    "bound_by_law",
    "shows_inefficiency",
    "affects_credibility",
)
CONTENT: Final = "INDHOLD"
CHANGES_IN: Final = 4
STEPS: Final = 5


@dataclass(frozen=True)
class Judged:
    """What was found of a point, how strongly it is criticised, and which marks it carries."""

    finding: PointFinding | None = None
    found_on: date | None = None
    grade: UUID | None = None
    marks: tuple[bool, ...] = (False,) * len(MARKS)

    @property
    def upheld(self) -> bool:
        return self.finding in CRITICISED

    def columns(self) -> dict[str, Any]:
        return {
            "text": None,
            "finding": self.finding,
            "found_on": self.found_on,
            "criticism_grade_id": self.grade,
            **dict(zip(MARKS, self.marks, strict=True)),
        }


def found_in(
    rng: Random,
    group: str,
    closed: Closed | None,
    of_decision: tuple[PointFinding, date] | None,
    *,
    over: Decided | None,
) -> Judged:
    """Draw what was found of a point with a cause of some group; nothing before it was treated."""
    if group == CONTENT and over:
        if of_decision is None:
            return Judged()
        finding, found_on = of_decision
        return Judged(finding, found_on, marks=marked(rng, group))
    if closed is None:
        return Judged()
    finding = finding_of(rng, group, closed.how)
    criticised = finding in CRITICISED and rng.random() < habits.CRITICISED
    grade = id_of(drawn(rng, habits.GRADES)) if criticised else None
    return Judged(finding, closed.on, grade, marked(rng, group))


def finding_of(rng: Random, group: str, how: ClosingWay) -> PointFinding:
    if how is ClosingWay.WITHDRAWN:
        return PointFinding.NOT_CONSIDERED
    right = group == "TID" and rng.random() < habits.RIGHT_OF_TIME
    return PointFinding.UPHELD if right else drawn(rng, habits.FINDINGS)


def marked(rng: Random, group: str) -> tuple[bool, ...]:
    return tuple(rng.random() < share for share in habits.MARKS[group])


def learnt(
    pages: Pages, complaint_id: UUID, unit_id: UUID, owner_id: UUID, group: str, closed_on: date
) -> None:
    """Write what was learnt from a complaint that was right, step by step as time goes on."""
    rng = pages.rng
    days = [closed_on + timedelta(days=rng.randint(2, 14))]
    while len(days) < STEPS:
        days.append(days[-1] + timedelta(days=rng.randint(10, 60)))
    taken = [day for day in days if day < pages.today]
    old = (pages.today - closed_on).days > habits.LEARNT_AFTER_DAYS
    if rng.random() >= habits.LEARNT_FROM or not old:
        return
    title, change = texts.LESSONS[group]
    changed = len(taken) >= CHANGES_IN
    key = pages.add(
        "learning_records",
        taken[0],
        title=title,
        complaint_id=complaint_id,
        unit_id=unit_id,
        owner_id=owner_id,
        what_changed=change if changed else None,
        told_whom="Drøftet på afdelingsmødet" if changed else None,
        changed_on=taken[CHANGES_IN - 1] if changed else None,
        check_after_months=6,
    )
    for step, day in enumerate(taken, 1):
        pages.add("learning_steps_taken", day, learning_record_id=key, step=step, taken_on=day)
