"""Lines are taken in a batch at a time: judged, compared with what is here, and staged."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import TypeAdapter
from sqlmodel import Session

from api.casework.imports import queries, staging
from api.casework.imports.arriving import Arriving
from api.casework.imports.clocks import Clocks
from api.casework.imports.formats.rows import Row
from api.casework.imports.lines import Line
from api.casework.imports.making import Maker, Making
from api.casework.imports.rules import Fault, attempt, without_cpr
from api.casework.imports.staged import COLUMNS
from api.casework.imports.standing import Standing, check_number, differences
from api.casework.imports.telling import Teller, Told
from api.catalogue.closing_days.queries import arrivals
from api.catalogue.terms.kinds import DeadlineKind
from api.citizens.keys import cpr_index
from api.citizens.queries import ids_by_number
from api.citizens.services import contents
from api.deadlines.starting import Starter
from api.errors import NotAllowed, RuleBroken
from api.people.rules import Actor, Scope
from api.table import new_id

LINE = TypeAdapter(Line)
REPEATED = {"reference": "reference_repeated", "number": "number_repeated"}


@dataclass(slots=True)
class Counts:
    """What became of the lines. `changes` wait to be carried out one by one."""

    lines: int = 0
    created: int = 0
    changes: int = 0
    unchanged: int = 0
    refused: int = 0
    without_term: int = 0
    about_citizens: int = 0


class Intake:
    """Takes in the lines of one file, for somebody on a day."""

    def __init__(self, session: Session, actor: Actor, today: date) -> None:
        self.session = session
        self.actor = actor
        known = queries.known_to(session, actor, today)
        starter = Starter(session)
        self.teller = Teller(known, actor, today)
        self.clocks = Clocks(starter)
        arriving = Arriving(arrivals(session), starter.calendar)
        self.maker = Maker(self.clocks, arriving, known.type_names, today)
        self.counts = Counts()
        self.rows: staging.Rows = defaultdict(list)
        staging.make_tables(session)

    def take(self, rows: Sequence[Row]) -> None:
        """Take in a batch: what is in order is staged, what is not is staged as refused."""
        told = [self.teller.read(row) for row in rows]
        self.counts.lines += len(told)
        self.refuse_repeats(told)
        known = queries.standings(self.session, {each.key for each in told if all(each.key)})
        self.refuse_taken_numbers([each for each in told if each.key not in known])
        self.find_citizens(told)
        for each in told:
            if standing := known.get(each.key):
                self.compare(each, standing)
            elif not each.faults:
                self.make(each)
            if each.faults:
                self.counts.refused += 1
                self.rows["refusals"] += refusal_rows(each.line, each.faults)
        self.rows["clocks"] += self.clocks.newly_counted()
        staging.copy_rows(self.session, self.rows)

    def refuse_repeats(self, told: Sequence[Told]) -> None:
        """Refuse what an earlier line says already: a reference and a number name one case."""
        named = [each for each in told if all(each.key)]
        references = staging.earlier_references(self.session, [each.key for each in named])
        numbered = [each for each in told if each.line.case_number]
        numbers = staging.earlier_numbers(
            self.session, [each.line.case_number for each in numbered if each.line.case_number]
        )
        for each in named:
            note_repeat(each, references, each.key, "reference")
        for each in numbered:
            note_repeat(each, numbers, each.line.case_number, "number")
        self.rows["lines"] += (
            (each.line.number, *each.key, each.line.case_number) for each in named
        )

    def refuse_taken_numbers(self, new: Sequence[Told]) -> None:
        """Refuse to give a new case a number that another has."""
        numbers = {each.line.case_number for each in new if each.line.case_number}
        taken = queries.taken_numbers(self.session, numbers) if numbers else set()
        for each in new:
            if each.line.case_number in taken:
                each.faults.append(
                    Fault(
                        "number",
                        "case_number_taken",
                        "Another case has this number. If it is this case, give it this reference.",
                    )
                )

    def find_citizens(self, told: Iterable[Told]) -> None:
        """Let lines name their citizens by id, or by the index of a number that is new here."""
        about = [(each, each.person.number) for each in told if each.person and not each.faults]
        numbers = {number.kept for _, number in about if number}
        known = ids_by_number(self.session, numbers) if numbers else {}
        self.counts.about_citizens += len(numbers)
        for each, number in about:
            if number is None:
                continue
            each.line.citizen_id = known.get(number.kept)
            if each.line.citizen_id is None:
                each.line.cpr_index = cpr_index(number.kept)

    def compare(self, told: Told, standing: Standing) -> None:
        """Say what is to be changed in a case that is here already."""
        attempt(told.faults, self.check_known, told.line, standing)
        if told.faults:
            return
        if not any(differences(told.line, standing)):
            self.counts.unchanged += 1
            return
        self.counts.changes += 1
        self.stage_citizen(told)
        as_text = LINE.dump_json(told.line, exclude={"cpr_index"}).decode()
        self.rows["changes"].append((told.line.number, as_text, told.line.cpr_index))

    def check_known(self, line: Line, standing: Standing) -> None:
        """Refuse another number than the case has, and tell that only to who may know it."""
        self.check_reach(standing)
        check_number(line, standing)

    def check_reach(self, standing: Standing) -> None:
        """Refuse a reference to a case that the asker may not write, as one that is taken."""
        owners = [standing.caseworker_id]
        if not self.actor.may(Scope.CASES_WRITE, standing.unit_id, owners=owners):
            raise RuleBroken(
                "case_reference_taken",
                "This reference names another case already.",
                pointer="/reference",
            )

    def make(self, told: Told) -> None:
        """Stage a new case, unless something in it can't be."""
        attempt(told.faults, self.check_extending, told.line)
        made = self.maker.make(told.line)
        told.faults += made.faults
        if told.faults:
            return
        self.counts.created += 1
        self.counts.without_term += self.lacks_term(made)
        self.stage_citizen(told)
        for table, row in made.rows:
            self.rows[table].append(row)

    def check_extending(self, line: Line) -> None:
        if line.extended_to and not self.actor.may(Scope.DEADLINES_WRITE, line.unit_id):
            raise NotAllowed(
                "not_allowed",
                f"To extend a deadline needs the right {Scope.DEADLINES_WRITE} in this unit.",
                pointer="/extended_to",
            )

    def lacks_term(self, made: Making) -> bool:
        """Say whether no published term gives the case a deadline, whatever were to start it."""
        if DeadlineKind.DECISION in made.own:
            return False
        type_id, variant, on = (
            made.line.case_type_id,
            made.line.variant or "",
            made.line.received_on,
        )
        return not self.clocks.has_term(type_id, variant, DeadlineKind.DECISION, on)

    def stage_citizen(self, told: Told) -> None:
        """Stage whom a line is about, encrypted, if they are new here."""
        if told.person and told.line.cpr_index:
            kept = contents(told.person) | {"id": new_id()}
            self.rows["citizens"].append(tuple(kept[name] for name in COLUMNS["citizens"]))


def note_repeat(told: Told, earlier: dict[Any, int], key: Any, field: str) -> None:
    """Refuse a line whose key an earlier one has; else remember it for the later ones."""
    first = earlier.setdefault(key, told.line.number)
    if first != told.line.number:
        detail = f"Line {first} has the same {field}."
        told.faults.append(Fault(field, REPEATED[field], detail))


def refusal_rows(line: Line, faults: Iterable[Fault]) -> list[tuple[Any, ...]]:
    key = [without_cpr(name) or None for name in (line.system, line.reference)]
    return [
        (line.number, fault.field, fault.code, without_cpr(fault.detail), *key) for fault in faults
    ]
