"""How often noise alone is told, and how often what was planted is found.

Seeds are fixed, and were not chosen. The shares stand in docs/decisions/0025-signals.md.
"""

import time
from collections.abc import Callable

import numpy as np
import pytest

from api.complaints.signals.finding import Cell, Label
from api.complaints.signals.rules import SignalKind
from api.complaints.signals.searching import Search, search
from api.complaints.signals.series import Series
from tests.api.complaints.signals import worlds
from tests.api.complaints.signals.worlds import Numbers

NOISE, PLANTED = range(400), range(1000, 1060)
PAIR = worlds.pair(12, 7)
Random = np.random.Generator


def poisson(random: Random) -> Numbers:
    return worlds.poisson(random, worlds.expected())


def seasonal(random: Random) -> Numbers:
    return worlds.negative_binomial(random, worlds.expected(seasonal=True), 1.5)


def overdispersed(random: Random) -> Numbers:
    rates = random.gamma(15, 1 / 15, worlds.expected().shape)
    return worlds.negative_binomial(random, worlds.expected() * rates, 2)


@pytest.mark.parametrize("noise", [poisson, seasonal, overdispersed])
def test_on_noise_alone_fewer_than_five_percent_of_runs_tell_anything(
    noise: Callable[[Random], Numbers],
) -> None:
    def tells(seed: int) -> bool:
        random = np.random.default_rng(seed)
        alike = worlds.spots(random)
        group = worlds.exposed(random, 1.0)
        return bool(search(worlds.series(random, noise(random)), alike, [group]).findings)

    assert worlds.shares([tells(seed) for seed in NOISE]) < 0.05


def finds(kind: SignalKind, cell: Cell, run: Callable[[Random], Search]) -> float:
    def found(seed: int) -> bool:
        findings = run(np.random.default_rng(seed)).findings
        return any(each.kind is kind and each.cell == cell for each in findings)

    return worlds.shares([found(seed) for seed in PLANTED])


@pytest.mark.parametrize(
    ("mean", "times", "over"),
    [(12, 4, 1.0), (25, 3, 1.0), (50, 2.2, 1.0), (100, 2, 1.5), (25, 3.5, 1.5), (60, 0.25, 1.0)],
)
def test_a_planted_change_of_one_pair_is_found(mean: float, times: float, over: float) -> None:
    def run(random: Random) -> Search:
        means = worlds.expected().copy()
        means[12, 7] = mean
        means[12, 7, -1] = mean * times
        counts = (
            worlds.poisson(random, means)
            if over == 1
            else worlds.negative_binomial(random, means, over)
        )
        return search(worlds.series(random, counts))

    kind = SignalKind.ROSE if times > 1 else SignalKind.FELL
    assert finds(kind, PAIR, run) >= 0.9


def test_a_planted_rise_of_a_unit_is_found_against_the_rest() -> None:
    def run(random: Random) -> Search:
        means = worlds.expected().copy()
        means[:, 7, -1] *= 1.8
        return search(worlds.series(random, worlds.poisson(random, means)))

    assert finds(SignalKind.ROSE_AGAINST_REST, (Label("unit", "u07"),), run) >= 0.9


@pytest.mark.parametrize(("varying", "silence"), [(0.0, 0.2), (0.04, 0.1)])
def test_a_planted_silent_spot_is_found(varying: float, silence: float) -> None:
    def run(random: Random) -> Search:
        spots = worlds.spots(random, varying, silence)
        return search(worlds.series(random, poisson(random)), spots)

    assert finds(SignalKind.SILENT_SPOT, worlds.SILENT, run) >= 0.9


def test_a_planted_excess_is_found() -> None:
    def run(random: Random) -> Search:
        group = worlds.exposed(random, 1.6)
        return search(worlds.series(random, poisson(random)), None, [group])

    assert finds(SignalKind.EXCESS_AFTER_MISSING_NOTICE, (), run) >= 0.9


def test_a_planted_change_is_told_once_with_its_margins_beneath() -> None:
    random = np.random.default_rng(7)
    means = worlds.expected().copy()
    means[12, 7, -1] *= 15
    findings = search(worlds.series(random, worlds.poisson(random, means))).findings
    assert len(findings) > 3
    assert findings[0].cell == PAIR
    assert {each.also_seen_in for each in findings[1:]} == {0}


def test_signals_among_five_thousand_cells_take_less_than_three_hundred_milliseconds() -> None:
    random = np.random.default_rng(5000)
    small = worlds.series(random, poisson(random))
    times = 5000 // len(small.cells) + 1
    cells = [
        (Label("case_type", f"t{number}"), *cell) for number in range(times) for cell in small.cells
    ]
    large = Series(
        cells=cells[:5000],
        counts=random.poisson(np.tile(small.counts, (times, 1))[:5000]).astype(np.float64),
        exposure=np.tile(small.exposure, (times, 1))[:5000],
        periods=small.periods,
        seasons=small.seasons,
        all_counts=small.all_counts * times,
        all_exposure=small.all_exposure * times,
    )

    def once() -> float:
        started = time.process_time()
        search(Series(**{name: getattr(large, name) for name in large.__dataclass_fields__}))
        return time.process_time() - started

    assert min(once() for _ in range(3)) < 0.3
