"""A file of cases is carried out: all of it, what is in order of it, or none.

Lines are judged as they come, and staged. What new cases come to is known by then; they are written
at once in the end. A case that is here already is changed by the acts of casework, one after the
other, and can still be refused. The caller owns the transaction.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TypeVar

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from api.casework.imports import staging, writing
from api.casework.imports.changing import carry_out
from api.casework.imports.formats.rows import Row
from api.casework.imports.intake import LINE, Intake, refusal_rows
from api.casework.imports.rules import Fault, Format, OnRefusal, ending
from api.casework.imports.tables import CaseImport
from api.citizens.rules import LookupKind
from api.citizens.services import note_lookup
from api.deadlines.starting import Starter
from api.errors import DomainError, RuleBroken
from api.people.rules import Actor
from api.resource import add

AT_A_TIME = 1000
T = TypeVar("T")


@dataclass(frozen=True)
class Asked:
    """How a file is to be imported, and what it is called."""

    format: Format
    dry_run: bool = False
    on_refusal: OnRefusal = OnRefusal.STOP
    file_name: str | None = None

    def stops(self, refused: int) -> bool:
        return self.on_refusal is OnRefusal.STOP and refused > 0


@dataclass
class Changed:
    """What became of the lines that say otherwise of cases that are here."""

    updated: int = 0
    unchanged: int = 0
    refused: int = 0


def import_cases(
    session: Session, actor: Actor, rows: Iterable[Row], asked: Asked, today: date
) -> CaseImport:
    """Read all rows, carry out what was asked, and keep the report.

    Raises what makes the whole file unusable; then nothing is kept.
    """
    intake = Intake(session, actor, today)
    for batch in batches(rows, AT_A_TIME):
        intake.take(batch)
    writing.analyze(session)
    refused: staging.Rows = {"refusals": []}
    with session.begin_nested() as attempted:
        changed = change_cases(intake.judge.starter, actor, today, refused)
        stopped = asked.stops(intake.counts.refused + changed.refused)
        if asked.dry_run or stopped:
            attempted.rollback()
        else:
            write_new(session)
    staging.copy_rows(session, refused)
    report = reported(intake, changed, actor, asked, stopped=stopped)
    add(session, report)
    staging.keep_refusals(session, report.id)
    if intake.judge.looked_up:
        note_lookups(session, actor, today, report)
    return report


def batches(rows: Iterable[T], most: int) -> Iterator[list[T]]:
    waiting = iter(rows)
    while batch := list(islice(waiting, most)):
        yield batch


def change_cases(starter: Starter, actor: Actor, today: date, refused: staging.Rows) -> Changed:
    """Change the cases that are here, each wholly or not at all."""
    session = starter.session
    changed = Changed()
    writing.write_citizens(session, "changes")
    for told, new_citizen in staging.changes(session):
        line = LINE.validate_json(told)
        line.citizen_id = new_citizen or line.citizen_id
        try:
            with session.begin_nested():
                done = carry_out(starter, actor, line, today)
        except DomainError as refusal:
            changed.refused += 1
            refused["refusals"] += refusal_rows(line, [Fault.of(refusal)])
        else:
            changed.updated += done
            changed.unchanged += not done
    return changed


def write_new(session: Session) -> None:
    """Write the new cases; refuse if somebody else gave away a number or reference meanwhile."""
    try:
        writing.write_cases(session)
    except IntegrityError as error:
        raise RuleBroken(
            "import_overtaken",
            "While this file was read, somebody else wrote a case of it. Nothing was changed; "
            "send it again.",
        ) from error


def note_lookups(session: Session, actor: Actor, today: date, report: CaseImport) -> None:
    """Keep that many were looked up by their numbers; the cases' history tells who they are."""
    note_lookup(
        session,
        actor,
        today,
        kind=LookupKind.IMPORT,
        purpose=f"case import {report.id}",
        citizen_id=None,
    )


def reported(
    intake: Intake, changed: Changed, actor: Actor, asked: Asked, *, stopped: bool
) -> CaseImport:
    counts = intake.counts
    return CaseImport(
        started_by_kind=actor.kind,
        started_by_id=actor.id,
        started_by_name=actor.name,
        file_name=asked.file_name,
        format=asked.format,
        dry_run=asked.dry_run,
        on_refusal=asked.on_refusal,
        state=ending(dry_run=asked.dry_run, stopped=stopped),
        lines=counts.lines,
        created=counts.created,
        updated=changed.updated,
        unchanged=counts.unchanged + changed.unchanged,
        refused=counts.refused + changed.refused,
        without_term=counts.without_term,
    )
