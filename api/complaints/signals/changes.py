"""What rose or fell: against its own past, and against the rest of its margin. Pure."""

from functools import cache
from typing import NamedTuple

import numpy as np

from api.complaints.signals import dispersion, rules
from api.complaints.signals.counting import Forecast, both_sides
from api.complaints.signals.dispersion import Spread
from api.complaints.signals.finding import Finding
from api.complaints.signals.rules import ExposureBasis, SignalKind
from api.complaints.signals.series import BASES, Decimals, Places, Series, Truths
from api.complaints.signals.tested import Tested, finite, large_enough

OWN_PAST = (SignalKind.ROSE, SignalKind.FELL)
THE_REST = (SignalKind.ROSE_AGAINST_REST, SignalKind.FELL_AGAINST_REST)


class Season(NamedTuple):
    """How much of a level is usual in each period, and the complaints and years that tell it."""

    factors: Decimals
    complaints: float
    years: int


def season_of(series: Series) -> Season:
    """Find the usual course of the year from all complaints together, over whole earlier years."""
    seasons = np.asarray(series.seasons)
    per_year = len(set(series.seasons))
    years = (len(seasons) - 1) // per_year
    whole = np.arange(len(seasons) - 1 - years * per_year, len(seasons) - 1)
    known = bool((series.all_exposure[whole] > 0).all())
    under = series.all_exposure if known else np.ones(len(seasons))
    alike = [whole[seasons[whole] == season] for season in seasons]
    counts = np.array([series.all_counts[places].sum() for places in alike])
    if years == 0 or not counts.all():
        return Season(np.ones(len(seasons)), np.inf, 1)
    rates = counts / np.array([under[places].sum() for places in alike])
    level = series.all_counts[whole].sum() / under[whole].sum()
    return Season(rates / level, float(counts[-1]), years)


def against_own_past(series: Series) -> tuple[Tested, Spread]:
    """Compare each cell with its earlier periods, as the course of the year lets expect."""
    season = season_of(series)
    weights = series.weights * season.factors
    part = series.before / max(series.all_counts[:-1].sum(), 1)
    of = dispersion.past(
        series.counts[:, :-1], weights[:, :-1], (len(set(series.seasons)) - 1) * part
    )
    spread = dispersion.shared(of, series.tested)
    unsure = (1 + spread.linear) / season.complaints + spread.quadratic / season.years
    one = dispersion.variation(of, series.tested, spread, _next(series, weights))
    forecast = _forecast(series, weights, one, one * 0 + unsure)
    told = large_enough(forecast) & _also_against_its_season(series, weights, forecast.ratio)
    places = np.flatnonzero(series.tested & (forecast.scale > 0))
    return _tested(series, forecast, places, told, OWN_PAST), spread


def against_rest(series: Series) -> Tested:
    """Compare each cell's change with that of everything else in its margin.

    Each period is weighed by the rest's rate, so what rose everywhere is expected here too. A cell
    that holds more than half of its margin's complaints has no rest. Told is only what moved in
    that direction itself, and not what stood still while others fell.
    """
    counts = _of_rest(series, series.counts)
    under = _of_rest(series, np.where(series.bases[:, None] == 0, series.exposure, 0))
    rates = np.where((under > 0).all(axis=1, keepdims=True), counts / np.maximum(under, 1), counts)
    weights = series.weights * rates
    of = dispersion.past(series.counts[:, :-1], weights[:, :-1], np.zeros(len(series.cells)))
    before = counts[:, :-1].sum(axis=1)
    there = series.tested & (counts[:, -1] >= rules.LEAST_COMPLAINTS)
    there &= (before >= rules.LEAST_OF_THE_REST) & (series.before <= _half(series, before))
    spread = dispersion.shared(of, there)
    sums = 1 / np.maximum(counts[:, -1], 1) + 1 / np.maximum(before, 1)
    unsure = (1 + spread.linear) * sums + spread.quadratic * _concentration(series)
    one = dispersion.variation(of, there, spread, _next(series, weights))
    forecast = _forecast(series, weights, one, unsure)
    told = large_enough(forecast) & _moved_itself(series, forecast.ratio)
    told &= _also_against_its_season(series, weights, forecast.ratio)
    return _tested(series, forecast, np.flatnonzero(there), told, THE_REST)


