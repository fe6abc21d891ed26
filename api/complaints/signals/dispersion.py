"""How much more than chance complaints vary without anything having happened. Pure.

Of counts with mean m the variance is taken to be m (1 + linear + quadratic m). With the linear part
alone that is the "quasi-Poisson" of small clusters (one event, several complaints), with the
quadratic alone the negative binomial of rates that differ a little each period; real figures have
both, and cells from 5 complaints to 5,000. Both parts are shared by all cells, estimated from how
much the earlier periods differ among each other, and never below 0.
"""

from typing import NamedTuple

import numpy as np
from scipy import optimize

from api.complaints.signals.series import Decimals, Truths

ROUNDS = 5
FAR = 6.0  # standard errors above which a cell's restlessness counts no more
LEAST_MEAN = 2.0  # complaints a period, for a cell to tell how cells differ in restlessness


class Spread(NamedTuple):
    """Shared overdispersion: variance / mean is 1 + linear + quadratic x mean."""

    linear: float = 0.0
    quadratic: float = 0.0

    def at(self, mean: Decimals) -> Decimals:
        return 1 + self.linear + self.quadratic * mean


class Past(NamedTuple):
    """How earlier counts of each cell differ from their own level.

    `squares` is Pearson's sum of squares, `freedom` its degrees of freedom, `mean` a period's.
    """

    squares: Decimals
    freedom: Decimals
    mean: Decimals


def past(counts: Decimals, weights: Decimals, lost: Decimals) -> Past:
    """Compare earlier counts with their sum, parted as the weights are.

    `lost` are degrees of freedom that a cell spent on the weights, being a part of what they
    were found from.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = weights / weights.sum(axis=1, keepdims=True)
    expected = np.nan_to_num(parts) * counts.sum(axis=1, keepdims=True)
    there = expected > 0
    squares = np.where(there, (counts - expected) ** 2 / np.where(there, expected, 1), 0)
    freedom = np.maximum(there.sum(axis=1) - 1 - lost, 0)
    return Past(squares.sum(axis=1), freedom, counts.mean(axis=1))


def shared(of: Past, among: Truths) -> Spread:
    """Fit the two parts to all cells' mean squares (moments, by non-negative least squares).

    Each cell weighs by how sure its mean square is (`_chance`), and one far above the others is cut
    down, so that what happened in a single cell makes not all the others look restless.
    """
    used = among & (of.freedom >= 1) & (of.mean > 0)
    if not used.any():
        return Spread()
    freedom, mean = of.freedom[used], of.mean[used]
    squares = of.squares[used] / freedom
    spread, most = Spread(), np.full(len(mean), np.inf)
    for _ in range(ROUNDS):
        over = spread.at(mean)
        weight = np.sqrt(freedom / _chance(over, mean)) / over
        sides = np.column_stack([weight, weight * mean])
        found, _ = optimize.nnls(sides, weight * (np.minimum(squares, most) - 1))
        spread = Spread(float(found[0]), float(found[1]))
        over = spread.at(mean)
        most = over * (1 + FAR * np.sqrt(_chance(over, mean) / freedom))
    return spread


def variation(of: Past, among: Truths, spread: Spread, mean: Decimals) -> Decimals:
    """Return the squared coefficient of variation of each cell's rate in one period.

    A cell that was more restless than others of its size is believed as far as cells are seen to
    differ in that: its own dispersion and the shared one are weighed as Bühlmann's credibility does
    (ASTIN Bulletin 4 (1967) 199-207). It is used only if it is the greater.
    """
    over = spread.at(of.mean)
    freedom = np.maximum(of.freedom, 1)
    own = of.squares / freedom / over
    chance = _chance(over, np.maximum(of.mean, LEAST_MEAN)) / freedom
    used = among & (of.mean >= LEAST_MEAN) & (of.freedom >= 1)
    between = max(((own - 1) ** 2 - chance)[used].mean(), 0.0) if used.any() else 0.0
    weight = between / (between + chance)
    common = spread.at(mean)
    beyond = np.maximum(common * (1 + weight * (own - 1)), common) - 1
    return beyond / np.maximum(mean, 0.1)


def _chance(over: Decimals, mean: Decimals) -> Decimals:
    """Return the variance, for one degree of freedom, that a relative mean square has by chance.

    2 of the normal distribution, and the excess of the fourth moment of counts whose variance is
    `over` times their mean (a negative binomial; of Poisson's if that is 1).
    """
    return 2 + (1 + 6 * over * (over - 1)) / (over * mean)
