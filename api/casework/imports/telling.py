"""A row of a file becomes what it tells of a case, or all that is wrong with it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from api.cases.rules import Origin
from api.casework.imports.columns import BY_NAME, REQUIRED
from api.casework.imports.formats.rows import Row
from api.casework.imports.known import Known
from api.casework.imports.lines import Line, faults_of
from api.casework.imports.rules import Fault, attempt
from api.citizens.rules import NewCitizen, PersonNumber, check_born
from api.errors import InvalidInput, NotAllowed
from api.people.rules import Actor, Scope

# Stands for what could not be read, so that the rest of a refused line is judged too.
UNREAD: Mapping[str, Any] = {
    "system": "",
    "reference": "",
    "case_type_id": UUID(int=0),
    "unit_id": UUID(int=0),
    "origin": Origin.CITIZEN,
    "received_on": date.min,
}
AS_THEY_ARE = frozenset(BY_NAME) & frozenset(Line.__dataclass_fields__) - {"number"}


@dataclass(slots=True)
class Told:
    """What a row tells: a line to be carried out, and whom it is about; or its faults."""

    line: Line
    person: NewCitizen | None
    faults: list[Fault]

    @property
    def key(self) -> tuple[str, str]:
        return self.line.system, self.line.reference


class Teller:
    """Reads rows for somebody on a day."""

    def __init__(self, known: Known, actor: Actor, today: date) -> None:
        self.known = known
        self.actor = actor
        self.today = today
        self.names_citizens = actor.has(Scope.CITIZENS_WRITE)
        self.named = {
            "unit": ("unit_id", known.unit),
            "case_type": ("case_type_id", known.case_type),
            "caseworker": ("caseworker_id", known.caseworker),
            "letter_type": ("letter_type_id", known.letter_type),
        }

    def read(self, row: Row) -> Told:
        faults = list(row.faults)
        if row.unread:
            return Told(Line(number=row.line, **UNREAD), None, faults)
        values = self.values(row, faults)
        person = self.person(values, faults)
        line = self.line(row.line, values, faults)
        at_fault = {fault.field for fault in faults}
        faults += (fault for fault in faults_of(line, self.today) if fault.field not in at_fault)
        return Told(line, person, faults)

    def values(self, row: Row, faults: list[Fault]) -> dict[str, Any]:
        """Return what the cells hold, by column."""
        values: dict[str, Any] = {}
        for name, raw in row.cells.items():
            try:
                value = BY_NAME[name].read(raw)
            except InvalidInput as refusal:
                faults.append(Fault(name, refusal.code, refusal.detail))
            else:
                if value is not None:
                    values[name] = value
        at_fault = {fault.field for fault in faults}
        faults += (
            Fault(name, "missing", "This is required.")
            for name in REQUIRED
            if name not in values and name not in at_fault
        )
        return values

    def person(self, values: Mapping[str, Any], faults: list[Fault]) -> NewCitizen | None:
        """Return whom the line is about. Whether they are known here is told to nobody."""
        number: PersonNumber | None = values.get("cpr")
        birth_on: date | None = values.get("birth_on")
        if number is None:
            if birth_on and all(fault.field != "cpr" for fault in faults):
                faults.append(
                    Fault("cpr", "cpr_missing", "A day of birth alone tells of no citizen.")
                )
            return None
        attempt(faults, check_born, birth_on or number.birth_on, self.today)
        if not self.names_citizens:
            needed = f"To say whom a case is about needs the right {Scope.CITIZENS_WRITE}."
            faults.append(Fault("cpr", "not_allowed", needed, NotAllowed))
        faults += (
            Fault(name, "cpr_shown", "This is the line's CPR number.")
            for name in ("reference", "number")
            if values.get(name, "").replace("-", "") == number.kept
        )
        return NewCitizen(number, birth_on=birth_on)

    def line(self, number: int, values: Mapping[str, Any], faults: list[Fault]) -> Line:
        told = {**UNREAD, **{name: values[name] for name in AS_THEY_ARE & values.keys()}}
        for name, (field, find) in self.named.items():
            if name in values and (found := attempt(faults, find, values[name])):
                told[field] = found
        return Line(number=number, case_number=values.get("number"), **told)
