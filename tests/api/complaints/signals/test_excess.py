"""Excess after something happened: textbook answers, SciPy's for one stratum, and confounding."""

import numpy as np
import pytest
from scipy.stats import contingency, norm

from api.complaints.signals.excess import Exposed, excesses, mantel_haenszel
from api.complaints.signals.finding import Label
from api.complaints.signals.rules import SignalKind


def exposed(
    complained: list[float], decisions: list[float], other: list[float], others: list[float]
) -> Exposed:
    a, n, b, m = (np.array(of, dtype=np.float64) for of in (complained, decisions, other, others))
    cell = (Label("case_type", "§ 83"),)
    return Exposed(SignalKind.EXCESS_AFTER_CASEWORKER_CHANGE, cell, a, n, b, m, "2016")


def test_one_stratum_is_scipys_relative_risk() -> None:
    found = mantel_haenszel(exposed([60], [800], [55], [1200]))
    known = contingency.relative_risk(60, 800, 55, 1200)
    assert found is not None
    assert found.ratio == pytest.approx(known.relative_risk)
    low, high = known.confidence_interval(0.95)
    assert [found.low, found.high] == pytest.approx([low, high])


def test_the_test_is_the_corrected_chi_square_of_mantel_and_haenszel() -> None:
    found = mantel_haenszel(exposed([60], [800], [55], [1200]))
    # Worked by hand: 60 - 46 = 14 less a half; variance 115 x 1885 x 800 x 1200 / (2000² x 1999).
    chance = 115 * 1885 * 800 * 1200 / (2000**2 * 1999)
    assert found is not None
    assert found.p == pytest.approx(float(norm.sf(13.5 / np.sqrt(chance))))


def test_units_that_differ_are_no_excess() -> None:
    # Where much is complained of, caseworkers also change more. Within each unit nothing differs.
    found = mantel_haenszel(exposed([80, 2], [800, 100], [20, 18], [200, 900]))
    assert found is not None
    assert (82 / 900) / (38 / 1100) > 2.6
    assert found.ratio == pytest.approx(1)
    assert found.p == pytest.approx(0.5)
    assert found.expected == pytest.approx(82)


def test_strata_that_disagree_make_it_less_sure() -> None:
    agreeing = mantel_haenszel(exposed([30] * 8, [400] * 8, [20] * 8, [400] * 8))
    apart = mantel_haenszel(exposed([55, 5] * 4, [400] * 8, [20] * 8, [400] * 8))
    assert agreeing is not None
    assert apart is not None
    assert agreeing.ratio == pytest.approx(apart.ratio)
    assert apart.high / apart.low > agreeing.high / agreeing.low
    assert apart.p > agreeing.p


@pytest.mark.parametrize(
    ("complained", "other"), [([4.0], [5.0]), ([0.0], [90.0]), ([90.0], [0.0]), ([0.0], [0.0])]
)
def test_too_few_complaints_are_not_tested(complained: list[float], other: list[float]) -> None:
    group = exposed(complained, [500], other, [500])
    assert mantel_haenszel(group) is None
    assert excesses([group]).p.size == 0


def test_strata_without_one_of_the_sides_say_nothing() -> None:
    alone = mantel_haenszel(exposed([60], [800], [55], [1200]))
    more = mantel_haenszel(exposed([60, 30, 0], [800, 90, 0], [55, 0, 9], [1200, 0, 70]))
    assert alone == more


def test_an_excess_holds_the_numbers_of_its_sentence() -> None:
    found = excesses([exposed([60], [800], [55], [1200])]).finding(0, 0.01)
    assert [found.observed, found.expected] == pytest.approx([60, 55 / 1200 * 800])
    assert found.decisions == 2000
    assert found.cell == (Label("case_type", "§ 83"),)
    assert (found.period, found.adjusted_p) == ("2016", 0.01)