def _scale(weights: Decimals) -> Decimals:
    """Return what the current period weighs against all earlier ones."""
    earlier = weights[:, :-1].sum(axis=1)
    return np.where(earlier > 0, weights[:, -1] / np.where(earlier > 0, earlier, 1), 0)


def _next(series: Series, weights: Decimals) -> Decimals:
    """Return the complaints to expect now, and for none before as if there had been one."""
    return np.maximum(series.before, 1) * _scale(weights)


def _forecast(series: Series, weights: Decimals, one: Decimals, unsure: Decimals) -> Forecast:
    """Forecast the current period from the earlier ones, parted as the weights are.

    `one` is how much one period's rate varies: the current one's does, and the earlier ones' mean.
    """
    earlier = weights[:, :-1]
    total = np.maximum(earlier.sum(axis=1, keepdims=True), np.finfo(np.float64).tiny)
    mean_of_earlier = ((earlier / total) ** 2).sum(axis=1)
    variation = one * (1 + mean_of_earlier) + unsure
    return Forecast(series.observed, series.before, _scale(weights), variation)


def _also_against_its_season(series: Series, weights: Decimals, ratio: Decimals) -> Truths:
    """Tell where the same season of earlier years shows the same, by the least ratio too.

    So a cell with a course of the year of its own is not told each year. Without such a period, or
    complaints in it, nothing speaks against.
    """
    same = series.same_season
    before = series.counts[:, :-1][:, same].sum(axis=1)
    under = weights[:, :-1][:, same].sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        alike = series.observed / before * under / weights[:, -1]
    told: Truths = ~np.isfinite(alike)
    told |= np.where(ratio > 1, alike >= rules.LEAST_RATIO, alike <= 1 / rules.LEAST_RATIO)
    return told


def _moved_itself(series: Series, against_rest: Decimals) -> Truths:
    """Tell where a cell's own rate went the way it went against the rest."""
    weights = series.weights
    expected = series.before * weights[:, -1] / weights[:, :-1].sum(axis=1)
    same: Truths = (series.observed > expected) == (against_rest > 1)
    return same


def _of_rest(series: Series, numbers: Decimals) -> Decimals:
    """Return each margin's sums less the cell's own."""
    sums = np.zeros((int(series.margins.max(initial=0)) + 1, numbers.shape[1]))
    np.add.at(sums, series.margins, numbers)
    return sums[series.margins] - numbers


def _half(series: Series, rest: Decimals) -> Decimals:
    return rules.LARGEST_PART * (rest + series.before)


def _concentration(series: Series) -> Decimals:
    """Return how much of a margin lies in few cells: 1 for one cell, 1 / k for k alike."""
    sums = np.bincount(series.margins, weights=series.before)
    squares = np.bincount(series.margins, weights=series.before**2)
    parts: Decimals = squares / np.maximum(sums, 1) ** 2
    return parts[series.margins]


def _tested(
    series: Series,
    forecast: Forecast,
    places: Places,
    told: Truths,
    kinds: tuple[SignalKind, SignalKind],
) -> Tested:
    only = forecast.of(places)
    ratio, p = only.ratio, both_sides(only)
    bounds = cache(only.bounds)  # of all at once, and only if there is anything to tell

    def finding(at: int, adjusted: float) -> Finding:
        place = int(places[at])
        low, high = (float(bound[at]) for bound in bounds())
        basis = BASES[series.bases[place]]
        return Finding(
            kind=kinds[0] if ratio[at] > 1 else kinds[1],
            cell=series.cells[place],
            observed=int(only.observed[at]),
            expected=float(only.expected[at]),
            ratio=finite(ratio[at]),
            low=low,
            high=finite(high),
            decisions=None if basis is ExposureBasis.TIME else int(series.weights[place, -1]),
            p=float(p[at]),
            adjusted_p=adjusted,
            period=series.periods[-1],
            periods=tuple(series.periods[:-1]),
            before=int(only.reference[at]),
            basis=basis,
        )

    return Tested(p, told[places], finding)
