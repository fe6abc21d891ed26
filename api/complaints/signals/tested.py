"""What one question asks of many cells: its p-values, and a finding for each. Pure."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from api.complaints.signals import rules
from api.complaints.signals.counting import Forecast
from api.complaints.signals.finding import Finding
from api.complaints.signals.series import Decimals, Truths


@dataclass(frozen=True, slots=True)
class Tested:
    """P-values of all that was tested, which of it is large enough to be told, and how to tell it.

    `finding` takes a place among the p-values and the p-value adjusted for all that was tested.
    """

    p: Decimals
    large: Truths
    finding: Callable[[int, float], Finding]


def large_enough(forecast: Forecast) -> Truths:
    """Tell where at least five complaints rose by 1.3, or were expected and fell by as much."""
    ratio = forecast.ratio
    rise = (ratio >= rules.LEAST_RATIO) & (forecast.observed >= rules.LEAST_COMPLAINTS)
    fall = (ratio <= 1 / rules.LEAST_RATIO) & (forecast.expected >= rules.LEAST_COMPLAINTS)
    return rise | fall


def finite(number: float) -> float | None:
    """Return a number as it is; None for an infinite one."""
    return float(number) if np.isfinite(number) else None
