"""What rose or fell: season, the rest, and the numbers a sentence needs."""

from dataclasses import replace

import numpy as np
import pytest

from api.complaints.signals.finding import Finding, Label
from api.complaints.signals.rules import ExposureBasis, SignalKind
from api.complaints.signals.searching import search
from api.complaints.signals.series import Series
from tests.api.complaints.signals import worlds

NORTH = 0


def units(counts: list[list[float]], decisions: float = 500) -> Series:
    """Units in rows, nine quarters up to 2017-Q3 in columns; each has the same decisions."""
    table = np.array(counts)
    return Series(
        cells=[(Label("unit", f"u{number}"),) for number in range(len(counts))],
        counts=table,
        exposure=np.full(table.shape, decisions),
        periods=worlds.PERIODS,
        seasons=worlds.SEASONS,
        all_counts=table.sum(axis=0),
        all_exposure=np.full(9, decisions * len(counts)),
    )


def found(series: Series) -> dict[SignalKind, list[Finding]]:
    kinds: dict[SignalKind, list[Finding]] = {}
    for each in search(series).findings:
        kinds.setdefault(each.kind, []).append(each)
    return kinds


CALM = [[40.0, 43, 38, 41, 39, 42, 37, 40, 40] for _ in range(8)]


def with_north(*last: float) -> list[list[float]]:
    return [CALM[0][: 9 - len(last)] + list(last), *CALM[1:]]


def test_a_rise_holds_the_numbers_of_its_sentence() -> None:
    (rose,) = found(units(with_north(95)))[SignalKind.ROSE]
    assert rose.cell == (Label("unit", "u0"),)
    assert (rose.observed, rose.before, rose.decisions) == (95, 320, 500)
    assert rose.expected == pytest.approx(40, rel=0.06)
    assert rose.ratio is not None
    assert rose.ratio == pytest.approx(95 / rose.expected)
    assert rose.high is not None
    assert 1.3 < rose.low < rose.ratio < rose.high
    assert rose.p < rose.adjusted_p <= 0.05
    assert (rose.period, rose.periods) == ("2017-Q3", worlds.PERIODS[:-1])
    assert rose.basis is ExposureBasis.OWN_DECISIONS


def test_a_fall_is_found_as_well() -> None:
    kinds = found(units(with_north(3)))
    assert set(kinds) == {SignalKind.FELL, SignalKind.FELL_AGAINST_REST}
    assert kinds[SignalKind.FELL][0].ratio == pytest.approx(3 / 40, rel=0.1)


def test_a_general_rise_is_a_rise_of_each_but_of_none_against_the_rest() -> None:
    kinds = found(units([[*row[:-1], 100.0] for row in CALM]))
    assert len(kinds[SignalKind.ROSE]) == 8
    assert set(kinds) == {SignalKind.ROSE}


def test_what_stood_still_while_others_fell_did_not_rise() -> None:
    fallen = [[*row[:-1], 15.0] for row in CALM]
    assert set(found(units([CALM[0], *fallen[1:]]))) == {SignalKind.FELL}


def test_more_decisions_make_more_complaints_no_rise() -> None:
    series = units(with_north(95))
    more = series.exposure.copy()
    more[NORTH, -1] *= 95 / 40
    assert found(replace(series, exposure=more)) == {}


def test_a_usual_course_of_the_year_is_no_signal() -> None:
    course = np.array([{1: 1.0, 2: 0.7, 3: 1.6, 4: 0.7}[season] for season in worlds.SEASONS])
    assert found(units((np.array(CALM) * course).round().tolist())) == {}


def test_a_course_of_the_year_that_one_unit_has_alone_is_no_signal() -> None:
    peaks = [90.0, 43, 38, 41, 92, 42, 37, 40, 95]
    assert found(units([peaks, *CALM[1:]])) == {}
    assert SignalKind.ROSE in found(units([[40.0, 43, 38, 41, 39, 42, 37, 40, 95], *CALM[1:]]))


def test_nothing_before_and_much_now_is_a_rise_without_a_ratio() -> None:
    (rose,) = found(units([[0.0] * 8 + [20.0], *CALM[1:]]))[SignalKind.ROSE]
    assert (rose.expected, rose.ratio, rose.high) == (0, None, None)
    assert rose.low > 1.3


def test_a_small_place_says_what_it_was_measured_against() -> None:
    series = units(with_north(95))
    exposure = series.exposure.copy()
    exposure[NORTH] = 4
    (rose,) = found(replace(series, exposure=exposure))[SignalKind.ROSE]
    assert (rose.basis, rose.decisions) == (ExposureBasis.ALL_DECISIONS, 4000)
    without = replace(series, exposure=exposure, all_exposure=np.full(9, np.nan))
    (rose,) = found(without)[SignalKind.ROSE]
    assert (rose.basis, rose.decisions) == (ExposureBasis.TIME, None)


def test_a_cell_with_more_than_half_of_its_margin_has_no_rest() -> None:
    kinds = found(units([[400.0] * 8 + [800.0], *CALM[1:3]]))
    assert [each.cell for each in kinds[SignalKind.ROSE]] == [(Label("unit", "u0"),)]
    assert SignalKind.ROSE_AGAINST_REST not in kinds


def test_large_numbers_alone_make_no_signal_of_a_small_rise() -> None:
    calm = [[4000.0, 4010, 3990, 4005, 3995, 4000, 4002, 3998, 4000]] * 8
    assert found(units([[*calm[0][:-1], 5000.0], *calm[1:]], 9000)) == {}


def test_four_earlier_quarters_are_enough() -> None:
    series = units(with_north(110))
    short = Series(
        cells=series.cells,
        counts=series.counts[:, 4:],
        exposure=series.exposure[:, 4:],
        periods=series.periods[4:],
        seasons=series.seasons[4:],
        all_counts=series.all_counts[4:],
        all_exposure=series.all_exposure[4:],
    )
    (rose,) = found(short)[SignalKind.ROSE]
    assert len(rose.periods) == 4


def test_nothing_at_all_is_searched_without_fault() -> None:
    none = units([[0.0] * 9] * 3)
    assert (search(none).findings, search(none).tests) == ([], 0)
