"""What is chosen in a filter is called what the table calls it."""

import pytest

from api.complaints.patterns.words import YES_NO
from api.words.enumerations import catalogue
from web.language import language
from web.patterns.words import CHOICES

NAMED = {
    "outcome": "ComplaintOutcome",
    "finding": "PointFinding",
    "mark": "ComplaintMark",
    "caseworker_changes": "CaseworkerChanges",
    "deadline_state": "DeadlineWhenComplained",
    "compare": "Comparison",
}


def told(name: str) -> dict[str, tuple[str, ...]]:
    return {
        code: tuple(language(each).gettext(words).replace("’", "'") for each in ("da", "en"))
        for code, words in CHOICES[name].items()
    }


@pytest.mark.parametrize("name", sorted(NAMED))
def test_a_filter_calls_its_values_what_the_answers_do(name: str) -> None:
    assert told(name) == catalogue()[NAMED[name]]


def test_who_complains_again_is_called_the_same() -> None:
    assert told("repeated") == YES_NO
