"""How the time to reassess ends, and how often decisions do not stand."""

from datetime import date

import pytest

from api.complaints.appeals import rules
from api.complaints.appeals.rules import End
from api.complaints.rules import ReassessmentOutcome

MADE, FORWARDED, WITHDRAWN = date(2017, 9, 20), date(2017, 9, 25), date(2017, 9, 26)


@pytest.mark.parametrize(
    ("outcome", "forwarded_on", "end"),
    [
        ("fully_changed", None, End(met_on=MADE)),
        ("partly_changed", None, End(met_on=MADE)),
        ("partly_changed", FORWARDED, End(met_on=MADE)),
        ("upheld", None, End()),
        ("upheld", FORWARDED, End(met_on=FORWARDED)),
        ("dismissed", None, End()),
        ("dismissed", FORWARDED, End(met_on=FORWARDED)),
        ("withdrawn", None, End(cancelled_on=MADE)),
    ],
)
def test_a_change_ends_the_time_when_it_is_made_and_no_change_when_it_is_forwarded(
    outcome: str, forwarded_on: date | None, end: End
) -> None:
    assert rules.end_of(ReassessmentOutcome(outcome), MADE, forwarded_on) == end


@pytest.mark.parametrize(
    ("outcome", "forwarded_on", "end"),
    [
        (None, None, End(cancelled_on=WITHDRAWN)),
        ("upheld", None, End(cancelled_on=WITHDRAWN)),
        ("upheld", FORWARDED, End(met_on=FORWARDED)),
        ("fully_changed", None, End(met_on=MADE)),
    ],
)
def test_what_is_withdrawn_is_owed_no_more_unless_it_was_done(
    outcome: str | None, forwarded_on: date | None, end: End
) -> None:
    found = ReassessmentOutcome(outcome) if outcome else None
    made_on = MADE if outcome else None

    assert rules.end_of(found, made_on, forwarded_on, withdrawn_on=WITHDRAWN) == end
