"""Each fact of the data files stands in its paper, and nothing of the papers is left out."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

import pytest

from api.demo.records import Record, read
from api.imprecise import ImpreciseDate, Precision
from tests.demo.papers import PAPERS, fragment, paper, record, records_of, solution, texts

YEARS = sorted(PAPERS)
WEDNESDAY, FRIDAY = 2, 4
# Our own order.
UNWRITTEN_NUMBERS = frozenset({"position", "number", "status_number"})
COUNTED_IN_QUOTE = frozenset({"open_count", "reviewed_count", "fte", "million_dkk"})

# What the papers hold beside facts of the plans, with the reason why no record does.
FURNITURE = {
    "Mødedato": "label of a day",
    "Mødested": "label of a place",
    "Se alle bilag": "a link",
    "Indstilling": "heading",
    "Indstilling og beslutning": "heading",
    "indstiller, 1": "recommended_by and recommendations hold it",
    "Problemstilling": "heading",
    "Løsning": "heading",
    "Økonomi": "heading",
    "Videre proces": "heading",
    "Beslutning": "heading",
    "Til top": "a link",
    "Oprindelig bunke": "heading of a column: baseline_count",
    "(2012-pl) Periode Årsværk Mio. kr": "headings of columns, and price_level_year",
    **{f"Spor {track}": "heading: number of the track" for track in range(1, 7)},
    **{f"{place}": "place in a list: position or number" for place in range(1, 5)},
}

QUOTING_TABLES = frozenset({"status_updates", "agenda_items"})
ONLY_IN_STATUSES = {
    "Overordnet gennemføres": "the state of the plan",
    "planmæssigt. Enkelte initiativer under indsatsområdet ’": "the delay of area 3",
    "’, blandt andet den ændrede organisering, er dog ca. ½-1 måned forsinket. 1": "the same",
    "Udvalget orienteres om status på de igangsatte initiativer (sporene er beskrevet i bilaget)": (
        "what the paper is about"
    ),
}

Meaning = tuple[date, date | None, Precision]


def day(year: int, month: int, day: int) -> Meaning:
    return date(year, month, day), date(year, month, day), Precision.DAY


def span(first: str, last: str, precision: Precision) -> Meaning:
    return date.fromisoformat(first), date.fromisoformat(last), precision


# What each written date means, read by hand from the papers a second time.
WRITTEN: dict[str, dict[str, Meaning]] = {
    "2017": {
        "15. marts 2017": day(2017, 3, 15),
        "i maj": span("2017-05-01", "2017-05-31", Precision.MONTH),
        "I maj 2017": span("2017-05-01", "2017-05-31", Precision.MONTH),
        "I juni og august": span("2017-06-01", "2017-08-31", Precision.MONTH),
        "i juni måned": span("2017-06-01", "2017-06-30", Precision.MONTH),
        "21. juni 2017": day(2017, 6, 21),
        "30. august 2017": day(2017, 8, 30),
        "20.09.2017": day(2017, 9, 20),
        "20.09.2017, kl. 13:00": day(2017, 9, 20),
        "i efteråret": span("2017-09-01", "2017-11-30", Precision.SEASON),
        "i december 2017": span("2017-12-01", "2017-12-31", Precision.MONTH),
        "13. december 2017": day(2017, 12, 13),
        "udgangen af 2017": span("2017-12-31", "2017-12-31", Precision.END_OF),
        "2016": span("2016-01-01", "2016-12-31", Precision.YEAR),
        "2019": span("2019-01-01", "2019-12-31", Precision.YEAR),
    },
    "2011": {
        "6. april 2011": day(2011, 4, 6),
        "18. maj 2011": day(2011, 5, 18),
        "9/9": day(2011, 9, 9),
        "21.09.2011, kl. 16:00": day(2011, 9, 21),
        "1. oktober 2011": day(2011, 10, 1),
        "i oktober": span("2011-10-01", "2011-10-31", Precision.MONTH),
        "i oktober 2011": span("2011-10-01", "2011-10-31", Precision.MONTH),
        "1. november 2011": day(2011, 11, 1),
        "oktober/november 2011": span("2011-10-01", "2011-11-30", Precision.MONTH),
        "udgangen af 2011": span("2011-12-31", "2011-12-31", Precision.END_OF),
        "inden udgangen af 2011": span("2011-12-31", "2011-12-31", Precision.END_OF),
        "årsskiftet 2011/2012": span("2011-12-31", "2012-01-01", Precision.TURN_OF),
        "i december 2011": span("2011-12-01", "2011-12-31", Precision.MONTH),
        "primo 2012": span("2012-01-01", "2012-01-31", Precision.START_OF),
        "udgangen af 2012": span("2012-12-31", "2012-12-31", Precision.END_OF),
        "i 2011": span("2011-01-01", "2011-12-31", Precision.YEAR),
        "i 2012": span("2012-01-01", "2012-12-31", Precision.YEAR),
        "i 2012 og 2013": span("2012-01-01", "2013-12-31", Precision.YEAR),
        "i efteråret 2012": span("2012-09-01", "2012-11-30", Precision.SEASON),
        "foråret 2013": span("2013-03-01", "2013-05-31", Precision.SEASON),
        "i efteråret 2012 og foråret 2013": span("2012-09-01", "2013-05-31", Precision.SEASON),
        "2012 og frem": (date(2012, 1, 1), None, Precision.ONGOING),
        "månedligt": (date(2011, 9, 21), None, Precision.ONGOING),
    },
}


def dates_of(year: str) -> Iterator[tuple[Record, str, ImpreciseDate]]:
    for entry in records_of(year):
        for name, value in entry.values.items():
            if isinstance(value, dict):
                yield entry, name, ImpreciseDate.model_validate(value)


def danish(value: int | Decimal) -> str:
    """Return a number as the papers write it: 1.600 · 9,7 · ½."""
    if value == Decimal("0.5"):
        return "½"
    if isinstance(value, Decimal):
        return f"{value}".replace(".", ",")
    return f"{value:,}".replace(",", ".")


def number(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\d.,]){re.escape(text)}(?!\d|[.,]\d)")


def numbers_of(entry: Record) -> Iterator[tuple[str, str]]:
    for name, value in entry.values.items():
        if name in UNWRITTEN_NUMBERS or isinstance(value, bool):
            continue
        if isinstance(value, int | Decimal):
            yield name, str(value) if name.startswith(("period", "price")) else danish(value)


def uncovered(text: str, entries: Iterable[Record]) -> list[str]:
    """Return the stretches of a text that no record repeats."""
    left = list(text)
    for entry in entries:
        for field, words in texts(entry):
            for match in fragment(field, words).finditer(text):
                left[match.start() : match.end()] = "\n" * len(match.group())
    return [rest for line in "".join(left).split("\n") if (rest := line.strip(" .,:/*"))]


@pytest.mark.parametrize("year", YEARS)
def test_every_text_stands_in_its_paper(year: str) -> None:
    text = paper(year)

    invented = [
        (entry.key, field, words)
        for entry in records_of(year)
        for field, words in texts(entry)
        if not fragment(field, words).search(text)
    ]

    assert invented == []


@pytest.mark.parametrize("year", YEARS)
def test_nothing_of_a_paper_is_left_out(year: str) -> None:
    left = uncovered(paper(year), records_of(year))

    assert [rest for rest in left if rest not in FURNITURE] == []


@pytest.mark.parametrize("year", YEARS)
def test_what_is_done_is_told_by_more_than_statuses_and_agenda_items(year: str) -> None:
    """A status quotes whole paragraphs, and would hide an initiative that is missing."""
    plain = [entry for entry in records_of(year) if entry.table not in QUOTING_TABLES]

    left = uncovered(solution(year), plain)

    assert [rest for rest in left if rest not in FURNITURE | ONLY_IN_STATUSES] == []


@pytest.mark.parametrize("year", YEARS)
def test_every_number_stands_in_its_paper(year: str) -> None:
    text = paper(year)

    invented = [
        (entry.key, name, written)
        for entry in records_of(year)
        for name, written in numbers_of(entry)
        if not number(written).search(text)
    ]

    assert invented == []


def test_counts_and_sums_stand_in_the_words_quoted_beside_them() -> None:
    strangers = [
        (entry.key, name, written)
        for entry in records_of("2011")
        for name, written in numbers_of(entry)
        if name in COUNTED_IN_QUOTE and not number(written).search(entry.values["quote"])
    ]

    assert strangers == []


@pytest.mark.parametrize("year", YEARS)
def test_written_dates_mean_the_days_they_are_kept_as(year: str) -> None:
    kept = {
        (value.as_written, value.from_on, value.until_on, value.precision)
        for _, _, value in dates_of(year)
    }

    assert kept == {(written, *meaning) for written, meaning in WRITTEN[year].items()}


@pytest.mark.parametrize(
    ("key", "field"),
    [("D17-01", "case_number"), ("D17-06", "case_number"), ("AI17-06-21", "case_number")],
)
def test_case_numbers_stand_in_the_words_quoted_beside_them(key: str, field: str) -> None:
    entry = record(key)
    quote = entry.values.get("quote") or entry.values["summary"]

    assert f"({entry.values[field]})" in quote


@pytest.mark.parametrize("year", YEARS)
def test_the_committee_meets_on_wednesdays(year: str) -> None:
    days = {
        value.from_on
        for entry, name, value in dates_of(year)
        if entry.table == "meetings" and value.precision is Precision.DAY
    }

    assert {held.weekday() for held in days} == {WEDNESDAY}


def test_the_counts_of_2011_are_of_a_friday() -> None:
    assert record("D11-03").values["when"]["from"].weekday() == FRIDAY


@pytest.mark.parametrize("folder", ["parties.toml", "organisation.toml"])
def test_named_parties_and_units_stand_in_a_paper(folder: str) -> None:
    both = " ".join(paper(year) for year in YEARS)

    invented = [
        (entry.key, field, words)
        for entry in read().records
        if entry.file == folder and "note" not in entry.values
        for field, words in texts(entry)
        if field != "short_name" and not is_named(words, both)
    ]

    assert invented == []


def is_named(name: str, text: str) -> bool:
    """Look for a name as it is and in the genitive ("revisionens")."""
    return any(fragment("name", form).search(text) for form in (name, f"{name}s"))


def test_unnamed_areas_and_departments_are_marked_as_samples() -> None:
    unmarked = [
        entry.key
        for entry in read().records
        if entry.table == "units" and entry.values["kind"] in {"area", "department"}
        if not entry.values["note"].startswith("Eksempel: ")
    ]

    assert unmarked == []


def test_no_unit_has_an_invented_day_of_beginning_or_end() -> None:
    organisation = [entry for entry in read().records if entry.file == "organisation.toml"]

    assert organisation
    assert not any({"valid_from", "valid_until"} & entry.values.keys() for entry in organisation)
    assert not any("succeeded_on" in entry.values for entry in organisation)


def test_sample_people_are_not_people_of_the_papers() -> None:
    both = " ".join(paper(year) for year in YEARS)
    names = [
        word
        for entry in read().records
        if entry.table == "people"
        for word in entry.values["full_name"].split()
    ]

    assert not [word for word in names if re.search(rf"\b{word}\b", both)]
