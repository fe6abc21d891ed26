"""The list of a year as it is answered: without anybody who could be recognised."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session

from api.complaints.analysis_list.queries import Line, lines_of
from api.complaints.analysis_list.schemas import (
    AnalysedComplaint,
    AnalysedPoint,
    AnalysisListOut,
    AnalysisListQuery,
)
from api.complaints.deidentified.queries import Known, known_in
from api.complaints.patterns.dimensions import ComplaintOutcome
from api.complaints.points.queries import points_of
from api.complaints.points.schemas import NamedTwice
from api.errors import InvalidInput
from api.people.rules import Actor

MOST = 20_000


def analysis_list(
    session: Session, actor: Actor, query: AnalysisListQuery, today: date
) -> AnalysisListOut:
    year = today.year - 1 if query.year is None else query.year
    lines = lines_of(session, actor, year, query.kind, MOST + 1)
    if len(lines) > MOST:
        raise InvalidInput(
            "analysis_list_too_large",
            f"These are more than {MOST} complaints. Ask for one kind of them.",
            pointer="kind",
        )
    return AnalysisListOut(
        year=year, kinds=query.kind, made_on=today, items=analysed(session, lines)
    )


def analysed(session: Session, lines: Sequence[Line]) -> list[AnalysedComplaint]:
    ids = [line.complaint.id for line in lines]
    known = known_in(session, ids)
    points: dict[UUID, list[AnalysedPoint]] = {}
    for point, cause in points_of(session, ids):
        named = NamedTwice(id=cause.id, name_da=cause.name_da, name_en=cause.name_en)
        points.setdefault(point.complaint_id, []).append(AnalysedPoint.of(point, named))
    return [
        shown(number, line, points.get(line.complaint.id, []), known[line.complaint.id])
        for number, line in enumerate(lines, start=1)
    ]


def shown(number: int, line: Line, points: list[AnalysedPoint], known: Known) -> AnalysedComplaint:
    complaint, of_type = line.complaint, line.case_type
    return AnalysedComplaint(
        running=number,
        received_month=complaint.received_on.strftime("%Y-%m"),
        unit=line.unit,
        case_type=of_type
        and NamedTwice(id=of_type.id, name_da=of_type.name_da, name_en=of_type.name_en),
        kind=complaint.kind,
        channel=complaint.channel,
        outcome=ComplaintOutcome(line.outcome),
        points=points,
        text=known.removed_from(complaint.text),
    )
