"""Intervals of figures: what the literature worked out, and what SciPy finds one by one."""

import time
from collections.abc import Callable

import numpy as np
import pytest
from scipy import stats

from api.complaints.patterns import intervals

RANDOM = np.random.default_rng(2017)


def milliseconds(act: Callable[[], object]) -> float:
    def once() -> float:
        started = time.process_time()
        act()
        return (time.process_time() - started) * 1000

    return min(once() for _ in range(5))


# Garwood 1936, table of 95 % limits: of 0, 1, 5, 10 and 30 events.
@pytest.mark.parametrize(
    ("count", "low", "high"),
    [
        (0, 0.0, 3.689),
        (1, 0.0253, 5.572),
        (5, 1.623, 11.668),
        (10, 4.795, 18.390),
        (30, 20.241, 42.827),
    ],
)
def test_a_count_has_the_limits_of_garwoods_table(count: int, low: float, high: float) -> None:
    found = intervals.rate(count, 1, per=1)
    assert found.low[0] == pytest.approx(low, abs=6e-4)
    assert found.high[0] == pytest.approx(high, abs=6e-4)


def test_rates_are_those_of_the_chi_square_distribution_one_by_one() -> None:
    counts, decisions = RANDOM.integers(0, 300, 200), RANDOM.integers(1, 4000, 200)
    found = intervals.rate(counts, decisions)
    for place, (count, under) in enumerate(zip(counts, decisions, strict=True)):
        low = stats.chi2.ppf(0.025, 2 * count) / 2 if count else 0.0
        high = stats.chi2.ppf(0.975, 2 * count + 2) / 2
        assert found.value[place] == pytest.approx(100 * count / under)
        assert found.low[place] == pytest.approx(100 * low / under)
        assert found.high[place] == pytest.approx(100 * high / under)


# Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3.
@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_a_share_has_the_limits_newcombe_worked_out(
    part: int, whole: int, low: float, high: float
) -> None:
    found = intervals.share(part, whole)
    assert (found.low[0], found.high[0]) == pytest.approx((low, high), abs=6e-5)


def test_shares_are_wilsons_one_by_one() -> None:
    wholes = RANDOM.integers(1, 300, 200)
    parts = RANDOM.integers(0, wholes + 1)
    found = intervals.share(parts, wholes)
    for place, (part, whole) in enumerate(zip(parts, wholes, strict=True)):
        known = stats.binomtest(int(part), int(whole)).proportion_ci(method="wilson")
        assert found.value[place] == part / whole
        assert found.low[place] == pytest.approx(known.low, abs=1e-12)
        assert found.high[place] == pytest.approx(known.high, abs=1e-12)


@pytest.mark.parametrize("nothing", [0.0, np.nan])
def test_nothing_to_divide_by_gives_no_figure_and_no_bounds(nothing: float) -> None:
    known = [10.0, nothing]
    of = [
        intervals.rate([3, 3], known),
        intervals.share([3, 0], known),
        intervals.rate_ratio([3, 3], known, [2, 2], [10, 10]),
        intervals.rate_ratio([3, 3], [10, 10], [2, 2], known),
    ]
    for estimate in of:
        found = np.array(estimate)
        assert np.isfinite(found[:, 0]).all()
        assert np.isnan(found[:, 1]).all()


def test_no_complaint_at_all_is_a_rate_of_nought_with_an_upper_bound() -> None:
    found = intervals.rate([0], [400])
    assert (found.value[0], found.low[0]) == (0, 0)
    assert found.high[0] == pytest.approx(0.922, abs=1e-3)


# Ranks as tabled for the median (Conover, table A3): 6 → 1, 10 → 2, 20 → 6, 30 → 10, 100 → 40.
@pytest.mark.parametrize(("size", "rank"), [(6, 1), (10, 2), (20, 6), (30, 10), (100, 40)])
def test_the_median_lies_between_the_tabled_ranks(size: int, rank: int) -> None:
    found = intervals.median_interval(np.arange(1, size + 1))
    assert (found.low[0], found.high[0]) == (rank, size + 1 - rank)
    assert found.value[0] == (size + 1) / 2


def test_ranks_hold_the_median_as_often_as_they_say_and_no_wider_than_they_must() -> None:
    for size in range(6, 400):
        rank = intervals.median_interval(np.arange(1, size + 1)).low[0]
        assert 2 * stats.binom.cdf(rank - 1, size, 0.5) <= 0.05
        assert 2 * stats.binom.cdf(rank, size, 0.5) > 0.05


