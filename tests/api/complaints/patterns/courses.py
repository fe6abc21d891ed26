"""How the cases behind drawn complaints went, and what a person would say came after."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from sqlmodel import Session

from api.calendar.lengths import add_months
from api.cases.rules import AssignmentReason
from api.cases.tables import Assignment, Case
from api.complaints.rules import ClosingWay
from api.deadlines.rules import CORRECTED
from api.organisation.tables import Unit
from tests.api.casework.makers import make_case, make_deadline
from tests.api.complaints.facts.known import decide
from tests.api.complaints.patterns.population import Population, Told
from tests.factories import kept, make_person

ANSWERS = {ClosingWay.ANSWERED, ClosingWay.RESOLVED_BY_DIALOGUE}
RIGHT = {"upheld", "partly_upheld"}
LATEST = date(2017, 9, 1)


@dataclass
class Course:
    """What happened in a case: its clock to decide, its decisions, and when it changed hands.

    `clock` is the day the clock ended, None while it runs; without a clock the case has no term.
    """

    case: Case
    has_clock: bool
    clock: date | None
    decided: list[date] = field(default_factory=list)
    changes: list[date] = field(default_factory=list)

    def waits(self, day: date) -> bool:
        """Say whether somebody still waited for a decision when a day ended."""
        if self.has_clock:
            return self.clock is None or self.clock > day
        closed = self.case.closed_on is not None and self.case.closed_on <= day
        return not closed and not any(each <= day for each in self.decided)

    def first_decision(self, day: date) -> date | None:
        return min((each for each in self.decided if each > day), default=None)

    def changed(self, day: date) -> bool:
        """Say whether the case got another caseworker in the six months that end with a day."""
        return any(add_months(day, -6) < each <= day for each in self.changes)


def with_courses(session: Session, people: Population, seed: int) -> dict[str, Course]:
    """Give most complaints a case that went somehow, and close them; return the courses by id."""
    rng = Random(seed)  # noqa: S311 - a dice
    found = {}
    for number, told in enumerate(people.complaints):
        close(told, rng)
        if rng.random() < 0.85:
            course = drawn_course(session, rng, people, told, number)
            told.row.case_id = course.case.id
            found[str(told.row.id)] = course
    session.flush()
    return found


def close(told: Told, rng: Random) -> None:
    if rng.random() < 0.8:
        told.row.closed_on = told.row.received_on + timedelta(days=rng.randrange(90))
        told.row.closed_how = rng.choice([*ANSWERS, *ANSWERS, *ClosingWay])


def drawn_course(
    session: Session, rng: Random, people: Population, told: Told, number: int
) -> Course:
    day = told.row.received_on
    unit = session.get_one(Unit, told.row.unit_id)
    received = day - timedelta(days=rng.randrange(200))
    case = make_case(
        session, unit, rng.choice(people.types), number=f"2015-{number:07d}", received_on=received
    )
    ended = max(day + timedelta(days=rng.choice([-40, -1, 0, 1, 7, 8, 14, 15, 60])), received)
    how = rng.choice(["decided", "decided", "decided", "withdrawn", "waits", "no term", "closed"])
    course = Course(case, how not in {"no term", "closed"}, None if how == "waits" else ended)
    if course.has_clock:
        clock(session, rng, course, withdrawn=how == "withdrawn")
    if how == "closed":
        case.closed_on = ended
    if how in {"decided", "no term"}:
        course.decided.append(decide(session, case, ended).made_on)
    if rng.random() < 0.3:
        later = decide(session, case, ended + timedelta(days=90))
        course.decided.append(later.made_on)
    hands(session, rng, course, number)
    return course


def clock(session: Session, rng: Random, course: Course, *, withdrawn: bool) -> None:
    due_on = course.case.received_on + timedelta(weeks=8)
    end = {"cancelled_on": course.clock, "cancel_reason": "withdrawn"} if withdrawn else {}
    if course.clock and not withdrawn:
        end = {"met_on": course.clock}
    make_deadline(session, course.case, due_on, **end)
    if rng.random() < 0.2:
        # One that was counted from a wrong fact never held.
        make_deadline(session, course.case, due_on, cancelled_on=LATEST, cancel_reason=CORRECTED)


def hands(session: Session, rng: Random, course: Course, number: int) -> None:
    """Let a case go from hand to hand, each time to somebody else."""
    day = course.case.received_on
    for place in range(rng.randrange(1, 4)):
        until = day + timedelta(days=rng.randrange(20, 250))
        reason = AssignmentReason.TAKEOVER if place else AssignmentReason.FIRST
        person = make_person(session, f"s{number}-{place}")
        row = Assignment(
            case_id=course.case.id,
            caseworker_id=person.id,
            from_on=day,
            until_on=until,
            reason=reason,
        )
        kept(session, row)
        if place:
            course.changes.append(day)
        day = until


def decided_soon(
    people: list[Told], courses: dict[str, Course], on: date, within: int
) -> tuple[int, int]:
    """Count complaints that got their decision soon, and those of which that can be told."""
    soon = whole = 0
    for told in people:
        day, course = told.row.received_on, courses.get(str(told.row.id))
        if course and course.waits(day) and day + timedelta(days=within) < on:
            first = course.first_decision(day)
            whole += 1
            soon += first is not None and (first - day).days <= within
    return soon, whole


def days_to_decision(people: list[Told], courses: dict[str, Course]) -> list[int]:
    found = []
    for told in people:
        day, course = told.row.received_on, courses.get(str(told.row.id))
        first = course.first_decision(day) if course and course.waits(day) else None
        found += [(first - day).days] if first else []
    return found


def came_back(group: list[Told], everybody: list[Told], on: date) -> tuple[int, int]:
    """Count the errors that were admitted a year before a day, and those that came back."""
    back = whole = 0
    for told in group:
        closed = told.row.closed_on
        if closed is None or told.row.closed_how not in ANSWERS or add_months(closed, 12) >= on:
            continue
        for point in told.points:
            if point.finding in RIGHT:
                whole += 1
                back += any(
                    other.row.unit_id == told.row.unit_id
                    and closed < other.row.received_on <= add_months(closed, 12)
                    and any(
                        each.finding in RIGHT and each.cause_id == point.cause_id
                        for each in other.points
                    )
                    for other in everybody
                )
    return back, whole


def calm(course: Course, received_on: date) -> list[date]:
    """Return the days of a case's decisions that a complaint of it, on a day, is none of."""
    days = sorted(course.decided)
    found = []
    for place, made_on in enumerate(days):
        of_later = place + 1 < len(days) and received_on >= days[place + 1]
        of_earlier = place > 0 and received_on < made_on
        if of_later or of_earlier or (received_on - made_on).days > 365:
            found.append(made_on)
    return found
