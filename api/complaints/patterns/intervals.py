"""How sure a figure of complaints is: 95 % intervals, for many cells at once. Pure.

An `Estimate` holds three arrays of one length. One rule says what is missing: where there is
nothing to divide by (exposure or denominator 0 or NaN), or no value at all, `value`, `low` and
`high` are NaN, all three. Everywhere else all are numbers, but for two cases that are said where
they occur: a ratio to a count of 0 has no upper bound (infinity), and fewer than six values give
no interval of their median (NaN).

SciPy is imported here: modules that serve routes import this one inside functions. Only
`relative_risk` needs `scipy.stats`; the rest takes the same functions from `scipy.special`.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

LEVEL = 0.95
TAIL = (1 - LEVEL) / 2
NORMAL_QUANTILE = float(special.ndtri(1 - TAIL))
FEWEST_FOR_MEDIAN = 6  # of five values even the least and the greatest hold the median in 93.75 %

Decimals = NDArray[np.float64]


class Estimate(NamedTuple):
    """Figures with their 95 % intervals, one place for each cell."""

    value: Decimals
    low: Decimals
    high: Decimals


def rate(counts: ArrayLike, exposure: ArrayLike, per: float = 100) -> Estimate:
    """Return counts per so many of the exposure, with the exact interval of a Poisson count.

    Garwood, Fiducial limits for the Poisson distribution, Biometrika 28 (1936) 437-442. It holds
    the true rate at least as often as it says, also for a count of 0, where approximations fail.
    """
    found, under = np.broadcast_arrays(_decimals(counts), _decimals(exposure))
    distinct, places = np.unique(found, return_inverse=True)
    low = special.gammaincinv(np.maximum(distinct, 1), TAIL) * (distinct > 0)
    high = special.gammaincinv(distinct + 1, 1 - TAIL)
    scale = per / _known(under)
    places = places.reshape(found.shape)
    return Estimate(found * scale, low[places] * scale, high[places] * scale)


def share(numerators: ArrayLike, denominators: ArrayLike) -> Estimate:
    """Return parts of wholes (0 to 1) with Wilson's interval.

    Wilson, Probable inference, JASA 22 (1927) 209-212. Of the usual intervals it is the one that
    Brown, Cai and DasGupta (Statistical Science 16, 2001) advise for few cases: it never leaves 0
    to 1, is not empty where none or all were upheld, and covers close to 95 % on average; the exact
    one (Clopper-Pearson) is wider than it needs to be.
    """
    parts, wholes = np.broadcast_arrays(_decimals(numerators), _known(_decimals(denominators)))
    value = parts / wholes
    squared = NORMAL_QUANTILE**2
    middle = (parts + squared / 2) / (wholes + squared)
    reach = NORMAL_QUANTILE * np.sqrt(parts * (1 - value) + squared / 4) / (wholes + squared)
    low = np.where(parts == 0, 0.0, middle - reach)
    high = np.where(parts == wholes, 1.0, middle + reach)
    return Estimate(value, low + 0 * value, high + 0 * value)


def median_interval(ordered: ArrayLike) -> Estimate:
    """Return the median of values in ascending order, and its interval, each as an array of one."""
    values = _decimals(ordered)
    return _medians(values, np.zeros(1, dtype=np.int64), np.array([values.size]))


def median_intervals(values: ArrayLike, groups: ArrayLike, number: int) -> Estimate:
    """Return the median of each of `number` groups, whose codes are 0 to `number` - 1.

    The interval lies between two of the values themselves, chosen by the binomial distribution, so
    nothing is assumed of how the values lie (Thompson 1936; Conover, Practical Nonparametric
    Statistics, 3.2). It holds the median in at least 95 %. Fewer than six values give none.
    """
    distinct, ranks = np.unique(_decimals(values), return_inverse=True)
    return ranked_medians(distinct, ranks, np.asarray(groups), number)


def ranked_medians(
    values: NDArray[Any], ranks: NDArray[Any], groups: NDArray[Any], number: int
) -> Estimate:
    """Return the same of values given by their places among some in ascending order.

    Whole numbers are sorted in a fraction of the time that values and their groups would take.
    """
    keys = np.sort(groups * len(values) + ranks)
    sizes = np.bincount(groups, minlength=number)
    ordered = _decimals(values)[keys - np.repeat(np.arange(number), sizes) * len(values)]
    return _medians(ordered, np.cumsum(sizes) - sizes, sizes)


def _medians(ordered: Decimals, starts: NDArray[Any], sizes: NDArray[Any]) -> Estimate:
    """Return medians of groups that lie one after another, each in ascending order."""
    ranks = _ranks(sizes)

    def at(places: NDArray[Any], known: NDArray[np.bool_]) -> Decimals:
        out = np.full(len(sizes), np.nan)
        out[known] = ordered[(starts + places)[known]]
        return out

    some, enough = sizes > 0, ranks > 0
    value = (at((sizes - 1) // 2, some) + at(sizes // 2, some)) / 2
    return Estimate(value, at(ranks - 1, enough), at(sizes - ranks, enough))


def _ranks(sizes: NDArray[Any]) -> NDArray[Any]:
    """Return which value from each end bounds the median of so many; 0 where none does."""
    distinct, places = np.unique(sizes, return_inverse=True)
    whole = np.maximum(distinct, 1)
    guess = np.clip(np.floor(special.bdtrik(TAIL, whole, 0.5)), 0, whole - 1)
    inside = special.bdtr(guess, whole, 0.5) <= TAIL
    ranks = np.where(inside, guess + 1, guess).astype(np.int64)
    return np.where(distinct >= FEWEST_FOR_MEDIAN, ranks, 0)[places]


def rate_ratio(
    counts: ArrayLike, exposure: ArrayLike, than: ArrayLike, than_exposure: ArrayLike
) -> Estimate:
    """Return how many times as high one rate is as another, with the exact conditional interval.

    Given both counts together, the first is binomial (Przyborowski & Wilenski, Biometrika 31 (1940)
    313-323), so the interval is Clopper and Pearson's, read as a ratio. Where the second count is 0
    the ratio and its upper bound are infinite; where both are 0, the ratio is NaN, and the bounds
    are 0 and infinity: all is possible.
    """
    first, second, over = np.broadcast_arrays(
        _decimals(counts), _decimals(than), _known(than_exposure) / _known(exposure)
    )
    pairs = first + 1j * second
    distinct, places = np.unique(pairs, return_inverse=True)
    low, high = _odds(distinct.real, distinct.imag)
    places = places.reshape(first.shape)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = first / second * over
    return Estimate(value, low[places] * over, high[places] * over)


def _odds(first: Decimals, second: Decimals) -> tuple[Decimals, Decimals]:
    """Return Clopper and Pearson's bounds of a share, as odds."""
    low = special.betaincinv(np.maximum(first, 1), second + 1, TAIL) * (first > 0)
    high = special.betaincinv(first + 1, np.maximum(second, 1), 1 - TAIL)
    with np.errstate(divide="ignore"):
        return low / (1 - low), np.where(second > 0, high / (1 - high), np.inf)


