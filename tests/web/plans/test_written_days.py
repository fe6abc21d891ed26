"""Days and delays in the words of a committee paper."""

from decimal import Decimal

import pytest

from web.plans.written_days import as_text, read_period
from web.plans.written_delay import read_delay
from web.typed import Unreadable


@pytest.mark.parametrize(
    ("words", "first", "last", "precision"),
    [
        ("31.12.2017", "2017-12-31", "2017-12-31", "day"),
        ("31/12 2017", "2017-12-31", "2017-12-31", "day"),
        ("2017-12-31", "2017-12-31", "2017-12-31", "day"),
        ("1. december 2017", "2017-12-01", "2017-12-01", "day"),
        ("December 2017", "2017-12-01", "2017-12-31", "month"),
        ("i juni måned 2017", "2017-06-01", "2017-06-30", "month"),
        ("4. kvartal 2017", "2017-10-01", "2017-12-31", "quarter"),
        ("tredje kvartal 2017", "2017-07-01", "2017-09-30", "quarter"),
        ("Q1 2018", "2018-01-01", "2018-03-31", "quarter"),
        ("2. halvår 2017", "2017-07-01", "2017-12-31", "half_year"),
        ("efteråret 2017", "2017-09-01", "2017-11-30", "season"),
        ("foråret 2013", "2013-03-01", "2013-05-31", "season"),
        ("vinteren 2017/2018", "2017-12-01", "2018-02-28", "season"),
        ("primo 2012", "2012-01-01", "2012-01-31", "start_of"),
        ("medio 2017", "2017-06-01", "2017-07-31", "around"),
        ("ultimo 2017", "2017-12-01", "2017-12-31", "end_of"),
        ("ultimo februar 2016", "2016-02-21", "2016-02-29", "end_of"),
        ("inden udgangen af 2017", "2017-12-31", "2017-12-31", "end_of"),
        ("udgangen af marts 2018", "2018-03-31", "2018-03-31", "end_of"),
        ("årsskiftet 2011/2012", "2011-12-31", "2012-01-01", "turn_of"),
        ("i 2011", "2011-01-01", "2011-12-31", "year"),
        ("2012 og frem", "2012-01-01", None, "ongoing"),
        ("ca. 1. december 2017", "2017-12-01", "2017-12-01", "around"),
    ],
)
def test_reads_a_time_as_it_is_written(
    words: str, first: str, last: str | None, precision: str
) -> None:
    assert read_period(words) == {
        "from": first,
        "until": last,
        "precision": precision,
        "as_written": words,
    }


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("31.02.2017", "findes ikke i kalenderen"),
        ("31. februar 2017", "findes ikke i kalenderen"),
        ("i efteråret", "årstallet"),
        ("i juni måned", "årstallet"),
        ("ultimo juni", "årstallet"),
        ("snart", "ultimo 2017"),
        ("0", "ultimo 2017"),
        ("0000", "ultimo 2017"),
        ("ultimo 0000", "ultimo 2017"),
        ("9999", "ultimo 2017"),
        ("årsskiftet 2017/2019", "ultimo 2017"),
        ("3. halvår 2017", "ultimo 2017"),
    ],
)
def test_says_which_words_work(words: str, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        read_period(words)


def test_writes_a_time_back_as_a_person_would() -> None:
    assert as_text(read_period("primo 2012")) == "primo 2012"
    assert as_text({**read_period("2. halvår 2017"), "as_written": None}) == (
        "01.07.2017 – 31.12.2017"
    )
    assert as_text({**read_period("31.12.2017"), "as_written": None}) == "31.12.2017"
    assert as_text(None) == ""


@pytest.mark.parametrize(
    ("words", "low", "high", "unit", "about"),
    [
        ("½-1 måned", "0.5", "1", "months", False),
        ("ca. ½-1 måned", "0.5", "1", "months", True),
        ("2 uger", "2", "2", "weeks", False),
        ("1-2 mdr.", "1", "2", "months", False),
        ("omkring 14 dage", "14", "14", "days", True),
        ("en måned", "1", "1", "months", False),
        ("1 år", "12", "12", "months", False),
    ],
)
def test_reads_a_delay_as_it_is_written(
    words: str, low: str, high: str, unit: str, about: bool
) -> None:
    assert read_delay(words) == {
        "low": Decimal(low),
        "high": Decimal(high),
        "unit": unit,
        "approximate": about,
        "as_written": words,
    }


@pytest.mark.parametrize("words", ["lidt", "2", "-2 dage", "2-1 uger", "måneder", "5000 dage"])
def test_says_how_a_delay_is_written(words: str) -> None:
    with pytest.raises(Unreadable, match="½-1 måned"):
        read_delay(words)
