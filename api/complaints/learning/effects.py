"""Whether complaints became fewer after a change: counted from the facts, told with intervals."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from api.complaints.learning.rules import Months
from api.complaints.patterns.answering import PATH, asked_of
from api.complaints.patterns.dimensions import Dimension, Measure
from api.complaints.patterns.schemas import ComplaintFilters, query_string
from api.complaints.patterns.selecting import Asked
from api.complaints.patterns.spans import Span
from api.complaints.patterns.standing import Data
from api.complaints.signals import gathering, rules
from api.complaints.signals.rules import ExposureBasis

PER: Final = 100
RESTLESS_IN: Final = ((Dimension.CAUSE,), (Dimension.UNIT,), (Dimension.CASE_TYPE,))


@dataclass(frozen=True)
class Counted:
    """Complaints of a kind in a span of days, and the decisions of the same place."""

    complaints: int
    decisions: int

    @classmethod
    def of(cls, asked: Asked, span: Span) -> "Counted":
        within = asked.of(span)
        return cls(int(within.complaints.sum()), int(within.decisions.sum()))


@dataclass(frozen=True)
class Told:
    """What a check tells, and of which state of the data."""

    data_number: int
    figures: dict[str, Any]


def told_of(
    data: Data, query: ComplaintFilters, months: Months, units: Collection[UUID] | None
) -> Told:
    """Compare the months before a change with those after it, in the units that may be counted.

    Complaints are told per 100 decisions; where none were made in one of the spans, per month.
    """
    asked = asked_of(data, query, units)
    spans = (
        Span(months.first_on, months.changed_on),
        Span(months.changed_on, months.before_on),
    )
    counts = tuple(Counted.of(asked, span) for span in spans)
    decided = all(each.decisions for each in counts)
    under = [each.decisions if decided else months.number for each in counts]
    found = effect_of(asked, counts, under, PER if decided else 1, months.changed_on)
    rates = (found.before, found.after)
    before, after = (
        span_told(span, count, rate, linked(data, query, span))
        for span, count, rate in zip(spans, counts, rates, strict=True)
    )
    figures = {
        "months": months.number,
        "basis": ExposureBasis.OWN_DECISIONS if decided else ExposureBasis.TIME,
        "units": counted_units(data, query, units),
        "before": before,
        "after": after,
        "ratio": found.ratio._asdict(),
        "verdict": found.word,
    }
    return Told(data.number, figures)


def effect_of(
    asked: Asked, counts: tuple[Counted, ...], under: list[int], per: float, changed_on: date
) -> Any:
    """Return the effect, as unsure as complaints were restless before the change."""
    from api.complaints.signals.effect import effect  # noqa: PLC0415 - SciPy takes its time

    before, after = (each.complaints for each in counts)
    return effect(before, under[0], after, under[1], spread_until(asked, changed_on), per)


def spread_until(asked: Asked, changed_on: date) -> Any:
    """Return how much more than chance complaints of this place varied before a day."""
    from api.complaints.signals.changes import against_own_past  # noqa: PLC0415
    from api.complaints.signals.dispersion import Spread  # noqa: PLC0415

    quarter = date(changed_on.year, (changed_on.month - 1) // 3 * 3 + 1, 1)
    whole = asked.of(Span(None, quarter))
    periods = gathering.quarters_until(quarter, gathering.earliest_day(whole))
    if periods.number <= rules.FEWEST_PERIODS_BEFORE:
        return Spread()
    return against_own_past(gathering.series_of(whole, periods, RESTLESS_IN))[1]


def span_told(span: Span, count: Counted, rate: Any, link: str) -> dict[str, Any]:
    assert span.first_on is not None  # noqa: S101 - both ends are given
    assert span.before_on is not None  # noqa: S101
    return {
        "from": span.first_on.isoformat(),
        "before": span.before_on.isoformat(),
        "complaints": count.complaints,
        "decisions": count.decisions,
        "rate": rate.value,
        "low": rate.low,
        "high": rate.high,
        "link": link,
    }


def linked(data: Data, query: ComplaintFilters, span: Span) -> str:
    """Return the address under which the same complaints are counted for ever."""
    told: Mapping[str, Any] = {
        "received_from": span.first_on,
        "received_before": span.before_on,
        "measure": [Measure.COMPLAINTS.value, Measure.PER_100_DECISIONS.value],
        "data": data.number,
    }
    return f"{PATH}?{query_string(query, **told)}"


def counted_units(
    data: Data, query: ComplaintFilters, units: Collection[UUID] | None
) -> list[str] | None:
    """Return the units whose complaints were counted; None for all."""
    within = None if units is None else {str(unit) for unit in units}
    if not query.unit:
        return None if within is None else sorted(within)
    asked = data.places.covered(query.unit)
    return sorted(asked if within is None else asked & within)
