"""Cases are written as other systems tell them, each whole or not at all.

These and the lines of an import are judged alike, and come to the same. The caller owns the
transaction.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from api.cases.tables import Case
from api.casework.by_reference import queries
from api.casework.by_reference.conditions import ANYHOW, Condition
from api.casework.by_reference.rules import Name, WriteOutcome
from api.casework.by_reference.schemas import CaseTold
from api.casework.by_reference.writing import Writer
from api.casework.imports.changing import Changing, bring_to
from api.casework.imports.formats.rows import Row
from api.casework.imports.judging import Judge, Judged, note_repeat
from api.casework.imports.known import Named
from api.casework.imports.making import Making
from api.casework.imports.queries import known_to
from api.casework.imports.rules import Fault
from api.casework.imports.telling import Told
from api.citizens.services import citizen_ids
from api.errors import Busy, DomainError, PreconditionFailed, RuleBroken
from api.people.rules import Actor

ATTEMPTS = 3


@dataclass(frozen=True)
class Telling:
    """A case as it is told under its name, and on what standing of it the write depends."""

    name: Name
    case: CaseTold
    condition: Condition = ANYHOW

    def row(self, number: int) -> Row:
        names = {"system": self.name.system, "reference": self.name.reference}
        return Row(number, self.case.cells() | names)


@dataclass(slots=True)
class Written:
    """What became of a case. `case` is the one that was here, if the asker may write it."""

    telling: Telling
    told: Told
    case: Case | None = None
    judged: Judged | None = None
    refusals: list[DomainError] = field(default_factory=list)
    outcome: WriteOutcome = WriteOutcome.UNCHANGED

    @property
    def name(self) -> Name:
        """Return the name as it is kept; empty where it can't be read."""
        return Name(*self.told.key)

    @property
    def made(self) -> Making | None:
        return self.judged.made if self.judged and not self.refusals else None

    @property
    def case_id(self) -> UUID | None:
        """Return the case that was here, or was written now."""
        if self.case:
            return self.case.id
        created = self.made if self.outcome is WriteOutcome.CREATED else None
        return created.id if created else None

    def refuse(self, *refusals: DomainError) -> None:
        self.refusals += refusals
        self.outcome = WriteOutcome.REFUSED


class OvertakenError(Exception):
    """Somebody else gave a name to a case, or took it away, while it was looked for."""


class Writing:
    """Writes cases for somebody on a day, in one transaction."""

    def __init__(
        self, session: Session, actor: Actor, tellings: Sequence[Telling], today: date
    ) -> None:
        self.session = session
        self.actor = actor
        self.tellings = tellings
        self.today = today
        self.judge = Judge(session, actor, known_to(session, actor, today, named(tellings)), today)

    def write(self, *, dry_run: bool = False, stops: bool = True) -> list[Written]:
        """Write the cases; all are taken back if that was only tried, or one refusal `stops` them.

        Who is overtaken by another writer of the same names begins anew, and finds the other's.
        """
        for _ in range(ATTEMPTS):
            try:
                return self.attempt(dry_run=dry_run, stops=stops)
            except (IntegrityError, OvertakenError):
                continue
        raise Busy("busy", "Others are writing the same cases. Nothing was changed; try again.")

    def attempt(self, *, dry_run: bool, stops: bool) -> list[Written]:
        written = self.judged()
        with self.session.begin_nested() as whole:
            citizens = self.add_citizens(written)
            for each in written:
                self.change(each)
            stopped = stops and any(each.refusals for each in written)
            made = [each.made for each in written if each.made]
            if dry_run or stopped:
                whole.rollback()
            elif made:
                self.writer.write(made, citizens)
        for each in written:
            each.outcome = ended(each, stopped=stopped)
        return written

    @cached_property
    def writer(self) -> Writer:
        return Writer(self.session, self.judge.clocks)

    def judged(self) -> list[Written]:
        """Say what is to become of each case. Those that are here are locked."""
        read = self.judge.teller.read
        written = [Written(each, read(each.row(at))) for at, each in enumerate(self.tellings)]
        here = queries.lock_named(self.session, self.actor, {each.name for each in written})
        for each in written:
            each.case = here.get(each.name)
        refuse_repeats(written)
        for each in written:
            try:
                each.telling.condition.check(each.case.version if each.case else None)
            except PreconditionFailed as refusal:
                each.refuse(refusal)
        goes_on = [each for each in written if not each.refusals]
        found = self.judge.judge([each.told for each in goes_on])
        for each, judged in zip(goes_on, found, strict=True):
            take_in(each, judged)
        return written

    def add_citizens(self, written: Sequence[Written]) -> Mapping[bytes, UUID]:
        """Add those whom cases are about and who are new here; return them by their index."""
        new = {
            each.told.line.cpr_index: each.told.person
            for each in written
            if each.told.person and each.told.line.cpr_index and not each.refusals
        }
        ids = citizen_ids(self.session, self.actor, list(new.values())) if new else {}
        found = {index: ids[person.number.kept] for index, person in new.items() if person.number}
        for each in written:
            if index := each.told.line.cpr_index:
                each.told.line.citizen_id = found.get(index)
        return found

    def change(self, each: Written) -> None:
        """Bring a case that is here to what is told of it, or say why not."""
        if not (each.case and each.judged and each.judged.standing and each.judged.differs):
            return
        changing = Changing(
            session=self.session,
            actor=self.actor,
            today=self.today,
            case=each.case,
            standing=each.judged.standing,
            line=each.told.line,
            starter=self.judge.starter,
        )
        try:
            with self.session.begin_nested():
                if bring_to(changing):
                    each.outcome = WriteOutcome.UPDATED
        except DomainError as refusal:
            each.refuse(refusal)


def named(tellings: Iterable[Telling]) -> Named:
    cases = [each.case for each in tellings]
    return Named.by(
        units=[case.unit for case in cases],
        types=[case.case_type for case in cases],
        people=[case.caseworker for case in cases if case.caseworker],
    )


def refuse_repeats(written: Sequence[Written]) -> None:
    """Refuse what an earlier item says already: names, numbers and cases stand in one only."""
    references: dict[Name, int] = {}
    numbers: dict[str, int] = {}
    cases: dict[UUID, int] = {}
    for at, each in enumerate(written):
        if all(each.told.key):
            note_repeat(each.told, references, each.name, "reference", of="Item")
        if number := each.told.line.case_number:
            note_repeat(each.told, numbers, number, "number", of="Item")
        if each.case and cases.setdefault(each.case.id, at) != at and not each.told.faults:
            first = f"Item {cases[each.case.id]} names the same case in another way."
            each.told.faults.append(Fault("reference", "case_repeated", first, RuleBroken))


def take_in(each: Written, judged: Judged) -> None:
    """Note what a case was judged to come to, unless it is another one than was locked."""
    if each.told.faults:
        each.refuse(*(refusal_of(fault) for fault in each.told.faults))
        return
    if (judged.standing.id if judged.standing else None) != (each.case.id if each.case else None):
        raise OvertakenError
    each.judged = judged


def refusal_of(fault: Fault) -> DomainError:
    return fault.kind(fault.code, fault.detail, pointer=fault.field)


def ended(each: Written, *, stopped: bool) -> WriteOutcome:
    outcome = WriteOutcome.CREATED if each.made else each.outcome
    writes = outcome in {WriteOutcome.CREATED, WriteOutcome.UPDATED}
    return WriteOutcome.HELD_BACK if stopped and writes else outcome
