"""What a cell tells that an answer leaves out, as no complaints lie in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from web.patterns.client import Figure, Pattern
from web.patterns.figures import figure_of, none_of
from web.patterns.words import OF_DECISIONS, PER_100, POINTS_SHARE


@dataclass(frozen=True)
class Absent:
    """The cells that are not there; `at` is where one lies on the axes that are shown."""

    pattern: Pattern

    @cached_property
    def sides(self) -> list[Mapping[int, Any]]:
        return [{cell["at"][0]: cell for cell in side.cells} for side in self.pattern.margins]

    def figure(self, measure: str, at: Sequence[int]) -> Figure:
        """Return a figure: 0 where complaints could have come."""
        if self.pattern.protected:
            return Figure()
        if measure == POINTS_SHARE:
            return self.no_points(at)
        return self.no_rate(at) if measure == PER_100 else figure_of(None, measure)

    def no_rate(self, at: Sequence[int]) -> Figure:
        """Return the rate of a cell without complaints: 0 where there were decisions for some.

        Of how many it is, is known where one dimension at most parts the decisions.
        """
        own = [n for n, each in enumerate(self.pattern.by) if each.dimension in OF_DECISIONS]
        shown = [n for n in own if n < len(at)]
        wholes = [figure_of(self.sides[n].get(at[n]), PER_100).denominator for n in shown]
        if len(shown) == len(at) or not all(wholes):
            return Figure()
        if not own:
            wholes = [figure_of(self.pattern.total, PER_100).denominator]
        known = wholes[0] if len(wholes) == max(len(own), 1) == 1 else None
        return none_of(known) if known else Figure(0.0, 0, 0)

    def no_points(self, at: Sequence[int]) -> Figure:
        """Return the share of a cell without points: 0 where there are others to be a part of."""
        sides = [
            figure_of(side.get(n), POINTS_SHARE) for side, n in zip(self.sides, at, strict=False)
        ]
        known = len(self.pattern.by) == len(at) and all(each.n for each in sides)
        return Figure(0.0, 0, 0) if known else Figure()
