"""How many complaints lack what, in all and by unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from api.complaints.facts.columns import NONE, Column
from api.complaints.patterns.dimensions import ComplaintOutcome, Unknown
from api.complaints.patterns.selecting import Asked
from api.complaints.quality.schemas import QualityGap

CLOSED: Final = tuple(each for each in ComplaintOutcome if each is not ComplaintOutcome.OPEN)
# What to ask for, to see those that lack something. Only closed complaints lack a finding.
SEEN_BY: Final[Mapping[QualityGap, dict[str, Any]]] = {
    QualityGap.CAUSE: {"without": [Unknown.CAUSE]},
    QualityGap.FINDING: {"without": [Unknown.FINDING], "outcome": CLOSED},
    QualityGap.OUTCOME: {"outcome": [ComplaintOutcome.OPEN]},
    QualityGap.CASE: {"without": [Unknown.CASE]},
    QualityGap.COMPLAINANT: {"named": False},
}


@dataclass(frozen=True)
class Lacking:
    """Complaints that lack something, and those of which it is asked, as counts by unit."""

    counts: Column
    of: Column


def lacking(asked: Asked, nameless: Column, read: Column) -> Mapping[QualityGap, Lacking]:
    """Count by the units' codes.

    `nameless` says of which of the chosen rows nobody is known to complain, and `read` of which
    that may be known today.
    """
    rows, points = asked.facts.complaints, asked.facts.points
    chosen = np.flatnonzero(asked.complaints)
    outcomes = asked.facts.names["outcome"]
    is_open = rows["outcome"][chosen] == outcomes.known(ComplaintOutcome.OPEN)
    everyone = np.ones(len(chosen), np.bool_)

    def having(wanted: Column) -> Column:
        has = np.zeros(len(rows), np.bool_)
        has[points["row"][wanted]] = True
        found: Column = has[chosen]
        return found

    parts = {
        QualityGap.CAUSE: (~having(np.ones(len(points), np.bool_)), everyone),
        QualityGap.FINDING: (having(points["finding"] == NONE) & ~is_open, ~is_open),
        QualityGap.OUTCOME: (is_open, everyone),
        QualityGap.CASE: (~rows["has_case"][chosen], everyone),
        QualityGap.COMPLAINANT: (nameless, read),
    }
    units, size = rows["unit"][chosen], len(asked.facts.names["unit"].all())
    return {
        gap: Lacking(*(np.bincount(units[mask], minlength=size) for mask in masks))
        for gap, masks in parts.items()
    }
