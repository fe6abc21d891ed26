"""A question about complaints, answered: from the facts in memory, in the words of a language."""

from dataclasses import dataclass
from typing import Any, Final

from api.complaints.patterns.grouping import check_dimensions
from api.complaints.patterns.schemas import ComplaintFilters, PatternsQuery, query_string
from api.complaints.patterns.selecting import Asked
from api.complaints.patterns.spans import Span, checked_span, compared_span
from api.complaints.patterns.standing import Data
from api.complaints.patterns.table import Table, compared, table_of, with_margins
from api.complaints.patterns.telling import sentence
from api.complaints.patterns.words import defined
from api.complaints.patterns.writing import axes_json, cells_json, object_json
from api.language import Language

PATH: Final = "/v1/complaints/patterns"


@dataclass(frozen=True)
class Answer:
    """The tables of a query: its own, of each axis alone, and of all together."""

    query: PatternsQuery
    asked: Asked
    table: Table
    margins: tuple[Table, ...]
    total: Table
    before: Table | None
    before_span: Span | None


def asked_of(data: Data, query: ComplaintFilters, units: Any) -> Asked:
    facts = data.holding.facts.facts
    assert facts is not None  # noqa: S101 - had into memory when the data was prepared
    span = checked_span(query.received_from, query.received_before, query.period)
    return Asked(facts, data.number, data.places, query, span, units, data.found)


def answered(asked: Asked, query: PatternsQuery) -> Answer:
    """Compute the tables that a query asks for."""
    by, measures = list(query.by), list(dict.fromkeys(query.measure))
    check_dimensions(by)
    table, margins = with_margins(asked, by, measures)
    before = span = None
    if query.compare:
        span = compared_span(asked.span, query.compare, query.compare_day)
        before = compared(asked, table, measures, span)
    total = table_of(asked, [], measures)
    return Answer(query, asked, table, margins, total, before, span)


def written(answer: Answer, data: Data, language: Language) -> bytes:
    """Return an answer as JSON."""
    query, places = answer.query, data.places
    margins = (
        f'{{"dimension":"{each.axes[0].dimension}","cells":{cells_json(each)}}}'
        for each in answer.margins
    )
    told = {
        "data": data.told(),
        "period": span_told(answer.asked.span),
        "compared_period": answer.before_span and span_told(answer.before_span),
        "protected": False,
        "measures": [defined(measure, language) for measure in dict.fromkeys(query.measure)],
        "by": axes_json(answer.table.axes, places, language),
        "sentence": sentence(answer.table, answer.total, places, language),
        "link": permanent(PATH, query, data),
    }
    return object_json(
        told,
        cells=cells_json(answer.table, answer.before),
        margins="[" + ",".join(margins) + "]",
        total=cells_json(answer.total)[1:-1],
    )


def span_told(span: Span) -> dict[str, str | None]:
    return {
        "from": span.first_on.isoformat() if span.first_on else None,
        "before": span.before_on.isoformat() if span.before_on else None,
    }


def permanent(path: str, query: ComplaintFilters, data: Data) -> str:
    """Return the address under which the same figures are found for ever."""
    return f"{path}?{query_string(query, data=data.number)}"
