"""Control limits of a trend."""

import numpy as np
import pytest
from scipy import stats

from api.complaints.signals.dispersion import Spread
from api.complaints.signals.limits import control_limits

COUNTS = np.array([12.0, 9, 15, 11, 13])
DECISIONS = np.array([300.0, 250, 320, 280, 1000])


def test_limits_of_chance_alone_are_quantiles_of_poissons_distribution() -> None:
    found = control_limits(COUNTS, DECISIONS, Spread(), base=4)
    assert found.centre == pytest.approx(np.full(5, 100 * 47 / 1150))
    mean = 47 / 1150 * 300
    assert found.upper[0] == pytest.approx(stats.poisson.ppf(0.9985, mean) / 3)
    assert found.lower[0] == pytest.approx(stats.poisson.ppf(0.0015, mean) / 3)
    assert (found.value < found.lower).tolist() == [False] * 4 + [True]


def test_limits_widen_with_the_dispersion_and_narrow_with_the_decisions() -> None:
    calm = control_limits(COUNTS, DECISIONS, Spread())
    restless = control_limits(COUNTS, DECISIONS, Spread(0.5, 0.02))
    assert (restless.upper > calm.upper).all()
    assert calm.upper[4] - calm.lower[4] < calm.upper[1] - calm.lower[1]


@pytest.mark.parametrize("spread", [Spread(), Spread(1.0, 0.0), Spread(0.0, 0.05)])
def test_of_a_thousand_calm_periods_about_three_lie_outside(spread: Spread) -> None:
    random = np.random.default_rng(30)
    decisions = np.full(40_000, 900.0)
    over = 1 + spread.linear + spread.quadratic * 36
    rates = random.gamma(36 / (over - 1), over - 1, 40_000) if over > 1 else np.full(40_000, 36)
    counts = random.poisson(rates)
    found = control_limits(counts.astype(np.float64), decisions, spread)
    outside = ((found.value > found.upper) | (found.value < found.lower)).mean()
    assert 0.001 < outside < 0.004


def test_a_period_without_decisions_has_no_limits() -> None:
    found = control_limits(COUNTS, np.array([300.0, 0, 320, np.nan, 1000]), Spread())
    assert np.isnan(found.upper).tolist() == [False, True, False, True, False]
    assert np.isnan(found.centre).tolist() == [False, True, False, True, False]
    assert found.centre[0] == pytest.approx(100 * 40 / 1620)


def test_a_series_without_any_decisions_has_none_at_all() -> None:
    assert np.isnan(np.array(control_limits(COUNTS, np.zeros(5), Spread()))).all()
