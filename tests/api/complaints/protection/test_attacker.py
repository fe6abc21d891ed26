"""One who asks every question and puts all answers together finds no hidden count."""

import numpy as np
import pytest

from api.complaints.protection.answers import ProtectedTable
from api.complaints.protection.offered import Chains
from api.complaints.protection.splitting import LEAST
from tests.api.complaints.protection.attacker import Answer, Known, ask, recovered
from tests.api.complaints.protection.populations import (
    ONE_CHAIN,
    SOME_CHAINS,
    Columns,
    Question,
    all_questions,
    groupings,
    parted,
    population,
    truth,
)

GROUPINGS = [Question(by, {}) for by in groupings(3)]
chained = pytest.mark.parametrize("chains", [ONE_CHAIN, SOME_CHAINS], ids=["one", "some"])


def from_blocks(columns: Columns, chains: Chains) -> Answer:
    blocks = parted(columns, chains)
    return lambda question: blocks.count(question.by, question.filters)


def one_by_one(columns: Columns, chains: Chains = ONE_CHAIN) -> Answer:
    """Hide in each answer the counts of 1 to 4, and whatever single one a total would tell."""
    true, size = truth(columns), parted(columns, chains)

    def answer(question: Question) -> ProtectedTable:
        shape = size.count(question.by, question.filters).hidden.shape
        counts = (question.cells() @ true).reshape(shape)
        hidden = (counts > 0) & (counts < LEAST)
        if question.by and hidden[..., :-1].sum() == 1:
            among = np.where(hidden | (counts == 0), np.iinfo(np.int64).max, counts)
            hidden.flat[int(among.argmin())] = True
        return ProtectedTable(question.by, np.where(hidden, 0, counts), hidden)

    return answer


@chained
@pytest.mark.parametrize("seed", range(6))
def test_all_tables_together_tell_no_small_count(seed: int, chains: Chains) -> None:
    columns = population(seed)
    known = ask(GROUPINGS, from_blocks(columns, chains))
    assert known.agree
    assert list(recovered(known, truth(columns))) == []
    assert _small_differences(known) == 0


@chained
def test_nor_do_they_with_every_filter_and_its_complement(chains: Chains) -> None:
    columns = population(101)
    known = ask(all_questions(), from_blocks(columns, chains))
    assert known.agree
    assert list(recovered(known, truth(columns))) == []
    assert _small_differences(known) == 0


@pytest.mark.parametrize("seed", range(2))
def test_hiding_in_each_answer_for_itself_is_broken_by_the_same_attacker(seed: int) -> None:
    columns = population(seed)
    known = ask(GROUPINGS, one_by_one(columns))
    assert not known.agree
    assert any(True for _ in recovered(known, truth(columns)))
    assert _small_differences(known) > 0


def test_so_are_blocks_of_fewer_than_five() -> None:
    columns = population(1)
    blocks = parted(columns, ONE_CHAIN, least=3)
    known = ask(GROUPINGS, lambda question: blocks.count(question.by, question.filters))
    assert any(True for _ in recovered(known, truth(columns)))


def _small_differences(known: Known) -> int:
    """Count the pairs of shown counts, one within the other, that differ by 1 to 4."""
    cells = known.cells[known.shown].astype(np.float32)
    number = known.number[known.shown]
    inside = cells @ cells.T == cells.sum(axis=1)[:, None]
    between = number[None, :] - number[:, None]
    return int((inside & (np.abs(between) > 0) & (np.abs(between) < LEAST)).sum())
