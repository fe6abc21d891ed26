"""The dispersion that counts were made with is found again."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from api.complaints.signals import dispersion
from api.complaints.signals.dispersion import Past, Spread

RANDOM = np.random.default_rng(400)
MEANS = np.repeat(np.geomspace(2, 200, 400)[:, None], 8, axis=1)
EVEN = np.ones_like(MEANS)
ALL = np.ones(400, dtype=bool)


def past(counts: NDArray[Any]) -> Past:
    return dispersion.past(counts.astype(np.float64), EVEN, np.zeros(400))


def test_counts_of_chance_alone_have_no_more() -> None:
    found = dispersion.shared(past(RANDOM.poisson(MEANS)), ALL)
    assert found.linear < 0.12
    assert found.quadratic < 0.002


def test_counts_that_come_in_clusters_have_a_variance_in_proportion() -> None:
    found = dispersion.shared(past(RANDOM.negative_binomial(MEANS, 0.5)), ALL)
    assert found.at(np.array([20.0]))[0] == pytest.approx(2, rel=0.1)
    assert found.quadratic < 0.005


def test_rates_that_vary_make_large_counts_vary_more() -> None:
    rates = MEANS * RANDOM.gamma(25, 1 / 25, MEANS.shape)
    found = dispersion.shared(past(RANDOM.poisson(rates)), ALL)
    assert found.quadratic == pytest.approx(0.04, rel=0.2)


def test_weights_are_what_the_past_is_parted_by() -> None:
    counts = np.array([[10.0, 20, 30, 40]])
    found = dispersion.past(counts, counts * 7, np.zeros(1))
    assert [float(numbers[0]) for numbers in found] == [0, 3, 25]
    even = dispersion.past(counts, np.ones((1, 4)), np.ones(1))
    assert [float(numbers[0]) for numbers in even] == [20, 2, 25]


def test_one_cell_in_which_much_happened_makes_the_others_no_more_restless() -> None:
    counts = RANDOM.poisson(MEANS).astype(np.float64)
    calm = dispersion.shared(past(counts), ALL)
    counts[300, 4] += 900
    shaken = dispersion.shared(past(counts), ALL)
    assert shaken.at(np.array([60.0]))[0] < calm.at(np.array([60.0]))[0] + 0.1


def test_a_restless_cell_is_believed_where_cells_differ_in_that() -> None:
    even = np.full((400, 8), 20.0)
    counts = RANDOM.poisson(even)
    counts[:80] = RANDOM.negative_binomial(even[:80] / 3, 0.25)
    of = past(counts)
    spread = dispersion.shared(of, ALL)
    found = dispersion.variation(of, ALL, spread, even[:, 0])
    common = (spread.at(even[:, 0]) - 1) / 20
    assert (found >= common - 1e-12).all()
    assert found[:80].mean() > 1.5 * found[80:].mean()


def test_nothing_to_tell_from_is_taken_as_chance() -> None:
    none = Past(np.zeros(2), np.zeros(2), np.zeros(2))
    assert dispersion.shared(none, ALL[:2]) == Spread(0, 0)
    assert dispersion.variation(none, ALL[:2], Spread(), np.zeros(2)).tolist() == [0, 0]
