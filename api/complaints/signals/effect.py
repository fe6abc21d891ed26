"""What followed upon what was learnt. Pure."""

from dataclasses import dataclass

import numpy as np

from api.complaints.patterns.intervals import Ratio, rate
from api.complaints.signals.counting import Forecast
from api.complaints.signals.dispersion import Spread
from api.complaints.signals.rules import EffectWord
from api.complaints.signals.tested import finite

HALF, TWICE = 0.5, 2.0
NO_SPREAD = Spread()


@dataclass(frozen=True, slots=True)
class Effect:
    """A rate before and after, each with its 95 % interval, and how they compare."""

    before: Ratio
    after: Ratio
    ratio: Ratio
    word: EffectWord


def effect(
    before: int,
    exposure_before: float,
    after: int,
    exposure_after: float,
    spread: Spread = NO_SPREAD,
    per: float = 100,
) -> Effect:
    """Say whether complaints became fewer after what was learnt, and how sure that is.

    Fewer or more is said if the interval of after / before leaves out 1. Else no difference was
    seen if the interval leaves out a halving and a doubling; if it doesn't, there is too little to
    tell. Spans of the same months keep the course of the year out of it.
    """
    rates = [_one_rate(before, exposure_before, per), _one_rate(after, exposure_after, per)]
    ratio = _after_to_before(before, exposure_before, after, exposure_after, spread)
    return Effect(rates[0], rates[1], ratio, _word(ratio))


def _one_rate(count: int, exposure: float, per: float) -> Ratio:
    found = rate(count, exposure, per)
    value, low, high = (finite(float(numbers[0])) for numbers in found)
    return Ratio(value, low, high)


def _after_to_before(
    before: int, exposure_before: float, after: int, exposure_after: float, spread: Spread
) -> Ratio:
    if not exposure_before or not exposure_after:
        return Ratio(None, None, None)
    scale = exposure_after / exposure_before
    mean = np.array([max(before * scale, 1.0), max(float(before), 1.0)])
    varies = ((spread.at(mean) - 1) / mean).sum()
    counts = (np.array([number], dtype=np.float64) for number in (after, before, scale, varies))
    forecast = Forecast(*counts)
    low, high = forecast.bounds()
    value = finite(forecast.ratio[0]) if before else None
    return Ratio(value, float(low[0]), finite(high[0]))


def _word(ratio: Ratio) -> EffectWord:
    low, high = ratio.low, ratio.high
    if high is not None and high < 1:
        return EffectWord.FEWER
    if low is not None and low > 1:
        return EffectWord.MORE
    if low is not None and high is not None and low > HALF and high < TWICE:
        return EffectWord.NO_DIFFERENCE_SEEN
    return EffectWord.TOO_LITTLE_TO_TELL
