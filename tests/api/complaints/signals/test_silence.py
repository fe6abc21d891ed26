"""Silent spots: what a spot is compared with, and which are looked at."""

import numpy as np
import pytest

from api.complaints.signals.finding import Finding, Label
from api.complaints.signals.silence import Spots, silent_spots

TYPES = ("§ 83", "§ 100", "§ 112")


def spots(
    late: list[list[int]], complaints: list[list[int]], decisions: list[list[int]] | None = None
) -> Spots:
    """Units in rows, case types in columns."""
    cells = [
        (Label("unit", f"u{unit}"), Label("case_type", name))
        for unit in range(len(late))
        for name in TYPES[: len(late[0])]
    ]
    made = decisions or [[2 * number for number in row] for row in late]
    columns = [np.array(of, dtype=np.float64).ravel() for of in (late, made, complaints)]
    return Spots(cells, columns[0], columns[1], columns[2], "2016")


def first(found: Spots) -> Finding:
    return silent_spots(found).finding(0, 0.01)


def test_a_spot_is_compared_with_its_case_type_in_other_units() -> None:
    found = first(spots([[100, 100]] * 4, [[2, 10]] + [[20, 10]] * 3))
    assert (found.observed, found.late, found.decisions) == (2, 100, 200)
    assert found.expected == pytest.approx(20)
    assert found.ratio == pytest.approx(0.1)
    assert found.low < 0.1 < (found.high or 0) < 1


def test_a_case_type_nobody_else_has_is_compared_with_everything_else() -> None:
    found = first(spots([[100, 100], [0, 100], [0, 100]], [[2, 10], [0, 20], [0, 30]]))
    assert found.expected == pytest.approx(20)


def test_few_late_decisions_or_a_small_share_of_them_are_no_spot() -> None:
    late = [[100], [19], [100], [100]]
    decisions = [[200], [38], [900], [200]]
    tested = silent_spots(spots(late, [[20], [4], [20], [20]], decisions))
    assert len(tested.p) == 2


def test_only_far_fewer_than_elsewhere_and_enough_to_expect_is_told() -> None:
    much = spots([[100]] * 5, [[4], [30], [30], [30], [30]])
    little = spots([[30]] * 5, [[0], [4], [5], [4], [4]])
    assert silent_spots(much).large.tolist() == [True, False, False, False, False]
    assert not silent_spots(little).large.any()


def test_spots_that_differ_much_make_one_silence_less_telling() -> None:
    alike = spots([[100]] * 12, [[4]] + [[30]] * 11)
    apart = spots([[100]] * 12, [[4]] + [[8], [52]] * 5 + [[30]])
    assert silent_spots(alike).p[0] < 1e-4 < silent_spots(apart).p[0]
