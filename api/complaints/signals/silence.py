"""Silent spots: much lateness, and far fewer complaints of it than elsewhere. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from api.complaints.signals import dispersion, rules
from api.complaints.signals.counting import Forecast
from api.complaints.signals.finding import Cell, Finding
from api.complaints.signals.rules import ExposureBasis, SignalKind
from api.complaints.signals.series import Decimals, Places, Truths
from api.complaints.signals.tested import Tested

ENOUGH_OF_TYPE = 20  # complaints on the same case type in other units


@dataclass(frozen=True, slots=True)
class Spots:
    """Late decisions, decisions and complaints of units x case types, in one span of time.

    A cell's last label is its case type.
    """

    cells: Sequence[Cell]
    late: Decimals
    decisions: Decimals
    complaints: Decimals
    period: str


def silent_spots(spots: Spots) -> Tested:
    """Compare complaints for each late decision with those on the same case type in other units.

    Where other units have fewer than 20 complaints on the case type, all others are compared with.
    Tested are spots with at least 20 late decisions and a share of late ones as high as the whole's
    or higher; only silence is asked for, so the p-value has one side. Spots differ for many
    reasons: how much they do is estimated across all of them, as for periods in `dispersion`.
    """
    forecast = _forecast(spots)
    places = np.flatnonzero(_late_enough(spots) & (forecast.scale > 0))
    only = forecast.of(places)
    told = (only.ratio <= rules.SILENT_RATIO) & (only.expected >= rules.LEAST_COMPLAINTS)
    p = only.fewer()

    def finding(at: int, adjusted: float) -> Finding:
        place = int(places[at])
        low, high = (float(bound[0]) for bound in only.of(np.array([at])).bounds())
        return Finding(
            kind=SignalKind.SILENT_SPOT,
            cell=spots.cells[place],
            observed=int(only.observed[at]),
            expected=float(only.expected[at]),
            ratio=float(only.ratio[at]),
            low=low,
            high=high,
            decisions=int(spots.decisions[place]),
            p=float(p[at]),
            adjusted_p=adjusted,
            period=spots.period,
            basis=ExposureBasis.OWN_DECISIONS,
            late=int(spots.late[place]),
        )

    return Tested(p, told, finding)


def _late_enough(spots: Spots) -> Truths:
    share = spots.late.sum() / max(spots.decisions.sum(), 1)
    enough: Truths = (spots.late >= rules.LEAST_LATE) & (spots.late >= share * spots.decisions)
    return enough


def _forecast(spots: Spots) -> Forecast:
    others = _others(spots, np.zeros(len(spots.cells), dtype=np.int64))
    names = {cell[-1]: code for code, cell in enumerate(spots.cells)}
    alike = _others(spots, np.array([names[cell[-1]] for cell in spots.cells], dtype=np.int64))
    enough = alike[0] >= ENOUGH_OF_TYPE
    complaints, late, number = (np.where(enough, *both) for both in zip(alike, others, strict=True))
    scale = np.where(late > 0, spots.late / np.maximum(late, 1), 0)
    expected = complaints * scale
    squares = np.where(expected > 0, (spots.complaints - expected) ** 2, 0)
    differing = dispersion.Past(
        squares / np.where(expected > 0, expected * (1 + scale), 1), np.ones(len(scale)), expected
    )
    spread = dispersion.shared(differing, _late_enough(spots) & (expected >= 1))
    one = (spread.at(expected) - 1) / np.maximum(expected, 0.1)
    return Forecast(spots.complaints, complaints, scale, one * (1 + 1 / np.maximum(number, 1)))


def _others(spots: Spots, codes: Places) -> list[Decimals]:
    """Return complaints, late decisions and spots of the same code, each spot's own left out."""
    numbers = (spots.complaints, spots.late, np.ones(len(spots.cells)))
    return [np.bincount(codes, weights=of)[codes] - of for of in numbers]
