"""What followed upon what was learnt, and the word for it."""

import pytest

from api.complaints.signals.dispersion import Spread
from api.complaints.signals.effect import effect
from api.complaints.signals.rules import EffectWord


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        (60, 25, EffectWord.FEWER),
        (25, 60, EffectWord.MORE),
        (110, 105, EffectWord.NO_DIFFERENCE_SEEN),
        (6, 4, EffectWord.TOO_LITTLE_TO_TELL),
        (30, 22, EffectWord.TOO_LITTLE_TO_TELL),
        (0, 0, EffectWord.TOO_LITTLE_TO_TELL),
        (12, 0, EffectWord.FEWER),
        (0, 12, EffectWord.MORE),
    ],
)
def test_the_word_follows_the_interval(before: int, after: int, word: EffectWord) -> None:
    assert effect(before, 1000, after, 1000).word is word


def test_rates_and_ratio_have_their_intervals() -> None:
    found = effect(21, 3011, 11, 800)
    assert found.before.value == pytest.approx(100 * 21 / 3011)
    assert found.after.low == pytest.approx(100 * 5.491 / 800, abs=1e-3)
    assert found.ratio.value == pytest.approx(1.971488, abs=1e-6)
    assert found.ratio.low == pytest.approx(0.8584264, abs=1e-6)
    assert found.ratio.high == pytest.approx(4.2772659, abs=1e-6)


def test_a_restless_past_makes_a_difference_less_sure() -> None:
    assert effect(60, 1000, 36, 1000).word is EffectWord.FEWER
    assert effect(60, 1000, 36, 1000, Spread(0.5, 0.02)).word is EffectWord.TOO_LITTLE_TO_TELL


def test_without_decisions_nothing_is_said() -> None:
    found = effect(5, 0, 7, 100)
    assert found.before == found.ratio == (None, None, None)
    assert found.word is EffectWord.TOO_LITTLE_TO_TELL


def test_none_before_has_no_ratio_but_a_lower_bound() -> None:
    found = effect(0, 1000, 12, 1000)
    assert (found.ratio.value, found.ratio.high) == (None, None)
    assert found.ratio.low is not None
    assert found.ratio.low > 1