def test_few_values_have_a_median_but_no_interval_and_none_have_neither() -> None:
    five = intervals.median_interval([1, 2, 4, 9, 30])
    assert five.value[0] == 4
    assert np.isnan([five.low[0], five.high[0]]).all()
    assert np.isnan(np.array(intervals.median_interval([]))).all()


def test_many_groups_at_once_are_as_each_alone() -> None:
    values, groups = RANDOM.exponential(20, 3000).round(1), RANDOM.integers(0, 300, 3000)
    found = intervals.median_intervals(values, groups, 301)
    for code in range(301):
        alone = intervals.median_interval(np.sort(values[groups == code]))
        for many, one in zip(found, alone, strict=True):
            assert np.array_equal(many[code : code + 1], one, equal_nan=True)


def test_more_groups_than_sixteen_bits_hold_are_told_apart() -> None:
    groups = np.array([0, 65_536, 65_536, 70_000])
    found = intervals.median_intervals([1.0, 5.0, 7.0, 9.0], groups, 70_001)
    assert list(found.value[[0, 65_536, 70_000]]) == [1, 6, 9]
    assert np.isnan(found.value[1])


def test_a_ratio_of_rates_has_the_exact_conditional_interval() -> None:
    first, second = RANDOM.integers(0, 60, 200), RANDOM.integers(0, 60, 200)
    found = intervals.rate_ratio(first, 500, second, 800)
    for place, (ours, theirs) in enumerate(zip(first.tolist(), second.tolist(), strict=True)):
        if ours + theirs:
            known = stats.binomtest(ours, ours + theirs).proportion_ci(method="exact")
            assert found.low[place] == pytest.approx(known.low / (1 - known.low) * 1.6)
            if theirs:
                assert found.value[place] == pytest.approx(ours / theirs * 1.6)
                assert found.high[place] == pytest.approx(known.high / (1 - known.high) * 1.6)


def test_a_ratio_agrees_with_the_lung_cancers_of_fredericia() -> None:
    # Andersen 1977, as R's poisson.test works it out: 11 of 800 against 21 of 3,011.
    found = intervals.rate_ratio(11, 800, 21, 3011)
    assert found.value[0] == pytest.approx(1.971488, abs=1e-6)
    assert found.low[0] == pytest.approx(0.8584264, abs=1e-6)
    assert found.high[0] == pytest.approx(4.2772659, abs=1e-6)


def test_a_ratio_to_none_has_no_upper_bound_and_of_none_to_none_no_value() -> None:
    found = intervals.rate_ratio([9, 0], 100, [0, 0], 100)
    assert found.value[0] == np.inf
    assert np.isnan(found.value[1])
    assert list(found.high) == [np.inf, np.inf]
    assert found.low[0] > 1
    assert found.low[1] == 0


def test_a_relative_risk_is_scipys_and_says_nothing_it_cannot_tell() -> None:
    # Physicians' Health Study 1989: heart attacks among those given placebo or aspirin.
    found = intervals.relative_risk(189, 11_034, 104, 11_037)
    assert found.value == pytest.approx(1.818, abs=1e-3)
    assert found.low == pytest.approx(1.433, abs=1e-3)
    assert found.high == pytest.approx(2.306, abs=1e-3)
    assert intervals.relative_risk(3, 10, 0, 10) == (None, None, None)
    assert intervals.relative_risk(0, 10, 3, 10) == (0.0, None, None)
    assert intervals.relative_risk(0, 0, 3, 10) == (None, None, None)


def test_five_thousand_cells_take_a_few_milliseconds() -> None:
    counts, decisions = RANDOM.poisson(9, 5000), RANDOM.integers(50, 900, 5000)
    assert milliseconds(lambda: intervals.rate(counts, decisions)) < 10
    assert milliseconds(lambda: intervals.share(counts, decisions)) < 10
    assert milliseconds(lambda: intervals.rate_ratio(counts, 10, counts[::-1], 10)) < 10


def test_medians_of_two_hundred_thousand_values_take_less_than_sixty_milliseconds() -> None:
    values, groups = RANDOM.exponential(20, 200_000), RANDOM.integers(0, 5000, 200_000)
    assert milliseconds(lambda: intervals.median_intervals(values, groups, 5000)) < 60
