"""Which figures are offered with small counts hidden, and in which chains they are parted. Pure."""

from collections.abc import Collection, Sequence

from api.errors import InvalidInput, NotAllowed

MOST_DIMENSIONS = 3

DIMENSIONS = (
    "year",
    "quarter",
    "unit",
    "case_type",
    "kind",
    "cause_group",
    "cause",
    "channel",
)
"""What protected figures may be grouped and filtered by; a unit's ancestors go with it.

All are plain facts of a complaint from a public list. Findings, flags and outcomes belong to points
or come later; week and month cut too fine for blocks; the case's own story (deadline, caseworkers,
complained before) tells of a person.
"""

MEASURES = ("complaints", "per_100_decisions")
"""Both are sums of blocks. Medians are the values of single complaints; a share needs a second
count inside each block, and then that one and its complement would each need blocks of their own;
points are several to a complaint, so five of them may be one person's.
"""

Chains = Sequence[Sequence[str]]

CHAINS: Sequence[tuple[int, Chains]] = (
    (8_000, (("unit", "cause", "kind", "case_type"), ("quarter",), ("channel",))),
    (0, (("unit", "case_type"), ("cause",), ("kind",), ("quarter",), ("channel",))),
)
"""How many complaints a period needs for each set of chains; the first that fits holds."""


def chains_for(rows: int, chains: Chains | None = None) -> Chains:
    """Return the chains for a period with so many complaints, by nothing else than their number."""
    return chains or next(fit for least, fit in CHAINS if rows >= least)


def check_protected(measure: str, by: Collection[str], filtered: Collection[str]) -> None:
    """Refuse a question that can't be answered from blocks."""
    if measure not in MEASURES:
        raise NotAllowed(
            "protected_measure",
            f"With small counts hidden there are {' and '.join(MEASURES)}; {measure} could tell "
            "of single complaints.",
            pointer="measure",
        )
    for pointer, names in (("by", by), ("filters", filtered)):
        for name in names:
            if name not in DIMENSIONS:
                raise NotAllowed(
                    "protected_dimension",
                    f"Figures with small counts hidden can't be asked by {name}; they can by "
                    f"{', '.join(DIMENSIONS)}.",
                    pointer=pointer,
                )


def check_dimensions(by: Sequence[str], columns: Sequence[str]) -> None:
    """Refuse too many dimensions, and two that read the same column."""
    if len(by) > MOST_DIMENSIONS:
        raise InvalidInput(
            "protected_dimensions_too_many",
            f"Group by at most {MOST_DIMENSIONS} dimensions.",
            pointer="by",
        )
    if len(set(columns)) < len(columns):
        raise InvalidInput(
            "protected_dimension_twice",
            "Group by one level of a dimension; filter by the other.",
            pointer="by",
        )
