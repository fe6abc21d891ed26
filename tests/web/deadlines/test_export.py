"""The list as a file: exactly what is shown, passed on from the api."""

from datetime import date

import pytest

from tests.api.deadlines.makers import make_extension
from tests.web.deadlines.conftest import Made
from tests.web.papers import Pages, text

TUESDAY, THURSDAY = date(2017, 9, 26), date(2017, 9, 28)


def test_the_links_carry_the_filters_of_the_page(pages: Pages, made: Made) -> None:
    made("2017-1", TUESDAY)
    links = pages.open("/deadlines?state=overdue&notice=missing").select("a[download]")
    assert [(text(link), link["href"]) for link in links] == [
        ("CSV", "/deadlines/export.csv?state=overdue&notice=missing"),
        ("Excel", "/deadlines/export.xlsx?state=overdue&notice=missing"),
    ]


def test_gives_what_the_list_shows_under_the_apis_name(pages: Pages, made: Made) -> None:
    made("2017-2", TUESDAY)
    made("2017-1", THURSDAY)
    told = made("2017-3", TUESDAY)
    make_extension(pages.session, told, date(2017, 10, 11))

    answer = pages.web.get("/deadlines/export.csv?notice=missing&order=-legal_due_on")

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == (
        'attachment; filename="frister-2017-09-27.csv"'
    )
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert [line.partition(";")[0] for line in lines] == ["Sagsnummer", "2017-1", "2017-2"]


def test_gives_a_workbook_in_the_readers_language(pages: Pages, made: Made) -> None:
    made("2017-1", TUESDAY)
    pages.web.cookies.set("language", "en")
    answer = pages.web.get("/deadlines/export.xlsx?order=legal_due_on")
    assert answer.content.startswith(b"PK")
    assert "deadlines-2017-09-27.xlsx" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/deadlines/export.pdf?order=legal_due_on", 404),
        ("/deadlines/export.csv?due_before=31.02.2017", 422),
    ],
)
def test_what_cannot_be_given_is_a_page(pages: Pages, path: str, status: int) -> None:
    pages.open(path, status)


def test_a_refusal_of_the_api_is_a_page_and_no_file(
    pages: Pages, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.deadlines.export.reading.MOST", 0)
    made("2017-1", TUESDAY)
    page = pages.open("/deadlines/export.csv?order=legal_due_on", 422)
    assert "flere frister, end en fil kan rumme" in text(page.main)
