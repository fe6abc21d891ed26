"""What a line tells is held against what is here: a case to make, to change, or to leave."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlmodel import Session

from api.casework.imports import queries
from api.casework.imports.arriving import Arriving
from api.casework.imports.clocks import Clocks
from api.casework.imports.known import Known
from api.casework.imports.lines import Line
from api.casework.imports.making import Maker, Making
from api.casework.imports.rules import Fault, attempt
from api.casework.imports.standing import Standing, check_number, differences
from api.casework.imports.telling import Teller, Told
from api.catalogue.closing_days.queries import arrivals
from api.catalogue.terms.kinds import DeadlineKind
from api.citizens.keys import cpr_index
from api.citizens.queries import ids_by_number
from api.deadlines.starting import Starter
from api.errors import NotAllowed, RuleBroken
from api.people.rules import Actor, Scope

REPEATED = {"reference": "reference_repeated", "number": "number_repeated"}


@dataclass(slots=True)
class Judged:
    """What a line comes to, if nothing in it is at fault: `made` is a case that is new here.

    One that is here already has its `standing`, and `differs` from the line or not.
    """

    told: Told
    standing: Standing | None = None
    differs: bool = False
    made: Making | None = None


class Judge:
    """Judges lines for somebody on a day, by the terms and calendar of one transaction.

    These are read when the first line needs them. `looked_up` counts the numbers of citizens that
    were held against those who are here.
    """

    def __init__(self, session: Session, actor: Actor, known: Known, today: date) -> None:
        self.session = session
        self.actor = actor
        self.known = known
        self.today = today
        self.teller = Teller(known, actor, today)
        self.looked_up = 0

    @cached_property
    def starter(self) -> Starter:
        return Starter(self.session)

    @cached_property
    def clocks(self) -> Clocks:
        return Clocks(self.starter)

    @cached_property
    def maker(self) -> Maker:
        arriving = Arriving(arrivals(self.session), self.starter.calendar)
        return Maker(self.clocks, arriving, self.known.type_names, self.today)

    def judge(self, told: Sequence[Told]) -> list[Judged]:
        """Say what each line comes to, noting its faults."""
        known = queries.standings(self.session, {each.key for each in told if all(each.key)})
        self.refuse_taken_numbers([each for each in told if each.key not in known])
        self.find_citizens(told)
        return [self.judged(each, known.get(each.key)) for each in told]

    def judged(self, told: Told, standing: Standing | None) -> Judged:
        if standing:
            attempt(told.faults, self.check_known, told.line, standing)
            differs = not told.faults and any(differences(told.line, standing))
            return Judged(told, standing, differs)
        return Judged(told, made=None if told.faults else self.make(told))

    def refuse_taken_numbers(self, new: Sequence[Told]) -> None:
        """Refuse to give a new case a number that another has."""
        numbers = {each.line.case_number for each in new if each.line.case_number}
        taken = queries.taken_numbers(self.session, numbers) if numbers else set()
        for each in new:
            if each.line.case_number in taken:
                detail = "Another case has this number. If it is this case, give it this reference."
                each.faults.append(Fault("number", "case_number_taken", detail, RuleBroken))

    def find_citizens(self, told: Iterable[Told]) -> None:
        """Let lines name their citizens by id, or by the index of a number that is new here."""
        about = [(each, each.person.number) for each in told if each.person and not each.faults]
        numbers = {number.kept for _, number in about if number}
        known = ids_by_number(self.session, numbers) if numbers else {}
        self.looked_up += len(numbers)
        for each, number in about:
            if number is None:
                continue
            each.line.citizen_id = known.get(number.kept)
            if each.line.citizen_id is None:
                each.line.cpr_index = cpr_index(number.kept)

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

    def make(self, told: Told) -> Making:
        """Make a new case, unless something in it can't be."""
        attempt(told.faults, self.check_extending, told.line)
        made = self.maker.make(told.line)
        told.faults += made.faults
        return made

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


def note_repeat(
    told: Told, earlier: dict[Any, int], key: Any, field: str, of: str = "Line"
) -> None:
    """Refuse a line whose key an earlier one has; else remember it for the later ones."""
    first = earlier.setdefault(key, told.line.number)
    if first != told.line.number:
        detail = f"{of} {first} has the same {field}."
        told.faults.append(Fault(field, REPEATED[field], detail, RuleBroken))
