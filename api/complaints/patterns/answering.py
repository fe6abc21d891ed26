"""A question about complaints, answered: from the facts in memory, in the words of a language."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from api.complaints.moments import day_of
from api.complaints.patterns.dimensions import Measure
from api.complaints.patterns.grouping import check_dimensions
from api.complaints.patterns.measures import check_measures
from api.complaints.patterns.schemas import ComplaintFilters, PatternsQuery, query_string
from api.complaints.patterns.selecting import Asked
from api.complaints.patterns.spans import Span, checked_span, compared_span
from api.complaints.patterns.standing import Data
from api.complaints.patterns.table import Table, beside, margins, table_of, with_margins
from api.complaints.patterns.telling import comparison, sentence
from api.complaints.patterns.words import defined
from api.complaints.patterns.writing import axes_json, cells_json, object_json
from api.errors import InvalidInput
from api.language import Language

if TYPE_CHECKING:
    from api.complaints.patterns.intervals import Estimate

PATH: Final = "/v1/complaints/patterns"
RATES: Final = frozenset({Measure.COMPLAINTS, Measure.POINTS, Measure.PER_100_DECISIONS})


@dataclass(frozen=True)
class Before:
    """The same cells in another span, and how many times as high the rates are now."""

    span: Span
    table: Table
    total: Table
    ratios: dict[Measure, "Estimate"]


@dataclass(frozen=True)
class Answer:
    """The tables of a query: its own, of each axis alone, and of all together."""

    query: PatternsQuery
    asked: Asked
    table: Table
    margins: tuple[Table, ...]
    total: Table
    before: Before | None = None


def asked_of(data: Data, query: ComplaintFilters, units: Any) -> Asked:
    span = checked_span(query.received_from, query.received_before, query.period)
    on = day_of(data.at)
    return Asked(data.facts, data.number, on, data.places, query, span, units, data.found)


def answered(asked: Asked, query: PatternsQuery) -> Answer:
    """Compute the tables that a query asks for."""
    by, measures = list(query.by), list(dict.fromkeys(query.measure))
    check_dimensions(by)
    check_measures(by, measures)
    total = table_of(asked, [], measures)
    if query.compare_day and not query.compare:
        raise InvalidInput(
            "comparison_day_unused",
            "A day divides before from after only with `before_day`.",
            pointer="compare_day",
        )
    if not query.compare:
        return Answer(query, asked, *with_margins(asked, by, measures), total)
    span = compared_span(asked.span, query.compare, query.compare_day)
    table, before = beside(asked, by, measures, span)
    other = asked.of(span)
    then = Before(span, before, table_of(other, [], measures), ratios(asked, other, table, before))
    return Answer(query, asked, table, margins(asked, by, measures), total, then)


def ratios(asked: Asked, other: Asked, now: Table, then: Table) -> dict[Measure, "Estimate"]:
    """Return how many times as many complaints there are as in the other span, in each cell.

    For the same days, and where decisions are told too, for the same decisions.
    """
    from api.complaints.patterns import intervals  # noqa: PLC0415 - SciPy takes its time

    days = [each.span.days for each in (asked, other)]
    found = {}
    for measure in RATES.intersection(now.figures):
        both = (now.figures[measure], then.figures[measure])
        under = [
            np.full(len(now), span) if each.denominator is None else each.denominator
            for each, span in zip(both, days, strict=True)
        ]
        first, second = (each.n if each.numerator is None else each.numerator for each in both)
        found[measure] = intervals.rate_ratio(first, under[0], second, under[1])
    return found


def written(answer: Answer, data: Data, language: Language) -> bytes:
    """Return an answer as JSON."""
    query, places, before, span = answer.query, data.places, answer.before, answer.asked.span
    note = before and comparison(span, before.span, query.compare, language)
    alone = (
        f'{{"dimension":"{each.axes[0].dimension}","cells":{cells_json(each)}}}'
        for each in answer.margins
    )
    told = {
        "data": data.told(),
        "period": span_told(span),
        "compared_period": span_told(before.span) if before else None,
        "compared_note": note,
        "protected": False,
        "measures": [
            defined(measure, language, days=query.decided_within)
            for measure in dict.fromkeys(query.measure)
        ],
        "by": axes_json(answer.table.axes, places, language),
        "sentence": sentence(answer.table, answer.total, places, language),
        "link": permanent(PATH, query, data),
    }
    return object_json(
        told,
        cells=cells_json(answer.table, *((before.table, before.ratios) if before else ())),
        margins="[" + ",".join(alone) + "]",
        total=cells_json(answer.total, *((before.total,) if before else ()))[1:-1],
    )


def span_told(span: Span) -> dict[str, str | None]:
    return {
        "from": span.first_on.isoformat() if span.first_on else None,
        "before": span.before_on.isoformat() if span.before_on else None,
    }


def permanent(path: str, query: ComplaintFilters, data: Data) -> str:
    """Return the address under which the same figures are found for ever."""
    return f"{path}?{query_string(query, data=data.number)}"
