"""A small municipality's complaints, drawn at random, and what a person would count of them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from sqlmodel import Session

from api.cases.rules import DecisionOutcome
from api.cases.tables import Decision
from api.catalogue.case_types.tables import CaseType
from api.catalogue.causes.tables import ComplaintCause
from api.complaints.rules import (
    BoardResult,
    ComplaintChannel,
    ComplaintKind,
    ContactChannel,
    PointFinding,
)
from api.complaints.tables import BoardOutcome, Complaint, ComplaintContact, ComplaintPoint
from api.organisation.tables import Unit
from tests.api.casework.makers import make_case
from tests.api.catalogue.makers import make_case_type
from tests.factories import kept, make_cause, make_complaint, make_point, make_unit

FIRST = date(2016, 1, 1)
DAYS = 620
FINDINGS = [*PointFinding, None]
RESULTS = tuple(BoardResult)


@dataclass
class Told:
    """A complaint with all that was said of it."""

    row: Complaint
    points: list[ComplaintPoint] = field(default_factory=list)
    contact: ComplaintContact | None = None
    board: BoardOutcome | None = None

    @property
    def quarter(self) -> str:
        return f"{self.row.received_on.year}-Q{(self.row.received_on.month + 2) // 3}"


@dataclass
class Population:
    units: list[Unit]
    types: list[CaseType]
    causes: list[ComplaintCause]
    complaints: list[Told]
    decisions: list[tuple[str, str, date]]

    def counted(self, keys: Callable[[Told], Iterable[Any]]) -> dict[Any, int]:
        """Count complaints by the cells that each lies in, once in each."""
        counts: Counter[Any] = Counter()
        for told in self.complaints:
            counts.update(set(keys(told)))
        return dict(counts)

    def grouped(self, keys: Callable[[Told], Iterable[Any]]) -> dict[Any, list[Told]]:
        groups: defaultdict[Any, list[Told]] = defaultdict(list)
        for told in self.complaints:
            for key in set(keys(told)):
                groups[key].append(told)
        return groups


def make_population(session: Session, seed: int, number: int = 40) -> Population:
    """Draw complaints in three units, of three case types, by five causes in two groups."""
    rng = Random(seed)  # noqa: S311 - a dice
    units = [make_unit(session, name=f"Afdeling {letter}") for letter in "ABC"]
    types = [make_case_type(session, code=f"type-{n}", name_da=f"Type {n}") for n in range(3)]
    causes = [make_cause(session, code) for code in ("SKIFT", "TONE", "BETJ", "DIGI", "KOORD")]
    complaints = [drawn(session, rng, units, types, causes) for _ in range(number)]
    decisions = [decided(session, rng, units, types, n) for n in range(25)]
    return Population(units, types, causes, complaints, decisions)


def drawn(
    session: Session,
    rng: Random,
    units: list[Unit],
    types: list[CaseType],
    causes: list[ComplaintCause],
) -> Told:
    complaint = make_complaint(
        session,
        rng.choice(units),
        received_on=FIRST + timedelta(days=rng.randrange(DAYS)),
        kind=rng.choice(list(ComplaintKind)),
        channel=rng.choice(list(ComplaintChannel)),
        case_type_id=rng.choice([*(each.id for each in types), None]),
    )
    points = [drawn_point(session, rng, complaint, causes) for _ in range(rng.randrange(4))]
    contact = drawn_contact(session, rng, complaint) if rng.random() < 0.7 else None
    board = drawn_outcome(session, rng, complaint) if rng.random() < 0.4 else None
    return Told(complaint, points, contact, board)


def drawn_point(
    session: Session, rng: Random, complaint: Complaint, causes: list[ComplaintCause]
) -> ComplaintPoint:
    found = {"finding": rng.choice(FINDINGS), "bound_by_law": rng.random() < 0.4}
    cause = rng.choice(causes)
    return make_point(session, complaint, cause, affects_legality=rng.random() < 0.3, **found)


def drawn_contact(session: Session, rng: Random, complaint: Complaint) -> ComplaintContact:
    """Draw an attempt within some two hundred hours of the day, which may have reached nobody."""
    at = datetime.combine(complaint.received_on, datetime.min.time(), UTC)
    row = ComplaintContact(
        complaint_id=complaint.id,
        attempted_at=at + timedelta(hours=rng.randrange(1, 200)),
        channel=ContactChannel.PHONE,
        reached=rng.random() < 0.8,
        note="Talt sammen" if rng.random() < 0.5 else None,
    )
    return kept(session, row)


def drawn_outcome(session: Session, rng: Random, complaint: Complaint) -> BoardOutcome:
    received = complaint.received_on + timedelta(days=90)
    result = rng.choice(RESULTS)
    row = BoardOutcome(complaint_id=complaint.id, result=result, received_on=received)
    return kept(session, row)


def decided(
    session: Session, rng: Random, units: list[Unit], types: list[CaseType], number: int
) -> tuple[str, str, date]:
    unit, case_type = rng.choice(units), rng.choice(types)
    day = FIRST + timedelta(days=rng.randrange(DAYS))
    case = make_case(session, unit, case_type, number=f"2016-{number:07d}", received_on=FIRST)
    decision = Decision(
        case_id=case.id,
        subject="Ansøgningen",
        made_on=day,
        outcome=DecisionOutcome.GRANTED,
        reasons_given=True,
        appeal_guidance_given=True,
    )
    kept(session, decision)
    return str(unit.id), str(case_type.id), day
