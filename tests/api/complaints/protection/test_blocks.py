"""What is told of complaints in blocks: never less than five of them, and never a wrong number."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.complaints.protection.answers import ProtectedCell
from api.complaints.protection.blocks import Blocks, blocks_of
from api.complaints.protection.offered import Chains
from api.complaints.protection.splitting import Coarser
from api.errors import InvalidInput
from tests.api.complaints.protection.populations import (
    ONE_CHAIN,
    SIZES,
    SOME_CHAINS,
    YEAR,
    Columns,
    Question,
    groupings,
    parted,
    population,
    truth,
)

rows = st.lists(st.tuples(*(st.integers(0, size - 1) for size in SIZES.values())), max_size=60)
repeated = st.lists(st.tuples(rows, st.integers(1, 7)), max_size=3)
chains = st.sampled_from([ONE_CHAIN, SOME_CHAINS])


@st.composite
def complaints(draw: st.DrawFn) -> Columns:
    """Draw single complaints and heaps of the same."""
    drawn = [row for some, times in draw(repeated) for row in some * times]
    table = np.array(drawn, dtype=np.int64).reshape(-1, len(SIZES))
    return dict(zip(SIZES, table.T, strict=True))


def of_one_year(unit: list[int], **others: list[int]) -> Blocks:
    """Part complaints of one year by unit (of four) and whatever else is given, in one chain."""
    columns = {"unit": np.array(unit)} | {name: np.array(codes) for name, codes in others.items()}
    columns["quarter"] = np.zeros(len(unit), dtype=np.int64)
    return blocks_of(columns, SIZES, period=YEAR, chains=ONE_CHAIN)


@settings(max_examples=60, deadline=None)
@given(complaints(), chains)
def test_blocks_are_a_partition_into_five_or_more(columns: Columns, chains: Chains) -> None:
    for one in parted(columns, chains).populations:
        for partition in one.partitions:
            assert np.bincount(partition.block_of).tolist() == partition.sizes.tolist()
            assert partition.sizes.sum() == one.rows
            assert partition.veiled == (one.rows < 5)
            assert partition.veiled or partition.sizes.min() >= 5


@settings(max_examples=30, deadline=None)
@given(complaints(), chains, st.sampled_from(groupings(3)), st.sets(st.integers(0, 3)))
def test_a_shown_count_is_true_and_a_hidden_one_no_less_than_is_told(
    columns: Columns, chains: Chains, by: tuple[str, ...], units: set[int]
) -> None:
    question = Question(by, {"unit": sorted(units)})
    table = parted(columns, chains).count(question.by, question.filters)
    true = (question.cells() @ truth(columns)).reshape(table.hidden.shape)
    assert (table.at_least <= true).all()
    assert (table.at_least == true)[~table.hidden].all()
    assert not ((true > 0) & (true < 5) & ~table.hidden).any()


def test_values_of_five_are_told_and_the_rest_with_the_smallest_of_them_is_not() -> None:
    table = of_one_year([0] * 20 + [1] * 9 + [2] * 3).count(["unit"], {})
    assert list(table.cells()) == [
        ProtectedCell((0,), 20, hidden=False, at_least=20),
        ProtectedCell((1,), None, hidden=True, at_least=0),
        ProtectedCell((2,), None, hidden=True, at_least=0),
        ProtectedCell((3,), None, hidden=True, at_least=0),
        ProtectedCell((None,), 32, hidden=False, at_least=32),
    ]


def test_none_is_told_where_no_value_is_small() -> None:
    table = of_one_year([0] * 20 + [1] * 9).count(["unit"], {})
    assert table.cell(2) == ProtectedCell((2,), 0, hidden=False, at_least=0)


def test_all_that_are_equally_small_join_the_rest() -> None:
    table = of_one_year([0] * 6 + [1] * 6 + [2] * 7 + [3]).count(["unit"], {})
    assert [cell.count for cell in table.cells()] == [None, None, 7, None, 20]


def test_a_total_is_hidden_where_only_part_of_it_is_in_whole_blocks() -> None:
    blocks = of_one_year([0] * 12 + [1] * 9, cause=[0] * 6 + [1] * 6 + [0] * 7 + [1] * 2)
    table = blocks.count(["unit", "cause"], {})
    assert table.cell(0, 1).count == 6
    assert table.cell(1, None).count == 9
    assert table.cell(None, 1) == ProtectedCell((None, 1), None, hidden=True, at_least=6)
    assert table.cell(None, None).count == 21


def test_everything_but_one_unit_is_hidden_when_that_one_is() -> None:
    blocks = of_one_year([0] * 20 + [1] * 9 + [2] * 3)
    assert blocks.count([], {"unit": [0, 1, 3]}).cell().hidden
    assert blocks.count([], {"unit": [1, 2, 3]}).cell().count == 12


def test_a_year_of_fewer_than_five_complaints_is_hidden_and_so_is_every_total_with_it() -> None:
    columns = {"unit": np.zeros(14, dtype=np.int64), "quarter": np.array([0] * 10 + [2] * 4)}
    blocks = blocks_of(columns, SIZES, period=YEAR, chains=ONE_CHAIN)
    table = blocks.count(["year"], {})
    assert [cell.count for cell in table.cells()] == [10, None, None]
    assert table.cell(None).at_least == 10
    assert blocks.count([], {"unit": [1, 2]}).cell().hidden


def test_what_was_told_of_a_year_stays_when_the_next_one_comes() -> None:
    columns = population(6)
    before = {name: codes[columns["quarter"] < 2] for name, codes in columns.items()}
    old, new = parted(before, ONE_CHAIN), parted(columns, ONE_CHAIN)
    for by in groupings(2):
        one, other = (blocks.count(by, {"year": [0]}) for blocks in (old, new))
        assert (one.at_least == other.at_least).all()
        assert (one.hidden == other.hidden).all()


def test_the_quarters_of_a_year_are_that_year() -> None:
    blocks = parted(population(0), SOME_CHAINS)
    by_quarters = blocks.count(["unit"], {"quarter": [2, 3]})
    assert (by_quarters.at_least == blocks.count(["unit"], {"year": [1]}).at_least).all()
    assert not by_quarters.hidden.all()


def test_dimensions_of_two_chains_are_told_together_only_in_their_totals() -> None:
    table = parted(population(0), SOME_CHAINS).count(["unit", "cause"], {})
    alone = parted(population(0), SOME_CHAINS).count(["unit"], {})
    assert (table.at_least[:, -1] == alone.at_least).all()
    assert table.hidden[0, 0]
    assert table.at_least[0, 0] == 0


def test_hidden_counts_are_no_numbers_to_reckon_with() -> None:
    shown = of_one_year([0] * 20 + [1] * 9 + [2] * 3).count(["unit"], {}).shown
    assert np.isnan(shown).tolist() == [False, True, True, True, False]


def test_a_code_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="unit has a code"):
        of_one_year([4] * 5)


def test_a_reading_that_cuts_across_a_finer_one_is_refused() -> None:
    half = Coarser("unit", "half", np.array([0, 0, 1, 1]))
    odd = Coarser("unit", "odd", np.array([0, 1, 0, 1]))
    columns = {"unit": np.arange(4), "quarter": np.zeros(4, dtype=np.int64)}
    with pytest.raises(ValueError, match="half is no coarser reading of odd"):
        blocks_of(columns, SIZES, period=YEAR, coarser=[half, odd])


def test_two_levels_of_one_dimension_are_refused() -> None:
    with pytest.raises(InvalidInput) as refusal:
        parted(population(1), ONE_CHAIN).count(["area", "unit"], {})
    assert refusal.value.code == "protected_dimension_twice"


def test_four_dimensions_are_refused() -> None:
    with pytest.raises(InvalidInput) as refusal:
        parted(population(1), ONE_CHAIN).count(["year", "unit", "cause", "kind"], {})
    assert refusal.value.code == "protected_dimensions_too_many"
