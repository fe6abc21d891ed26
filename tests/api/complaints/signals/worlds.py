"""Made-up complaints of a municipality, in which nothing happens but what is planted."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from api.complaints.signals.excess import Exposed
from api.complaints.signals.finding import Cell, Label
from api.complaints.signals.rules import SignalKind
from api.complaints.signals.series import Series
from api.complaints.signals.silence import Spots

CAUSES, UNITS, A_GROUP = 20, 14, 4  # 389 cells: causes, their five groups, units, and pairs
PERIODS = tuple(f"{year}-Q{quarter}" for year in (2015, 2016, 2017) for quarter in (1, 2, 3, 4))[
    2:11
]
SEASONS = tuple(int(period[-1]) for period in PERIODS)
YEAR = np.array([1.0, 0.8, 1.0, 1.2])  # a usual course of a year: a fifth up and down

Numbers = NDArray[np.float64]


def cells() -> list[Cell]:
    causes = [Label("cause", f"c{number:02}") for number in range(CAUSES)]
    groups = [Label("cause_group", f"g{number}") for number in range(CAUSES // A_GROUP)]
    units = [Label("unit", f"u{number:02}") for number in range(UNITS)]
    alone: list[Cell] = [(label,) for label in (*causes, *groups, *units)]
    return alone + [(first, unit) for first in (*causes, *groups) for unit in units]


CELLS = cells()
PARENTS = {
    Label("cause", f"c{number:02}"): Label("cause_group", f"g{number // A_GROUP}")
    for number in range(CAUSES)
}
BASE = np.outer(np.geomspace(0.4, 1.8, CAUSES), np.geomspace(3, 12, UNITS))  # 3 to 12 on average
DECISIONS = np.geomspace(300, 1500, UNITS)


def expected(mean: Numbers | None = None, *, seasonal: bool = False) -> Numbers:
    """Return complaints to expect of each cause, unit and period."""
    course = YEAR[np.array(SEASONS) - 1] if seasonal else np.ones(len(PERIODS))
    return (BASE if mean is None else mean)[:, :, None] * course


def poisson(random: np.random.Generator, mean: Numbers) -> Numbers:
    return random.poisson(mean).astype(np.float64)


def negative_binomial(random: np.random.Generator, mean: Numbers, over: float) -> Numbers:
    """Return counts whose variance is `over` times their mean."""
    return random.negative_binomial(mean / (over - 1), 1 / over).astype(np.float64)


def series(random: np.random.Generator, counts: Numbers) -> Series:
    """Return all cells of counts by cause, unit and period, with decisions near a level."""
    decisions = random.poisson(DECISIONS[:, None], (UNITS, len(PERIODS))).astype(np.float64)
    grouped = counts.reshape(CAUSES // A_GROUP, A_GROUP, UNITS, -1).sum(axis=1)
    whole = decisions.sum(axis=0)
    rows = [
        counts.sum(axis=1),
        grouped.sum(axis=1),
        counts.sum(axis=0),
        counts.reshape(CAUSES * UNITS, -1),
        grouped.reshape(-1, len(PERIODS)),
    ]
    firsts = CAUSES + CAUSES // A_GROUP
    exposure = [np.tile(whole, (firsts, 1)), decisions, np.tile(decisions, (firsts, 1))]
    return Series(
        cells=CELLS,
        counts=np.concatenate(rows),
        exposure=np.concatenate(exposure),
        periods=PERIODS,
        seasons=SEASONS,
        all_counts=counts.sum(axis=(0, 1)),
        all_exposure=whole,
        parents=PARENTS,
    )


def pair(cause: int, unit: int) -> Cell:
    return Label("cause", f"c{cause:02}"), Label("unit", f"u{unit:02}")


def shares(truths: Sequence[bool]) -> float:
    return sum(truths) / len(truths)


SPOT_UNITS, SPOT_TYPES, AT = 14, 8, 30
SPOTS: list[Cell] = [
    (Label("unit", f"u{unit:02}"), Label("case_type", f"t{case_type}"))
    for unit in range(SPOT_UNITS)
    for case_type in range(SPOT_TYPES)
]
SILENT = SPOTS[AT]  # where 150 of 300 decisions are late, and 40 complaints would be usual


def spots(random: np.random.Generator, varying: float = 0.1, silence: float | None = None) -> Spots:
    """Return spots with 0.1 to 0.6 complaints for each late decision, by case type.

    `varying` is the squared coefficient of variation by which spots differ without any reason;
    `silence` is what part of its usual complaints the silent one has, if there is one.
    """
    decisions = random.integers(60, 400, len(SPOTS)).astype(np.float64)
    late = np.floor(decisions * random.uniform(0.05, 0.5, len(SPOTS)))
    mean = late * np.tile(np.geomspace(0.1, 0.6, SPOT_TYPES), SPOT_UNITS)
    if silence is not None:
        decisions[AT], late[AT], mean[AT] = 300, 150, 40 * silence
    if varying:
        mean *= random.gamma(1 / varying, varying, len(SPOTS))
    return Spots(SPOTS, late, decisions, poisson(random, mean), "2016")


def exposed(random: np.random.Generator, ratio: float) -> Exposed:
    """Return 2,000 decisions after a missing notice and 12,000 others, 8 % of them complained of.

    Units differ: in some twice as much is complained of as in others.
    """
    base = 0.08 * np.geomspace(0.7, 1.4, UNITS)
    after, other = (random.multinomial(all_, np.full(UNITS, 1 / UNITS)) for all_ in (2000, 12_000))
    return Exposed(
        kind=SignalKind.EXCESS_AFTER_MISSING_NOTICE,
        cell=(),
        complained=random.binomial(after, base * ratio).astype(np.float64),
        decisions=after.astype(np.float64),
        other_complained=random.binomial(other, base).astype(np.float64),
        other_decisions=other.astype(np.float64),
        period="2016",
    )
