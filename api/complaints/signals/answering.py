"""Signals and trends, computed from the facts and told in the words of a language."""

from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

import numpy as np

from api.complaints.facts.columns import Column
from api.complaints.patterns.answering import PATH as PATTERNS
from api.complaints.patterns.answering import span_told
from api.complaints.patterns.dimensions import Dimension
from api.complaints.patterns.period_words import period_words
from api.complaints.patterns.schemas import ComplaintFilters, DataOut, SpanOut, query_string
from api.complaints.patterns.selecting import Asked
from api.complaints.patterns.spans import Span
from api.complaints.patterns.standing import Data
from api.complaints.signals import gathering, rules
from api.complaints.signals.ended import judged_on, periods_of_trend, quarter_asked
from api.complaints.signals.finding import Finding
from api.complaints.signals.schemas import (
    MethodOut,
    SignalsOut,
    TrendOut,
    TrendPoint,
)
from api.complaints.signals.telling import METHOD, shown, told
from api.errors import InvalidInput
from api.language import Language
from api.words.enumerations import Both, said

PATH: Final = "/v1/complaints/signals"
TREND_PATH: Final = "/v1/complaints/trend"
FILTER_OF: Final = {Dimension.CAUSE_GROUP: Dimension.CAUSE}
CALM: Final[Both] = (
    "Alle perioder ligger inden for det, tilfældigheder forklarer.",
    "All periods lie within what chance explains.",
)
RESTLESS: Final[Both] = (
    "Uden for det, tilfældigheder forklarer: {periods}.",
    "Outside of what chance explains: {periods}.",
)


def signals(asked: Asked, data: Data, query: Any, today: date, language: Language) -> SignalsOut:
    """Find what is more than chance in a quarter."""
    from api.complaints.signals.searching import search  # noqa: PLC0415 - SciPy takes its time

    before_on = quarter_asked(asked.span, judged_on(data, today))
    whole = asked.of(Span(None, before_on))
    periods = gathering.quarters_until(before_on, gathering.earliest_day(whole))
    if periods.number <= rules.FEWEST_PERIODS_BEFORE:
        raise InvalidInput(
            "too_little_past",
            f"Signals need {rules.FEWEST_PERIODS_BEFORE} quarters before the one that is judged.",
            pointer="period",
        )
    found = search(
        gathering.everything(whole, periods),
        gathering.spots_of(whole, periods),
        list(gathering.exposures_of(whole, periods)),
    )
    return SignalsOut(
        data=DataOut(**data.told()),
        period=SpanOut.model_validate(span_told(periods.last(1))),
        compared_periods=list(periods.names[:-1]),
        sentence=told(found.findings, found.tests, language),
        link=of_span(PATH, query, data, period=periods.names[-1]),
        method=MethodOut(
            tests=found.tests,
            level=rules.FALSE_DISCOVERIES,
            control="Benjamini-Yekutieli",
            linear_overdispersion=found.spread.linear,
            quadratic_overdispersion=found.spread.quadratic,
            text=said(METHOD, language),
        ),
        signals=[
            shown(each, link_of(each, query, data, periods), data.places, language)
            for each in found.findings
        ],
    )


def link_of(
    finding: Finding, query: ComplaintFilters, data: Data, periods: gathering.Periods
) -> str:
    """Return the pattern that shows a signal: its cell, quarter by quarter."""
    kept = query.model_dump(mode="json", exclude_defaults=True, exclude={"period", "data"})
    cell = {FILTER_OF.get(Dimension(d), d): [value] for d, value in finding.cell}
    by = [Dimension.QUARTER.value]
    if not finding.is_change and not finding.rose:
        by = [Dimension.DEADLINE_STATE.value]
    elif not finding.is_change:
        changed = finding.kind is rules.SignalKind.EXCESS_AFTER_CASEWORKER_CHANGE
        by = [(Dimension.CASEWORKER_CHANGES if changed else Dimension.DEADLINE_STATE).value]
    span = periods.span
    asked = kept | {
        "by": by,
        "measure": ["complaints", "per_100_decisions"],
        "received_from": span.first_on,
        "received_before": span.before_on,
        "data": data.number,
    }
    return f"{PATTERNS}?{urlencode(asked | cell, doseq=True)}"


def trend(
    asked: Asked, data: Data, query: Any, today: date, by: Dimension, language: Language
) -> TrendOut:
    """Return the rate of each period, with the limits that chance keeps it within."""
    periods = periods_of_trend(asked.span, judged_on(data, today), by)
    within = asked.of(periods.span)
    counts, under, _ = gathering.counts_of(within, [], periods)
    decisions = under[0] if (under[0] > 0).all() else None
    points = points_of(within, periods, counts[0], decisions)
    outside = [period_words(point.period, language) for point in points if point.outside]
    words = said(RESTLESS if outside else CALM, language)
    return TrendOut(
        data=DataOut(**data.told()),
        sentence=words.format(periods=", ".join(outside)),
        link=of_span(
            TREND_PATH,
            query,
            data,
            received_from=periods.span.first_on,
            received_before=periods.span.before_on,
        ),
        definition="complaints.1" if decisions is None else "per_100_decisions.1",
        points=points,
    )


def points_of(
    asked: Asked, periods: gathering.Periods, counts: Column, decisions: Column | None
) -> list[TrendPoint]:
    """Return complaints per 100 decisions in each period, or their number if none are told."""
    from api.complaints.signals.changes import against_own_past  # noqa: PLC0415
    from api.complaints.signals.limits import control_limits  # noqa: PLC0415

    spread = against_own_past(
        gathering.series_of(asked, periods, [(Dimension.UNIT,), (Dimension.CASE_TYPE,)])
    )[1]
    under, per = (np.ones(periods.number), 1) if decisions is None else (decisions, 100)
    limits = control_limits(counts, under, spread, per=per)
    return [
        TrendPoint(
            period=name,
            complaints=int(counts[n]),
            decisions=None if decisions is None else int(decisions[n]),
            value=_known(limits.value[n]),
            centre=_known(limits.centre[n]),
            lower=_known(limits.lower[n]),
            upper=_known(limits.upper[n]),
            outside=bool(not limits.lower[n] <= limits.value[n] <= limits.upper[n]),
        )
        for n, name in enumerate(periods.names)
    ]


def of_span(path: str, query: ComplaintFilters, data: Data, **days: Any) -> str:
    """Return the address under which the same days of the same data are judged for ever."""
    days = dict.fromkeys(("period", "received_from", "received_before")) | days
    return f"{path}?{query_string(query.model_copy(update=days | {'data': data.number}))}"


def _known(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), 6)
