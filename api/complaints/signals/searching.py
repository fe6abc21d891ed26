"""Look for all signals at once, and keep false discoveries under control. Pure.

SciPy is imported here and below: modules that serve routes import this one inside functions.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from api.complaints.signals.changes import against_own_past, against_rest
from api.complaints.signals.dispersion import Spread
from api.complaints.signals.excess import Exposed, excesses
from api.complaints.signals.finding import Finding
from api.complaints.signals.overlap import tell_once
from api.complaints.signals.rules import FALSE_DISCOVERIES
from api.complaints.signals.series import Decimals, Series
from api.complaints.signals.silence import Spots, silent_spots
from api.complaints.signals.tested import Tested


@dataclass(frozen=True, slots=True)
class Search:
    """What one run found, strongest first, among how many tests, and how restless the past was."""

    findings: list[Finding]
    tests: int
    spread: Spread


def search(series: Series, spots: Spots | None = None, exposed: Sequence[Exposed] = ()) -> Search:
    """Find what rose, fell, keeps silent or is complained of more, in one family of tests.

    Cells, their margins and the two comparisons depend on each other in ways nobody knows, so
    false discoveries are controlled by the way that holds then too: Benjamini & Yekutieli, Annals
    of Statistics 29 (2001) 1165-1188, at 5 %.
    """
    own, spread = against_own_past(series)
    questions = [own, against_rest(series), excesses(list(exposed))]
    if spots is not None:
        questions.append(silent_spots(spots))
    adjusted = _adjusted(questions)
    found: list[Finding] = []
    start = 0
    for question in questions:
        values = adjusted[start : start + len(question.p)]
        start += len(question.p)
        told = np.flatnonzero((values <= FALSE_DISCOVERIES) & question.large)
        found += [question.finding(int(at), float(values[at])) for at in told]
    return Search(tell_once(found, series.parents), start, spread)


def _adjusted(questions: Sequence[Tested]) -> Decimals:
    family = np.concatenate([question.p for question in questions])
    if not family.size:
        return family
    adjusted: Decimals = stats.false_discovery_control(family, method="by")
    return adjusted
