"""A made-up municipality of any size, the same each time for the same seed."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import Final
from uuid import UUID

from sqlmodel import Session, col, select

from api.cases.tables import NUMBERS, CaseReference
from api.catalogue.case_types.tables import CaseType
from api.catalogue.terms.kinds import DeadlineKind, StartEvent
from api.deadlines.starting import Starter
from api.demo.city.complaining.passing import Transfers
from api.demo.city.complaining.planted import plant
from api.demo.city.complaining.reasons import Story
from api.demo.city.complaining.rows import Complaints
from api.demo.city.habits import weight
from api.demo.city.lives import lived
from api.demo.city.made import Made
from api.demo.city.places import Department, departments
from api.demo.city.rows import SYSTEM, Scribe
from api.demo.city.writing import copy_rows

YEARS: Final = 3
A_BATCH: Final = 2_000
CITIZENS_TO_CASES: Final = 0.7
# What refers to a row comes after it.
TABLES: Final = (
    "citizens",
    "cases",
    "case_references",
    "case_events",
    "assignments",
    "waiting_periods",
    "decisions",
    "decision_notices",
    "party_hearings",
    "access_requests",
    "remittals",
    "complaints",
    "complaint_points",
    "complaint_contacts",
    "complaint_transfers",
    "reassessments",
    "board_outcomes",
    "learning_records",
    "learning_steps_taken",
    "deadlines",
    "extensions",
)
# How often the types of the two papers are applied for, against 1 for any other.
DEMAND: Final = {
    "merudgifter-boern": 9,
    "tabt-arbejdsfortjeneste": 9,
    "merudgifter-voksne": 7,
    "hjaelpemidler-tekniske": 10,
    "hjaelpemidler-personlige": 10,
    "handicapbiler": 3,
    "bpa": 2,
}
CHILDREN: Final = ("boern", "barn", "tabt", "unge", "aflastning", "hjemmetraening")


@dataclass(frozen=True)
class Kind:
    """A case type that is applied for, and how often."""

    id: UUID
    area: str
    demand: int


class City:
    """Makes cases day by day from the first to the last day of its years."""

    def __init__(self, session: Session, seed: int, cases: int, today: date) -> None:
        self.session = session
        self.rng = Random(seed)  # noqa: S311 - a dice, not a secret
        self.seed = seed
        self.cases = cases
        self.today = today
        self.starter = Starter(session)
        self.departments = departments(session, self.rng, cases)
        plant(self.departments, cases / YEARS / 4)
        dice = Random(f"complaints {seed}")  # noqa: S311 - a dice, not a secret
        other_dice = Random(f"transfers {seed}")  # noqa: S311 - a dice, not a secret
        transfers = Transfers(other_dice, self.starter, self.departments, today)
        self.complaints = Complaints(session, dice, self.starter, transfers, today)
        self.kinds = kinds(session, self.starter, today)
        self.citizens: list[UUID] = []

    def already_made(self) -> int:
        """Return how many cases a run with this seed left before."""
        mine = col(CaseReference.reference).startswith(f"{self.seed}-")
        found = select(CaseReference.id).where(CaseReference.system == SYSTEM, mine)
        return len(self.session.exec(found).all())

    def make(self, progress: Callable[[int], object]) -> dict[str, int]:
        """Make all cases, telling of each batch; return how many rows each table got."""
        counts = dict.fromkeys(TABLES, 0)
        days = self.days()
        for start in range(0, self.cases, A_BATCH):
            scribe = Scribe(self.rng, self.starter, self.today)
            batch = days[start : start + A_BATCH]
            for number, day in enumerate(batch, start):
                self.one(scribe, number, day)
            for table in TABLES:
                copy_rows(self.session, table, scribe.rows[table])
                counts[table] += len(scribe.rows[table])
            progress(len(batch))
        return counts

    def days(self) -> list[date]:
        """Return the days on which the applications come, in order."""
        first = self.today - timedelta(days=365 * YEARS)
        days = [first + timedelta(days=n) for n in range((self.today - first).days + 1)]
        weights = list(accumulate(weight(day) for day in days))
        return sorted(self.rng.choices(days, cum_weights=weights, k=self.cases))

    def one(self, scribe: Scribe, number: int, day: date) -> None:
        home = self.rng.choice(self.departments)
        fitting = [kind for kind in self.kinds if kind.area == home.area] or self.kinds
        [kind] = self.rng.choices(fitting, weights=[each.demand for each in fitting])
        running_number = self.session.scalar(NUMBERS.next_value())
        made = Made(
            id=scribe.new_id(day),
            number=f"{day.year}-{running_number:07d}",
            case_type_id=kind.id,
            unit_id=home.id,
            caseworker_id=None,
            received_on=day,
        )
        due_on = self.decision_due(made, day)
        life = lived(self.rng, day, due_on, home.office, self.today)
        citizen_id = self.citizen(scribe, number, day)
        decided = scribe.case(
            life,
            made,
            citizen_id,
            home=home,
            elsewhere=self.elsewhere(home),
            reference=f"{self.seed}-{number:07d}",
        )
        story = Story(made, life, due_on, citizen_id, home, decided)
        self.complaints.write(scribe.rows, story, self.citizens)

    def decision_due(self, made: Made, day: date) -> date:
        starts = {StartEvent.APPLICATION_RECEIVED: day}
        values = self.starter.values(made, DeadlineKind.DECISION, starts)
        due_on: date = values["due_on"] if values else day + timedelta(weeks=12)
        return due_on

    def citizen(self, scribe: Scribe, number: int, day: date) -> UUID:
        """Return somebody who applies: often a person with a case already."""
        if self.citizens and self.rng.random() > CITIZENS_TO_CASES:
            return self.rng.choice(self.citizens)
        self.citizens.append(scribe.citizen(number, day))
        return self.citizens[-1]

    def elsewhere(self, home: Department) -> Department:
        others = [each for each in self.departments if each is not home]
        return self.rng.choice(others)


def kinds(session: Session, starter: Starter, today: date) -> Sequence[Kind]:
    """Return the case types that have a term from application to decision today."""
    return [
        Kind(case_type.id, area_of(case_type.code), DEMAND.get(case_type.code, 1))
        for case_type in leaves(session)
        if starter.terms.started(
            starter.paths[case_type.id],
            "",
            DeadlineKind.DECISION,
            {StartEvent.APPLICATION_RECEIVED: today},
        )
    ]


def leaves(session: Session) -> Iterator[CaseType]:
    found = session.exec(select(CaseType).order_by(col(CaseType.code))).all()
    parents = {each.parent_id for each in found}
    return (each for each in found if each.id not in parents)


def area_of(code: str) -> str:
    return "boern" if any(word in code for word in CHILDREN) else "voksne"
