"""What can be asked with small counts hidden."""

import pytest

from api.complaints.protection.offered import (
    CHAINS,
    DIMENSIONS,
    MEASURES,
    chains_for,
    check_protected,
)
from api.errors import NotAllowed


def test_counts_and_rates_by_every_safe_dimension_may_be_asked() -> None:
    for measure in MEASURES:
        check_protected(measure, DIMENSIONS, DIMENSIONS)


@pytest.mark.parametrize(
    "measure",
    ["points", "upheld_share", "days_to_answer", "reversal_rate", "points_share", "returned_share"],
)
def test_other_measures_are_refused(measure: str) -> None:
    with pytest.raises(NotAllowed) as refusal:
        check_protected(measure, ["unit"], [])
    assert refusal.value.code == "protected_measure"


@pytest.mark.parametrize("name", ["week", "month", "finding", "caseworker_changes"])
def test_other_dimensions_are_refused(name: str) -> None:
    with pytest.raises(NotAllowed) as refusal:
        check_protected("complaints", [name], [])
    assert (refusal.value.code, refusal.value.pointer) == ("protected_dimension", "by")


@pytest.mark.parametrize("name", ["text", "received_from", "outcome"])
def test_other_filters_are_refused(name: str) -> None:
    with pytest.raises(NotAllowed) as refusal:
        check_protected("complaints", [], [name])
    assert (refusal.value.code, refusal.value.pointer) == ("protected_dimension", "filters")


@pytest.mark.parametrize(("rows", "place"), [(8_000, 0), (7_999, 1), (0, 1)])
def test_a_large_period_has_longer_chains(rows: int, place: int) -> None:
    assert chains_for(rows) == CHAINS[place][1]


def test_no_dimension_stands_in_two_chains() -> None:
    for _, chains in CHAINS:
        columns = [column for chain in chains for column in chain]
        assert len(set(columns)) == len(columns)
