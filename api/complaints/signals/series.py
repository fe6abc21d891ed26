"""What signals are looked for in: complaints and decisions of cells, period by period. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from api.complaints.signals import rules
from api.complaints.signals.finding import Cell, Label
from api.complaints.signals.rules import ExposureBasis

Decimals = NDArray[np.float64]
Truths = NDArray[np.bool_]
Places = NDArray[np.int64]

BASES = (ExposureBasis.OWN_DECISIONS, ExposureBasis.ALL_DECISIONS, ExposureBasis.TIME)


@dataclass(frozen=True)
class Series:
    """Counts of cells by period, the last of which is the current one.

    `counts` and `exposure` have a row for each cell and a column for each period. The exposure is
    the decisions made in the cell's unit and case type (of a cause: all decisions); NaN if unknown.
    `all_counts` and `all_exposure` are those of everything, each complaint once. `seasons` tells
    which periods are alike in the year: the quarter's number. `parents` names what a value lies
    within, such as the group of a cause, so that both are known to tell the same.
    """

    cells: Sequence[Cell]
    counts: Decimals
    exposure: Decimals
    periods: Sequence[str]
    seasons: Sequence[int]
    all_counts: Decimals
    all_exposure: Decimals
    parents: Mapping[Label, Label] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if len(self.periods) <= rules.FEWEST_PERIODS_BEFORE:
            raise ValueError(f"Four earlier periods are needed, got {len(self.periods) - 1}.")
        shape = (len(self.cells), len(self.periods))
        if self.counts.shape != shape or self.exposure.shape != shape:
            raise ValueError(f"Counts and exposure must be of {shape[0]} cells x {shape[1]}.")

    @cached_property
    def observed(self) -> Decimals:
        return self.counts[:, -1]

    @cached_property
    def before(self) -> Decimals:
        earlier: Decimals = self.counts[:, :-1].sum(axis=1)
        return earlier

    @cached_property
    def tested(self) -> Truths:
        """Tell which cells have complaints enough to be tested.

        Complaints of all periods are taken together. The tests hold given that number, so leaving
        out by it costs nothing in what they promise.
        """
        return self.before + self.observed >= rules.LEAST_IN_ALL

    @cached_property
    def bases(self) -> Places:
        """Return what each cell is measured against, as a place in `BASES`.

        Its own decisions, if there were at least ten in every period. Else all decisions, so that
        a change of complaints is seen against that of the whole house. If those are unknown as
        well, complaints are compared as they are. One cell is never measured in two ways.
        """
        with np.errstate(invalid="ignore"):
            own = (self.exposure >= rules.LEAST_DECISIONS_A_PERIOD).all(axis=1)
            whole = bool((self.all_exposure >= rules.LEAST_DECISIONS_A_PERIOD).all())
        return np.where(own, 0, 1 if whole else 2)

    @cached_property
    def weights(self) -> Decimals:
        """Return the exposure that is used, of each cell and period."""
        fallback = self.all_exposure if (self.bases == 1).any() else np.ones(len(self.periods))
        return np.where(self.bases[:, None] == 0, self.exposure, fallback)

    @cached_property
    def margins(self) -> Places:
        """Return a code of each cell's dimensions: cells of one margin have the same."""
        codes: dict[tuple[str, ...], int] = {}
        found = (tuple(label.dimension for label in cell) for cell in self.cells)
        return np.array([codes.setdefault(names, len(codes)) for names in found], dtype=np.int64)

    @cached_property
    def same_season(self) -> Truths:
        """Tell which earlier periods are of the current one's season."""
        seasons = np.asarray(self.seasons)
        same: Truths = seasons[:-1] == seasons[-1]
        return same
