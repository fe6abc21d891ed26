"""Lines are taken in a batch at a time: judged by what is here, and staged."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import TypeAdapter
from sqlmodel import Session

from api.casework.imports import queries, staging
from api.casework.imports.formats.rows import Row
from api.casework.imports.judging import Judge, Judged, note_repeat
from api.casework.imports.lines import Line
from api.casework.imports.making import Making
from api.casework.imports.rules import Fault, without_cpr
from api.casework.imports.staged import COLUMNS
from api.casework.imports.telling import Told
from api.citizens.services import contents
from api.people.rules import Actor
from api.table import new_id

LINE = TypeAdapter(Line)


@dataclass(slots=True)
class Counts:
    """What became of the lines. `changes` wait to be carried out one by one."""

    lines: int = 0
    created: int = 0
    changes: int = 0
    unchanged: int = 0
    refused: int = 0
    without_term: int = 0


class Intake:
    """Takes in the lines of one file, for somebody on a day."""

    def __init__(self, session: Session, actor: Actor, today: date) -> None:
        self.session = session
        self.judge = Judge(session, actor, queries.known_to(session, actor, today), today)
        self.counts = Counts()
        self.rows: staging.Rows = defaultdict(list)
        staging.make_tables(session)

    def take(self, rows: Sequence[Row]) -> None:
        """Take in a batch: what is in order is staged, what is not is staged as refused."""
        told = [self.judge.teller.read(row) for row in rows]
        self.counts.lines += len(told)
        self.refuse_repeats(told)
        for judged in self.judge.judge(told):
            self.stage(judged)
        self.rows["clocks"] += self.judge.clocks.newly_counted()
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

    def stage(self, judged: Judged) -> None:
        told = judged.told
        if told.faults:
            self.counts.refused += 1
            self.rows["refusals"] += refusal_rows(told.line, told.faults)
        elif judged.made:
            self.stage_new(told, judged.made)
        elif judged.differs:
            self.stage_change(told)
        else:
            self.counts.unchanged += 1

    def stage_new(self, told: Told, made: Making) -> None:
        self.counts.created += 1
        self.counts.without_term += self.judge.lacks_term(made)
        self.stage_citizen(told)
        for table, row in made.rows:
            self.rows[table].append(row)

    def stage_change(self, told: Told) -> None:
        self.counts.changes += 1
        self.stage_citizen(told)
        as_text = LINE.dump_json(told.line, exclude={"cpr_index"}).decode()
        self.rows["changes"].append((told.line.number, as_text, told.line.cpr_index))

    def stage_citizen(self, told: Told) -> None:
        """Stage whom a line is about, encrypted, if they are new here."""
        if told.person and told.line.cpr_index:
            kept = contents(told.person) | {"id": new_id()}
            self.rows["citizens"].append(tuple(kept[name] for name in COLUMNS["citizens"]))


def refusal_rows(line: Line, faults: Iterable[Fault]) -> list[tuple[Any, ...]]:
    key = [without_cpr(name) or None for name in (line.system, line.reference)]
    return [
        (line.number, fault.field, fault.code, without_cpr(fault.detail), *key) for fault in faults
    ]
