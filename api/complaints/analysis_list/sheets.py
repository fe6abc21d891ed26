"""The list of a year as a sheet, in words."""

from typing import Final

from api.complaints.analysis_list.schemas import AnalysedComplaint, AnalysisListOut
from api.complaints.files import Cell, Sheet
from api.complaints.patterns.dimensions import ComplaintMark, ComplaintOutcome
from api.complaints.points.schemas import NamedTwice
from api.complaints.rules import ComplaintChannel, ComplaintKind, PointFinding
from api.language import Language
from api.words.enumerations import Both, said, words_of

FILE: Final[Both] = ("klager-til-analyse", "complaints-for-analysis")
SHEET: Final[Both] = ("Klager {year}", "Complaints {year}")
HEADINGS: Final[tuple[Both, ...]] = (
    ("Løbenr.", "No."),
    ("Modtaget", "Received"),
    ("Enhed", "Unit"),
    ("Sagstype", "Case type"),
    ("Klagetype", "Kind"),
    ("Kanal", "Channel"),
    ("Udfald", "Outcome"),
    ("Klageårsager", "Causes"),
    ("Vurdering", "Findings"),
    ("Mærker", "Marks"),
    ("Tekst", "Text"),
)
WIDTHS: Final = (8, 10, 28, 28, 16, 16, 22, 36, 24, 36, 100)
KINDS: Final = words_of(ComplaintKind)
CHANNELS: Final = words_of(ComplaintChannel)
OUTCOMES: Final = words_of(ComplaintOutcome)
FINDINGS: Final = words_of(PointFinding)
MARKS: Final = words_of(ComplaintMark)


def sheet_of(found: AnalysisListOut, language: Language) -> Sheet:
    rows = [row_of(item, language) for item in found.items]
    headings = [said(each, language) for each in HEADINGS]
    return Sheet(said(SHEET, language).format(year=found.year), headings, rows, WIDTHS)


def row_of(item: AnalysedComplaint, language: Language) -> list[Cell]:
    """Return a complaint's cells. Of points, the first cause has the first finding."""
    findings = (said(FINDINGS[p.finding], language) if p.finding else "–" for p in item.points)
    marks = dict.fromkeys(mark for point in item.points for mark in point.marks)
    return [
        item.running,
        item.received_month,
        item.unit,
        named(item.case_type, language) if item.case_type else None,
        said(KINDS[item.kind], language),
        said(CHANNELS[item.channel], language),
        said(OUTCOMES[item.outcome], language),
        "; ".join(named(point.cause, language) for point in item.points),
        "; ".join(findings),
        "; ".join(said(MARKS[mark], language) for mark in marks),
        item.text,
    ]


def named(thing: NamedTwice, language: Language) -> str:
    return said((thing.name_da, thing.name_en), language)
