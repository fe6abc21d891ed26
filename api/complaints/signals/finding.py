"""A signal: what was found, with all numbers that its sentence needs. Pure."""

from dataclasses import dataclass
from typing import NamedTuple

from api.complaints.signals.rules import CHANGES, RISES, ExposureBasis, SignalKind


class Label(NamedTuple):
    """One side of a cell: a dimension and the value there, such as ("cause", "no_notice")."""

    dimension: str
    value: str


Cell = tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One signal. A ratio or bound that is infinite (nothing to compare with) is None.

    `observed` and `expected` are complaints; of a silent spot the complaints its late decisions
    would bring elsewhere; of an excess the complaints after the exposed decisions. `decisions` are
    those of the current period, of the spot, or of both sides of an excess; None if unknown.
    `periods` are those compared with, in order; empty where nothing earlier is compared with.
    `also_seen_in` is the place, in the list of findings, of the stronger one that tells the same.
    """

    kind: SignalKind
    cell: Cell
    observed: int
    expected: float
    ratio: float | None
    low: float
    high: float | None
    decisions: int | None
    p: float
    adjusted_p: float
    period: str | None = None
    periods: tuple[str, ...] = ()
    before: int | None = None  # complaints in all periods compared with
    basis: ExposureBasis | None = None
    late: int | None = None
    also_seen_in: int | None = None

    @property
    def rose(self) -> bool:
        return self.kind in RISES

    @property
    def is_change(self) -> bool:
        return self.kind in CHANGES
