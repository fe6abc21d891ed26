"""Control limits of one series over time. Pure."""

from typing import NamedTuple

import numpy as np
from scipy import stats

from api.complaints.signals.dispersion import Spread
from api.complaints.signals.series import Decimals

OUTSIDE = (1 - 0.997) / 2  # on each side: limits that hold 99.7 % of periods


class Limits(NamedTuple):
    """Control limits of a rate, one place for each period; NaN where nothing was decided."""

    value: Decimals
    centre: Decimals
    lower: Decimals
    upper: Decimals


def control_limits(
    counts: Decimals, exposure: Decimals, spread: Spread, base: int | None = None, per: float = 100
) -> Limits:
    """Return the limits within which 99.7 % of periods lie while nothing happens (a u-chart).

    Probability limits, not three sigma: those of a small count would be below 0 and too narrow
    above. They are quantiles of the negative binomial distribution with the dispersion that the
    search for signals estimated (of Poisson's if there is none). The centre line is the rate of
    the first `base` periods (all of them, if None).
    """
    known = np.where(exposure > 0, exposure, np.nan)
    first = slice(None, base)
    under = np.nansum(known[first])
    centre = counts[first][exposure[first] > 0].sum() / under if under else np.nan
    mean = np.nan_to_num(centre * known)
    lower, upper = (_quantile(tail, mean, spread) for tail in (OUTSIDE, 1 - OUTSIDE))
    scale = per / known
    return Limits(counts * scale, centre * per + 0 * scale, lower * scale, upper * scale)


def _quantile(tail: float, mean: Decimals, spread: Spread) -> Decimals:
    over = spread.at(mean)
    found: Decimals
    if spread == Spread():
        found = stats.poisson.ppf(tail, mean)
    else:
        found = stats.nbinom.ppf(tail, mean / (over - 1), 1 / over)
    return found
