"""Days, numbers and money read the way they are written in a Danish committee paper."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from web.formats import filters
from web.language import language

DANISH = filters(language("da"))
ENGLISH = filters(language("en"))
PRIMO_2012 = {
    "from": "2012-01-01",
    "until": "2012-01-31",
    "precision": "start_of",
    "as_written": "primo 2012",
}


def plain(text: str) -> str:
    return str(text).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("name", "value", "danish", "english"),
    [
        ("day_text", "2017-09-20", "20.09.2017", "20 Sept 2017"),
        ("day_text", date(2017, 9, 20), "20.09.2017", "20 Sept 2017"),
        (
            "weekday",
            "2026-11-24",
            '<time datetime="2026-11-24">ti. 24.11.2026</time>',
            '<time datetime="2026-11-24">Tue 24 Nov 2026</time>',
        ),
        ("clock", "2017-09-20T12:02:00Z", "kl. 14.02", "14:02"),
        ("week", "2026-11-22", "uge 47", "week 47"),
        ("week", "2027-01-01", "uge 53", "week 53"),
        ("number", 1600, "1.600", "1,600"),
        ("number", 12.5, "12,5", "12.5"),
        ("decimal", "12.25", "12,25", "12.25"),
        ("decimal", 6.6, "6,60", "6.60"),
        ("million", 9.7, "9,7 mio. kr.", "DKK 9.7 million"),
        ("million", "12.25", "12,25 mio. kr.", "DKK 12.25 million"),
        ("million", 5, "5,0 mio. kr.", "DKK 5.0 million"),
        ("percent", 0.189, "18,9 %", "18.9%"),
        ("percent", "0.18604651", "18,6 %", "18.6%"),
        ("signed", 11, "+11", "+11"),
        ("signed", -634, "−634", "−634"),
        ("signed", 0, "0", "0"),
        ("number", -1600, "−1.600", "−1,600"),
    ],
)
def test_written_for_people(name: str, value: Any, danish: str, english: str) -> None:
    assert plain(DANISH[name](value)) == danish
    assert plain(ENGLISH[name](value)) == english


def test_a_day_is_machine_readable_too() -> None:
    assert DANISH["day"]("2017-09-20") == '<time datetime="2017-09-20">20.09.2017</time>'


def test_a_long_day_names_the_weekday() -> None:
    assert "onsdag 20. september 2017" in DANISH["day_long"]("2017-09-20")
    assert "Wednesday 20 September 2017" in ENGLISH["day_long"]("2017-09-20")


def test_a_moment_is_shown_in_the_town_hall_s_time() -> None:
    assert "20.09.2017 kl. 14.02" in DANISH["moment"]("2017-09-20T12:02:00Z")
    assert "20 Dec 2017 at 13:02" in ENGLISH["moment"]("2017-12-20T12:02:00+00:00")


@pytest.mark.parametrize(
    ("day", "danish", "english"),
    [
        ("2026-11-22", "i dag", "today"),
        ("2026-11-21", "for 1 dag siden", "1 day ago"),
        ("2026-11-03", "for 19 dage siden", "19 days ago"),
        ("2026-11-23", "om 1 dag", "in 1 day"),
        ("2026-12-09", "om 17 dage", "in 17 days"),
    ],
)
def test_days_are_counted_from_the_day_given(day: str, danish: str, english: str) -> None:
    assert DANISH["days_ago"](day, "2026-11-22") == danish
    assert ENGLISH["days_ago"](day, date(2026, 11, 22)) == english


def test_an_imprecise_date_keeps_its_words_and_shows_its_days() -> None:
    shown = DANISH["period"](PRIMO_2012)
    assert "primo 2012" in shown
    assert 'title="01.01.2012 – 31.01.2012"' in shown


def test_a_month_is_a_time_of_its_own() -> None:
    june = {**PRIMO_2012, "from": "2012-06-01", "until": "2012-06-30", "precision": "month"}
    shown = DANISH["period"]({**june, "as_written": "juni 2012"})
    assert shown.startswith('<time datetime="2012-06" title="01.06.2012 – 30.06.2012">juni 2012')


def test_what_has_no_end_says_from_when() -> None:
    ongoing = {"from": "2012-01-01", "until": None, "precision": "ongoing", "as_written": None}
    assert "fra 01.01.2012" in DANISH["period"](ongoing)


def test_words_of_people_are_escaped() -> None:
    assert "<b>" not in DANISH["period"]({**PRIMO_2012, "as_written": "<b>primo</b>"})


@pytest.mark.parametrize("name", sorted(DANISH))
def test_nothing_known_is_never_a_zero(name: str) -> None:
    assert "uoplyst" in DANISH[name](None)
    assert "unknown" in ENGLISH[name](None)
    assert "0" not in DANISH[name](None)


def test_numbers_are_not_rounded_by_binary_fractions() -> None:
    assert DANISH["decimal"](Decimal("2.675"), 2) == DANISH["decimal"](2.675, 2)


def test_what_lies_years_back_is_told_in_years() -> None:
    assert DANISH["days_ago"]("2017-09-20", "2026-11-22") == "for 9 år siden"
    assert DANISH["days_ago"]("2024-11-23", "2026-11-22") == "for 729 dage siden"
    assert ENGLISH["days_ago"]("2017-09-20", "2026-11-22") == "9 years ago"
