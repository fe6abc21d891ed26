"""The columns of an export: what the list shows of a deadline, one fact in each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from api.calendar.terms import TermUnit
from api.deadlines.export.words import (
    KINDS,
    NO,
    OWNERS,
    SINCE,
    STATUSES,
    UNITS,
    WAITED_FOR,
    YES,
    Both,
    said,
)
from api.deadlines.schemas import DeadlineOut
from api.language import Language

Cell = str | int | date | None


class Line(NamedTuple):
    """A deadline as the list shows it, and its case type in the language of the export."""

    shown: DeadlineOut
    case_type: str


@dataclass(frozen=True)
class Column:
    """A column: its heading, how wide a sheet shows it, and its cell of a line."""

    heading: Both
    width: int
    cell: Callable[[Line, Language], Cell]


def day_text(day: date, language: Language) -> str:
    """Return a day as it is written: 20.09.2017, or 2017-09-20 in English."""
    return f"{day:%d.%m.%Y}" if language is Language.DA else day.isoformat()


def term_text(line: Line, language: Language) -> str:
    """Return the term as it is counted: 12 uger, 0-4 uger, straks."""
    term = line.shown.term
    unit = said(UNITS[term.unit], language)
    if term.unit is TermUnit.IMMEDIATELY:
        return unit
    amount = term.amount if term.at_least is None else f"{term.at_least}-{term.amount}"
    return f"{amount} {unit}"


def waiting_text(line: Line, language: Language) -> str | None:
    """Return what the case waits for: Lægeattest (læge, siden 06.09.2017)."""
    waits = (
        f"{wait.what} ({said(WAITED_FOR[wait.waiting_for], language)}, "
        f"{said(SINCE, language)} {day_text(wait.since_on, language)})"
        for wait in line.shown.waiting
    )
    return "; ".join(waits) or None


def in_time_text(line: Line, language: Language) -> str | None:
    in_time = line.shown.notified_in_time
    return None if in_time is None else said(YES if in_time else NO, language)


def caseworker(line: Line, _: Language) -> str | None:
    return line.shown.caseworker.name if line.shown.caseworker else None


def legal_days_left(line: Line, _: Language) -> int:
    """Return the days to the legal day, by which a deadline is judged; negative when it passed."""
    return line.shown.days_left - (line.shown.due_on - line.shown.legal_due_on).days


def promised_on(line: Line, _: Language) -> date | None:
    return line.shown.due_on if line.shown.due_on > line.shown.legal_due_on else None


COLUMNS = (
    Column(("Sagsnummer", "Case number"), 16, lambda line, _: line.shown.case_number),
    Column(("Frist for", "Deadline for"), 22, lambda line, to: said(KINDS[line.shown.kind], to)),
    Column(("Hvis frist", "Owed by"), 16, lambda line, to: said(OWNERS[line.shown.owed_by], to)),
    Column(("Tilstand", "Status"), 17, lambda line, to: said(STATUSES[line.shown.status], to)),
    Column(("Frist", "Due"), 11, lambda line, _: line.shown.legal_due_on),
    Column(("Dage tilbage", "Days left"), 12, legal_days_left),
    Column(("Svar lovet", "Answer promised"), 15, promised_on),
    Column(("Første frist", "First due"), 11, lambda line, _: line.shown.original_due_on),
    Column(("Sag modtaget", "Case received"), 13, lambda line, _: line.shown.received_on),
    Column(("Fristen begyndte", "Started"), 15, lambda line, _: line.shown.started_on),
    Column(("Løbetid", "Term"), 16, term_text),
    Column(("Lovgrundlag", "Legal basis"), 24, lambda line, _: line.shown.term.legal_basis),
    Column(("Venter på", "Waiting for"), 36, waiting_text),
    Column(("Beskeder", "Notices"), 9, lambda line, _: line.shown.extensions),
    Column(("Besked sendt", "Notice sent"), 12, lambda line, _: line.shown.notified_on),
    Column(("Besked i tide", "Notice in time"), 14, in_time_text),
    Column(("Fuldført", "Met"), 11, lambda line, _: line.shown.met_on),
    Column(("Bortfaldet", "Cancelled"), 11, lambda line, _: line.shown.cancelled_on),
    Column(("Enhed", "Unit"), 28, lambda line, _: line.shown.unit.name),
    Column(("Sagstype", "Case type"), 28, lambda line, _: line.case_type),
    Column(("Ansvarlig", "Caseworker"), 22, caseworker),
)
