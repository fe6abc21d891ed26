"""What cells are measured against, and which are tested."""

from dataclasses import replace

import numpy as np
import pytest

from api.complaints.signals.finding import Label
from api.complaints.signals.series import BASES, Series

PERIODS = ("2016-Q3", "2016-Q4", "2017-Q1", "2017-Q2", "2017-Q3")
OWN, ALL, TIME = BASES


def series(exposure: list[list[float]], whole: float = 900, counts: float = 3) -> Series:
    return Series(
        cells=[(Label("unit", f"u{number}"),) for number in range(len(exposure))],
        counts=np.full((len(exposure), 5), counts),
        exposure=np.array(exposure, dtype=np.float64),
        periods=PERIODS,
        seasons=(3, 4, 1, 2, 3),
        all_counts=np.full(5, 60.0),
        all_exposure=np.full(5, whole),
    )


def test_a_place_with_few_or_unknown_decisions_is_measured_against_all_of_them() -> None:
    found = series([[40] * 5, [40, 40, 9, 40, 40], [40, 40, 40, 40, np.nan], [0] * 5])
    assert [BASES[place] for place in found.bases] == [OWN, ALL, ALL, ALL]
    assert found.weights.tolist() == [[40] * 5, [900] * 5, [900] * 5, [900] * 5]


def test_where_no_decisions_are_known_complaints_are_compared_as_they_are() -> None:
    found = series([[40] * 5, [np.nan] * 5], whole=np.nan)
    assert [BASES[place] for place in found.bases] == [OWN, TIME]
    assert found.weights[1].tolist() == [1] * 5


def test_cells_with_fewer_than_eight_complaints_in_all_are_not_tested() -> None:
    assert series([[40] * 5], counts=2).tested.all()
    assert not series([[40] * 5], counts=1).tested.any()


def test_the_same_quarter_of_earlier_years_is_known() -> None:
    assert series([[40] * 5]).same_season.tolist() == [True, False, False, False]


def test_fewer_than_four_earlier_periods_are_refused() -> None:
    with pytest.raises(ValueError, match="got 3"):
        replace(series([[40] * 5]), periods=PERIODS[1:])


def test_columns_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="of 1 cells x 5"):
        replace(series([[40] * 5]), counts=np.zeros((1, 4)))
