"""What may be asked with small counts hidden. All else is refused there, so it is not offered."""

from collections.abc import Collection, Mapping
from typing import Final

from web.deadlines.client import Choices
from web.patterns.asked import Asked
from web.patterns.words import LABELS

DIMENSIONS: Final = frozenset(
    {"year", "quarter", "unit", "case_type", "kind", "cause_group", "cause", "channel"}
)
MEASURES: Final = frozenset({"complaints", "per_100_decisions"})
ANSWERED: Final = frozenset(
    {*("by", "measure", "period", "audience"), *("unit", "case_type", "cause", "kind", "channel")}
)
PUBLIC: Final = ["public"]


def hides_small_counts(asked: Asked, *, reads_complaints: bool) -> bool:
    """Say whether small counts are hidden: for the public, and for who reads no complaints."""
    return not reads_complaints or list(asked.chosen.get("audience", ())) == PUBLIC


def offered(
    choices: Mapping[str, Choices], asked: Asked, years: Collection[str]
) -> Mapping[str, Choices]:
    """Return what is answered with small counts hidden, of which only whole `years` are told.

    What is chosen stays where it is chosen, so that it is seen what was refused.
    """
    answered = {
        "by": DIMENSIONS,
        "measure": MEASURES,
        "period": {value for value, _ in choices["period"] if value[:4] in years},
    }
    kept = {
        name: [each for each in choices[name] if each[0] in {*values, *asked.chosen.get(name, ())}]
        for name, values in answered.items()
    }
    return {**choices, **kept}


def withheld(asked: Asked) -> frozenset[str]:
    """Return the filters that are not offered then; one that is chosen stands there to be ended."""
    return frozenset(LABELS) - ANSWERED - asked.chosen.keys()
