"""Whether a count is more or less than earlier ones let expect. Pure.

Two counts of one rate: given both together, the one is binomial (Przyborowski & Wilenski,
Biometrika 31 (1940) 313-323). That is the same as a negative binomial forecast of the one from the
other, whose gamma part is what is not known of the rate. Rates that vary more than chance does add
to it: their squared coefficients of variation are summed into one gamma distribution. Without such
variation the tests here are exactly `scipy.stats.binomtest`, one-sided, and its intervals.
"""

from typing import NamedTuple

import numpy as np
from scipy import special

from api.complaints.patterns.intervals import TAIL
from api.complaints.signals.series import Decimals, Places


class Forecast(NamedTuple):
    """What is compared: counts now, the reference's, and how many of now to one of the reference.

    `variation` is the squared coefficient of variation by which the rate of now may differ from the
    reference's without anything having happened.
    """

    observed: Decimals
    reference: Decimals
    scale: Decimals
    variation: Decimals

    def of(self, places: Places) -> "Forecast":
        return Forecast(*(numbers[places] for numbers in self))

    @property
    def expected(self) -> Decimals:
        return self.reference * self.scale

    @property
    def ratio(self) -> Decimals:
        """Return observed to expected; infinite where nothing was to be expected."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return self.observed / self.expected

    def more(self) -> Decimals:
        """Return the probability of so many or more."""
        shape, mean = self._gamma(1)
        tail = special.betainc(np.maximum(self.observed, 1), shape, mean / (mean + shape))
        return np.where(self.observed > 0, tail, 1.0)

    def fewer(self) -> Decimals:
        """Return the probability of so few or fewer."""
        shape, mean = self._gamma(0)
        tail = special.betainc(shape, self.observed + 1, shape / (mean + shape))
        return np.where(self.reference > 0, tail, 1.0)

    def bounds(self) -> tuple[Decimals, Decimals]:
        """Return the 95 % interval of the ratio; infinite above where the reference is 0."""
        shape, mean = self._gamma(1)
        low = special.betaincinv(np.maximum(self.observed, 1), shape, TAIL) * (self.observed > 0)
        from_below = shape / mean * low / (1 - low)
        shape, mean = self._gamma(0)
        high = special.betaincinv(self.observed + 1, shape, 1 - TAIL)
        return from_below, np.where(self.reference > 0, shape / mean * high / (1 - high), np.inf)

    def _gamma(self, more: int) -> tuple[Decimals, Decimals]:
        """Return shape and mean; for an upper tail one more in the reference makes it exact."""
        counts = np.maximum(self.reference + more, 1)
        return 1 / (1 / counts + self.variation), counts * self.scale


def both_sides(forecast: Forecast) -> Decimals:
    """Return the p-value of a difference in either direction: twice the smaller tail."""
    twice: Decimals = 2 * np.minimum(forecast.more(), forecast.fewer())
    return np.minimum(1.0, twice)
