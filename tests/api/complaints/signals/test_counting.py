"""Without overdispersion it is SciPy's exact conditional test; with it, it is more careful."""

import numpy as np
import pytest
from scipy import stats

from api.complaints.signals.counting import Forecast, both_sides

RANDOM = np.random.default_rng(1940)


def forecast(
    observed: float, reference: float, scale: float = 0.125, variation: float = 0
) -> Forecast:
    return Forecast(*(np.array([float(n)]) for n in (observed, reference, scale, variation)))


@pytest.mark.parametrize("exposure", [(900, 7100), (40, 60)])
def test_tails_are_those_of_binomtest(exposure: tuple[int, int]) -> None:
    now, before = exposure
    for observed, reference in RANDOM.integers(0, 90, (60, 2)).tolist():
        found = forecast(observed, reference, now / before)
        part = now / (now + before)
        if total := observed + reference:
            more = stats.binomtest(observed, total, part, alternative="greater").pvalue
            fewer = stats.binomtest(observed, total, part, alternative="less").pvalue
            assert found.more()[0] == pytest.approx(more)
            assert found.fewer()[0] == pytest.approx(fewer)
            assert both_sides(found)[0] == pytest.approx(min(1, 2 * min(more, fewer)))


def test_bounds_are_those_of_clopper_and_pearson() -> None:
    for observed, reference in RANDOM.integers(1, 90, (60, 2)).tolist():
        low, high = forecast(observed, reference).bounds()
        known = stats.binomtest(observed, observed + reference).proportion_ci(method="exact")
        assert low[0] == pytest.approx(known.low / (1 - known.low) * 8)
        assert high[0] == pytest.approx(known.high / (1 - known.high) * 8)


def test_six_against_three_is_a_coin_that_fell_six_times_or_more_of_nine() -> None:
    assert forecast(6, 3, 1).more()[0] == pytest.approx(130 / 512)


def test_rates_that_vary_by_themselves_make_a_rise_less_surprising_and_less_sure() -> None:
    calm, restless = forecast(30, 96), forecast(30, 96, variation=0.1)
    assert calm.ratio == restless.ratio == [2.5]
    assert calm.more()[0] < 1e-4 < restless.more()[0]
    assert restless.bounds()[0][0] < calm.bounds()[0][0]
    assert restless.bounds()[1][0] > calm.bounds()[1][0]


def test_a_rate_known_well_leaves_a_negative_binomial_count() -> None:
    found = forecast(9, 4e8, 1e-8, 0.5)
    assert found.more()[0] == pytest.approx(stats.nbinom.sf(8, 2, 1 / 3), rel=1e-6)
    assert found.fewer()[0] == pytest.approx(stats.nbinom.cdf(9, 2, 1 / 3), rel=1e-6)


def test_bounds_and_tails_say_the_same() -> None:
    found = forecast(14, 60, variation=0.05)
    low, high = (float(bound[0]) for bound in found.bounds())
    assert forecast(14, 60, 0.125 * low, 0.05).more()[0] == pytest.approx(0.025)
    assert forecast(14, 60, 0.125 * high, 0.05).fewer()[0] == pytest.approx(0.025)


def test_none_before_gives_no_ratio_and_no_upper_bound() -> None:
    found = forecast(9, 0)
    assert found.ratio[0] == np.inf
    assert found.bounds()[1][0] == np.inf
    assert found.bounds()[0][0] > 1
    assert found.fewer()[0] == 1
    assert found.more()[0] == pytest.approx((1 / 9) ** 9)
