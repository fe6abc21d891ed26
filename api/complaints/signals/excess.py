"""Complaints after something happened in the casework, against where it did not. Pure."""

from dataclasses import dataclass

import numpy as np
from scipy import special

from api.complaints.patterns.intervals import NORMAL_QUANTILE
from api.complaints.signals import rules
from api.complaints.signals.finding import Cell, Finding
from api.complaints.signals.rules import ExposureBasis, SignalKind
from api.complaints.signals.series import Decimals
from api.complaints.signals.tested import Tested

FREEDOM_OF_ONE = 7.0  # degrees of freedom that no overdispersion at all weighs


@dataclass(frozen=True, slots=True)
class Exposed:
    """Decisions with and without something before them, and how many of each were complained of.

    Each array has a place for each stratum: a unit, or better a case type in a unit. `kind` says
    what happened: another caseworker, or a notice of delay that was not sent.
    """

    kind: SignalKind
    cell: Cell
    complained: Decimals
    decisions: Decimals
    other_complained: Decimals
    other_decisions: Decimals
    period: str


@dataclass(frozen=True, slots=True)
class Excess:
    """How often exposed decisions were complained of against others, strata compared within."""

    expected: float
    ratio: float
    low: float
    high: float
    p: float


def mantel_haenszel(exposed: Exposed) -> Excess | None:
    """Return the Mantel-Haenszel ratio of shares; None where too few complaints could be.

    Ratio and interval: Greenland & Robins, Biometrics 41 (1985) 55-68; with one stratum they are
    those of `scipy.stats.contingency.relative_risk`. The test is Mantel and Haenszel's (Journal of
    the National Cancer Institute 22, 1959) with their correction for continuity, one-sided. Both
    are widened where strata differ more than chance does (`_overdispersion`). Five complaints must
    be expected on either side, and both sides must have some (Mantel & Fleiss 1980).
    """
    a, b = exposed.complained, exposed.other_complained
    n, m = exposed.decisions, exposed.other_decisions
    used = (n > 0) & (m > 0) & (a + b > 0)
    a, b, n, m = a[used], b[used], n[used], m[used]
    both, cases = n + m, a + b
    expected, above, below = (cases * n / both).sum(), (a * m / both).sum(), (b * n / both).sum()
    if min(expected, cases.sum() - expected) < rules.LEAST_COMPLAINTS or not above or not below:
        return None
    over = _overdispersion(a, cases, above / below, n, m)
    chance = (cases * n * m * (both - cases) / (both**2 * np.maximum(both - 1, 1))).sum()
    reach = max(a.sum() - expected - 0.5, 0) / np.sqrt(over * chance)
    spread = ((cases * n * m - a * b * both) / both**2).sum() / (above * below)
    width = NORMAL_QUANTILE * np.sqrt(over * spread)
    middle = np.log(above / below)
    return Excess(
        float(a.sum() * below / above),
        float(above / below),
        float(np.exp(middle - width)),
        float(np.exp(middle + width)),
        float(special.ndtr(-reach)),
    )


def _overdispersion(a: Decimals, cases: Decimals, ratio: float, n: Decimals, m: Decimals) -> float:
    """Return how much more strata differ from the common ratio than chance does; at least 1.

    Pearson's mean square, averaged with 1 by degrees of freedom, as few strata tell it badly.
    """
    parts = ratio * n / (ratio * n + m)
    squares = (a - cases * parts) ** 2 / (cases * parts * (1 - parts))
    freedom = len(a) - 1
    return float(max(1, (squares.sum() + FREEDOM_OF_ONE) / (freedom + FREEDOM_OF_ONE)))


def excesses(groups: list[Exposed]) -> Tested:
    """Test each group that has enough complaints to be tested."""
    found = [(group, excess) for group in groups if (excess := mantel_haenszel(group))]

    def finding(at: int, adjusted: float) -> Finding:
        group, excess = found[at]
        return Finding(
            kind=group.kind,
            cell=group.cell,
            observed=int(group.complained.sum()),
            expected=excess.expected,
            ratio=excess.ratio,
            low=excess.low,
            high=excess.high,
            decisions=int(group.decisions.sum() + group.other_decisions.sum()),
            p=excess.p,
            adjusted_p=adjusted,
            period=group.period,
            basis=ExposureBasis.OWN_DECISIONS,
        )

    ratios = np.array([excess.ratio for _, excess in found])
    p = np.array([excess.p for _, excess in found], dtype=np.float64)
    return Tested(p, ratios >= rules.LEAST_RATIO, finding)