class Ratio(NamedTuple):
    """One ratio with its interval; what can't be told is None."""

    value: float | None
    low: float | None
    high: float | None


def relative_risk(cases: int, exposed: int, than_cases: int, than_exposed: int) -> Ratio:
    """Return the share of cases among the exposed against that among the others.

    Through `scipy.stats.contingency` (the interval of Katz et al., Biometrics 34 (1978) 469-474),
    which tells no interval where either has no case.
    """
    if not exposed or not than_exposed:
        return Ratio(None, None, None)
    from scipy.stats.contingency import relative_risk as of_scipy  # noqa: PLC0415 - it is slow

    found = of_scipy(cases, exposed, than_cases, than_exposed)
    low, high = found.confidence_interval(LEVEL) if cases and than_cases else (None, None)
    value = float(found.relative_risk)
    return Ratio(
        value if np.isfinite(value) else None,
        None if low is None else float(low),
        None if high is None else float(high),
    )


def _decimals(numbers: ArrayLike) -> Decimals:
    return np.atleast_1d(np.asarray(numbers, dtype=np.float64))


def _known(numbers: ArrayLike) -> Decimals:
    """Return what can be divided by; NaN where it can't."""
    decimals = _decimals(numbers)
    return np.where(decimals > 0, decimals, np.nan)
