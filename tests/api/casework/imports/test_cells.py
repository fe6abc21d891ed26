"""What a cell may hold, as other systems, spreadsheets and people write it."""

from datetime import date, datetime
from typing import Any

import pytest

from api.calendar.arrival import Channel
from api.cases.rules import CaseState, DecisionOutcome, Origin
from api.casework.imports import cells
from api.casework.imports.columns import BY_NAME, COLUMNS, check_header, column_named
from api.casework.imports.rules import shown, without_cpr
from api.errors import InvalidInput

WEDNESDAY = date(2017, 9, 20)


@pytest.mark.parametrize(
    "written",
    [
        "2017-09-20",
        "20-09-2017",
        "20.09.2017",
        "20/09/2017",
        "20.9.2017",
        "20/9 2017",
        "20/9-2017",
        " 20-09-2017 ",
        WEDNESDAY,
        datetime(2017, 9, 20, 13, 45),  # noqa: DTZ001 - a workbook's days know no zone
    ],
)
def test_reads_a_day_as_it_is_written_in_denmark(written: Any) -> None:
    assert cells.day(written) == WEDNESDAY


@pytest.mark.parametrize("empty", ["", "   "])
def test_an_empty_cell_says_nothing(empty: str) -> None:
    assert [cells.day(empty), cells.text(empty), cells.cpr(empty), cells.yes_or_no(empty)] == [
        None
    ] * 4


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("31.02.2017", "day_unknown"),
        ("2017-13-01", "day_unknown"),
        ("09/20/2017", "day_unknown"),
        ("20-09.2017", "day_expected"),
        ("20-09-17", "day_expected"),
        ("2017-09-20T00:00:00", "day_expected"),
        ("i juni måned", "day_expected"),
        ("20170920", "day_expected"),
        (1505865600, "day_expected"),
        (True, "day_expected"),
        ("01-01-0017", "year_out_of_range"),
        ("²0-09-2017", "day_expected"),
    ],
)
def test_refuses_what_is_no_day(written: Any, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        cells.day(written)

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("raw", "read"),
    [("  S17 ", "S17"), (17, "17"), (17.0, "17"), ("bla\u030abær", "blåbær")],
)
def test_reads_text(raw: Any, read: str) -> None:
    assert cells.text(raw) == read


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (True, "text_expected"),
        (1.5, "text_expected"),
        ([], "text_expected"),
        ("a\x00b", "text_unreadable"),
        ("\ud800", "text_unreadable"),
        ("x" * 501, "text_too_long"),
    ],
)
def test_refuses_what_is_no_text(raw: Any, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        cells.text(raw)

    assert refused.value.code == code


@pytest.mark.parametrize("raw", ["0101801234", "010180-1234", 101801234, 101801234.0])
def test_reads_a_cpr_number_also_when_a_workbook_took_its_zero(raw: Any) -> None:
    number = cells.cpr(raw)

    assert number is not None
    assert (number.kept, number.birth_on) == ("0101801234", date(1980, 1, 1))


@pytest.mark.parametrize("raw", ["010180-123", "310280-1234", 1018.5, True, "CPR"])
def test_refuses_what_is_no_cpr_number_without_repeating_it(raw: Any) -> None:
    with pytest.raises(InvalidInput) as refused:
        cells.cpr(raw)

    assert str(raw) not in refused.value.detail or raw == "CPR"


@pytest.mark.parametrize(
    ("column", "word", "value"),
    [
        ("origin", "Borger", Origin.CITIZEN),
        ("origin", "authority", Origin.AUTHORITY),
        ("outcome", "Delvist bevilget", DecisionOutcome.PARTLY_GRANTED),
        ("outcome", "partly-granted", DecisionOutcome.PARTLY_GRANTED),
        ("channel", "DIGITAL POST", Channel.DIGITAL_POST),
        ("channel", "brev", Channel.LETTER),
        ("state", "under oplysning", CaseState.INVESTIGATING),
        ("reasons_given", "Ja", True),
        ("appeal_guidance_given", False, False),
    ],
)
def test_reads_words_in_both_languages(column: str, word: Any, value: Any) -> None:
    assert BY_NAME[column].read(word) is value


@pytest.mark.parametrize("column", ["origin", "outcome", "channel", "state", "reasons_given"])
def test_refuses_another_word_and_names_those_it_knows(column: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        BY_NAME[column].read("noget andet")

    assert "noget andet" in refused.value.detail


def test_a_word_names_one_column() -> None:
    words = [word for column in COLUMNS for word in (column.name, *column.danish)]

    assert len({cells.normal(word) for word in words}) == len(words)
    assert all(column_named(word) for word in words)


@pytest.mark.parametrize("word", ["received_on", "Received on", "MODTAGET", " modtaget-den "])
def test_case_spaces_and_hyphens_make_no_difference_in_a_column_s_name(word: str) -> None:
    assert column_named(word) == "received_on"


def test_a_header_tells_all_that_is_wrong_with_it() -> None:
    known = ["system", "reference", "sagstype", "enhed", "oprindelse"]
    for header, code, named in (
        ([*known, "modtaget", "farve", "010180-1234"], "columns_unknown", "farve"),
        ([*known, "modtaget", "received_on"], "columns_twice", "received_on"),
        (known[1:], "columns_missing", "system"),
    ):
        with pytest.raises(InvalidInput) as refused:
            check_header(header)
        assert refused.value.code == code
        assert named in refused.value.detail
        assert "010180" not in refused.value.detail


@pytest.mark.parametrize(
    "text", ["010180-1234", "0101801234", "101801234", "CPR 010180 1234, født", "x010180-1234x"]
)
def test_what_may_be_a_cpr_number_is_never_repeated(text: str) -> None:
    assert "1234" not in without_cpr(text)
    assert "1234" not in shown(text)


@pytest.mark.parametrize("text", ["2017-09-31", "S2017-17755", "2017-0112465", "31.02.2017"])
def test_days_and_case_numbers_are_repeated(text: str) -> None:
    assert without_cpr(text) == text
