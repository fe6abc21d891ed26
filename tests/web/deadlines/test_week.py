"""The week as a calendar: what falls on each day, and first what has passed."""

from datetime import date

import pytest
from bs4 import BeautifulSoup

from api.catalogue.terms.kinds import DeadlineKind
from api.organisation.tables import Unit
from tests.api.catalogue.makers import make_closing_day
from tests.api.deadlines.makers import make_extension
from tests.conftest import TODAY
from tests.factories import make_unit
from tests.web.deadlines.conftest import Made
from tests.web.papers import Pages, text
from web.deadlines import week_page
from web.deadlines.weeks import read_week, week_address, week_of

WEEK = "/deadlines/week?week=2017-W39"
MONDAY, WEDNESDAY, FRIDAY = date(2017, 9, 25), TODAY, date(2017, 9, 29)


def numbers(page: BeautifulSoup, section: str) -> list[str]:
    return [text(link) for link in page.select(f"section[aria-labelledby={section}] a[data-open]")]


def test_each_deadline_stands_under_its_day(pages: Pages, made: Made) -> None:
    made("2017-1", date(2017, 9, 24))
    made("2017-2", MONDAY)
    made("2017-3", FRIDAY)
    made("2017-4", FRIDAY, met_on=date(2017, 9, 20))
    made("2017-5", date(2017, 10, 2))
    made("2017-6", FRIDAY, cancelled_on=MONDAY)
    made("2017-7", FRIDAY, kind=DeadlineKind.APPEAL)

    page = pages.open(WEEK)

    assert text(page.h1) == "Uge 39"
    assert numbers(page, "overdue-title") == ["2017-1"]
    assert numbers(page, "day-2017-09-25") == ["2017-2"]
    assert numbers(page, "day-2017-09-29") == ["2017-3", "2017-4"]
    friday = text(page.select_one("#day-2017-09-29"))
    assert friday == "fr. 29.09.2017 1"
    assert text(page.select_one(".lead")) == (
        "ma. 25.09.2017 – sø. 01.10.2017 · 3 frister · 1 overskredet før ugen"
    )


def test_a_promised_day_is_where_it_is_expected(pages: Pages, made: Made) -> None:
    promised = made("2017-1", date(2017, 9, 4))
    make_extension(pages.session, promised, FRIDAY)
    page = pages.open(WEEK)
    assert numbers(page, "overdue-title") == []
    assert numbers(page, "day-2017-09-29") == ["2017-1"]
    [item] = page.select(".week-day li")
    assert text(item) == (
        "■ 2017-1 overskredet Merudgifter · afgørelse ingen endnu · svar lovet 29.09.2017"
    )


def test_counts_what_is_overdue_and_promised_after_the_week(pages: Pages, made: Made) -> None:
    make_extension(pages.session, made("2017-1", date(2017, 9, 4)), date(2017, 10, 2))
    page = pages.open(WEEK)
    assert numbers(page, "overdue-title") == []
    [more] = page.select("[aria-labelledby=overdue-title] a")
    assert text(more) == "1 mere, hvor svar er lovet efter ugen"
    assert [text(link) for link in pages.open(str(more["href"])).select("a[data-open]")] == [
        "2017-1"
    ]


def test_days_that_are_closed_say_why(pages: Pages) -> None:
    make_closing_day(pages.session, date(2017, 5, 26), name_da="Lukket efter helligdag")
    page = pages.open("/deadlines/week?week=2017-W21")
    closed = {
        str(day["aria-labelledby"]): [text(name) for name in day.select(".special")]
        for day in page.select(".week-closed")
    }
    assert closed == {
        "day-2017-05-25": ["Kristi himmelfartsdag"],
        "day-2017-05-26": ["Lukket efter helligdag"],
        "day-2017-05-27": [],
        "day-2017-05-28": [],
    }


def test_leads_to_the_weeks_beside_it_in_the_same_unit(pages: Pages, unit: Unit) -> None:
    page = pages.open(f"/deadlines/week?week=2026-W53&unit={unit.id}")
    before, after = page.select("a[rel=prev]")[0], page.select("a[rel=next]")[0]
    assert before["href"] == f"/deadlines/week?week=2026-W52&unit={unit.id}"
    assert after["href"] == f"/deadlines/week?week=2027-W01&unit={unit.id}"
    assert text(after) == "Uge 1 →"
    assert page.select(f"select[name=unit] option[value='{unit.id}'][selected]")


def test_begins_with_this_week_in_the_readers_unit(
    pages: Pages, unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(week_page, "today", lambda: TODAY)
    answer = pages.web.get("/deadlines/week")
    assert answer.headers["Location"] == f"{WEEK}&unit={unit.id}"
    assert pages.web.get("/deadlines/week?unit=").headers["Location"] == WEEK


def test_another_unit_has_its_own_week(pages: Pages, made: Made) -> None:
    made("2017-1", MONDAY)
    other = make_unit(pages.session, name="Staben")
    page = pages.open(f"{WEEK}&unit={other.id}")
    assert not page.select("a[data-open]")
    assert "Ingen frister i ugen" in text(page.select_one(".empty"))
    pages.open(f"{WEEK}&unit=ingen", 422)


@pytest.mark.parametrize("week", ["2017-W54", "2017-W00", "0000-W01", "39", "2017-39"])
def test_a_week_that_is_none_is_not_found(pages: Pages, week: str) -> None:
    pages.open(f"/deadlines/week?week={week}", 404)


def test_says_when_a_week_holds_more_than_is_shown(
    pages: Pages, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(week_page, "MOST", 1)
    monkeypatch.setattr(week_page, "MOST_OVERDUE", 1)
    for number, due_on in enumerate((MONDAY, FRIDAY, date(2017, 9, 1), date(2017, 9, 4))):
        made(f"2017-{number}", due_on)
    page = pages.open(WEEK)
    assert "de første 1 vises" in text(page.select_one(".alert-warning"))
    assert "Se alle 2" in text(page.select_one(".week-overdue"))


@pytest.mark.parametrize(
    ("day", "week"),
    [
        ("2026-12-31", "2026-W53"),
        ("2027-01-01", "2026-W53"),
        ("2027-01-04", "2027-W01"),
        ("2024-12-30", "2025-W01"),
    ],
)
def test_weeks_are_those_of_the_calendar(day: str, week: str) -> None:
    on = date.fromisoformat(day)
    assert week_of(on) == week
    monday = read_week(week)
    assert monday is not None
    assert 0 <= (on - monday).days < 7
    assert week_address(None, on) == f"/deadlines/week?week={week}"
