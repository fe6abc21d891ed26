"""A question about complaints, answered: from the facts in memory, in the words of a language."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from api.complaints.moments import day_of
from api.complaints.patterns.dimensions import PERIODS, Measure, check_dimensions
from api.complaints.patterns.measures import check_measures
from api.complaints.patterns.schemas import ComplaintFilters, PatternsQuery, query_string
from api.complaints.patterns.selecting import Asked
from api.complaints.patterns.spans import Span, checked_span, compared_spans
from api.complaints.patterns.standing import Data
from api.complaints.patterns.table import Table, Tables, tables_of
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
    """The same cells in another span. The one it is beside may be `running` still."""

    span: Span
    tables: Tables
    running: bool


@dataclass(frozen=True)
class Answer:
    """The tables of a query, and those of the span it is compared with."""

    query: PatternsQuery
    asked: Asked
    tables: Tables
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
    if query.compare_day and not query.compare:
        raise InvalidInput(
            "comparison_day_unused",
            "A day divides before from after only with `before_day`.",
            pointer="compare_day",
        )
    if not query.compare:
        return Answer(query, asked, tables_of([asked], by, measures)[0])
    if set(by).intersection(PERIODS):
        raise InvalidInput(
            "comparison_by_period",
            "A comparison sets one period beside another: group by something else than periods.",
            pointer="compare",
        )
    span, then = compared_spans(asked.span, asked.on, query.compare, query.compare_day)
    running = span != asked.span
    asked = asked.of(span)
    now, before = tables_of([asked, asked.of(then)], by, measures)
    return Answer(query, asked, now, Before(then, before, running=running))


def ratios(now: Table, then: Table, days: tuple[int, int]) -> dict[Measure, "Estimate"]:
    """Return how many times as many complaints there are as in the other span, in each cell.

    For the same days, and where decisions are told too, for the same decisions.
    """
    from api.complaints.patterns import intervals  # noqa: PLC0415 - SciPy takes its time

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
    note = before and comparison(span, before.span, query.compare, language, running=before.running)
    tables = answer.tables
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
        "by": axes_json(tables.table.axes, places, language),
        "sentence": sentence(tables.table, tables.total, places, language),
        "link": permanent(PATH, query, data),
    }
    return object_json(told, **tables_json(answer))


def tables_json(answer: Answer) -> dict[str, str]:
    """Return the cells, the margins and the total as JSON, each beside what it was."""
    now, before = answer.tables, answer.before
    total = cells_json(now.total, *((before.tables.total,) if before else ()))[1:-1]
    if before is None:
        cells, *sides = map(cells_json, now.parted)
    else:
        days = (answer.asked.span.days, before.span.days)
        pairs = zip(now.parted, before.tables.parted, strict=True)
        cells, *sides = (cells_json(*pair, ratios(*pair, days)) for pair in pairs)
    alone = (
        f'{{"dimension":"{table.axes[0].dimension}","cells":{side}}}'
        for table, side in zip(now.margins, sides, strict=True)
    )
    return {"cells": cells, "margins": "[" + ",".join(alone) + "]", "total": total}


def span_told(span: Span) -> dict[str, str | None]:
    return {
        "from": span.first_on.isoformat() if span.first_on else None,
        "before": span.before_on.isoformat() if span.before_on else None,
    }


def permanent(path: str, query: ComplaintFilters, data: Data) -> str:
    """Return the address under which the same figures are found for ever."""
    return f"{path}?{query_string(query, data=data.number)}"
