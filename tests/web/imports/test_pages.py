"""A file of cases is tried, imported and reported on; the pages pass it on as it comes."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from httpx2 import Response
from sqlmodel import Session, col, select

from api.cases.tables import CaseReference
from api.casework.imports.columns import CHANNELS, ORIGINS, OUTCOMES, STATES
from api.casework.imports.columns import COLUMNS as READ
from tests.api.casework.imports.makers import csv_file, workbook
from tests.web.page import SAME_ORIGIN, page_of
from tests.web.papers import Pages, text
from web.imports.columns import COLUMNS, WORDS
from web.language import language
from web.settings import get_settings

PAGE = "/case-imports"
TRIAL = "/case-imports/trial"
FORM = {"Content-Type": "multipart/form-data; boundary=x", **SAME_ORIGIN}
LINE = {
    "system": "esdh",
    "reference": "S2017-1",
    "case_type": "handicapbiler",
    "unit": "Børnefamilier, afdeling 1",
    "origin": "citizen",
    "received_on": "2017-08-16",
}
WRONG = {**LINE, "reference": "S2017-2", "received_on": "2017-13-16"}


def send(
    pages: Pages, file: bytes, name: str = "sager.csv", to: str = PAGE, on_refusal: str = "stop"
) -> Response:
    return pages.web.post(
        to, data={"on_refusal": on_refusal}, files={"file": (name, file)}, headers=SAME_ORIGIN
    )


def reported(pages: Pages, answer: Response) -> str:
    """Return the words of the report that a file led to."""
    assert answer.status_code == 303, text(page_of(answer, answer.status_code).main)
    return text(pages.open(answer.headers["Location"]).main)


def imported(session: Session) -> list[str]:
    ours = select(CaseReference.reference).where(CaseReference.system == "esdh")
    return list(session.exec(ours.order_by(col(CaseReference.reference))))


@pytest.fixture
def pages(pages: Pages) -> Pages:
    return pages.sign_in("stab")


def test_a_trial_tells_what_would_be_and_changes_nothing(pages: Pages, session: Session) -> None:
    report = reported(pages, send(pages, csv_file([LINE]), to=TRIAL))

    assert "prøvet, intet gemt" in report
    assert "Ville blive oprettet 1" in report
    assert imported(session) == []


@pytest.mark.parametrize(
    ("name", "file"), [("sager.csv", csv_file([LINE])), ("SAGER.XLSX", workbook([LINE]))]
)
def test_a_file_is_imported(pages: Pages, session: Session, name: str, file: bytes) -> None:
    report = reported(pages, send(pages, file, name))

    assert f"{name} ✓ indlæst" in report
    assert imported(session) == ["S2017-1"]
    assert name in text(pages.open(PAGE).select_one("#imports"))


def test_a_wrong_line_stops_the_file_and_says_where_and_why(pages: Pages, session: Session) -> None:
    answer = send(pages, csv_file([LINE, WRONG]))

    assert "standset, intet gemt" in reported(pages, answer)
    page = pages.open(answer.headers["Location"])
    assert text(page.select_one("#refusals tbody")) == (
        "3 modtaget Den dag findes ikke i kalenderen. Der står „2017-13-16“ esdh S2017-2"
    )
    assert imported(session) == []


def test_the_lines_that_are_right_are_imported_if_one_says_so(
    pages: Pages, session: Session
) -> None:
    report = reported(pages, send(pages, csv_file([LINE, WRONG]), on_refusal="skip"))

    assert "indlæst" in report
    assert "Afviste 1" in report
    assert imported(session) == ["S2017-1"]


def test_the_refused_lines_are_given_as_a_file(pages: Pages) -> None:
    report = send(pages, csv_file([LINE, WRONG])).headers["Location"]
    file = pages.web.get(f"{report}/refusals.csv")

    assert file.headers["Content-Type"].startswith("text/csv")
    assert "attachment" in file.headers["Content-Disposition"]
    assert "day_unknown" in file.text


def test_many_refused_lines_come_page_by_page(pages: Pages) -> None:
    lines = [{**WRONG, "reference": f"S2017-{number}"} for number in range(101)]
    report = send(pages, csv_file(lines)).headers["Location"]

    [following] = pages.open(report).select(".more a")
    page = pages.open(str(following["href"]))
    assert [text(line)[:3] for line in page.select("#refusals tbody tr")] == ["102"]


@pytest.mark.parametrize(
    ("name", "file", "words"),
    [
        ("sager.csv", csv_file([{**LINE, "unit": "Børn"}]).decode().encode("latin-1"), "UTF-8"),
        ("sager.csv", b"fagsystem;farve\r\na;b\r\n", "eller tag dem ud. „farve“"),
        ("sager.xlsx", csv_file([LINE]), "intet regneark"),
        ("sager.pdf", b"%PDF", "det er .pdf ikke"),
    ],
    ids=["latin-1", "columns", "no workbook", "pdf"],
)
def test_a_file_that_can_not_be_read_is_refused_in_danish(
    pages: Pages, name: str, file: bytes, words: str
) -> None:
    page = page_of(send(pages, file, name, on_refusal="skip"), 422)

    assert words in text(page.select_one(".error-summary"))
    assert page.select("input[value=skip][checked]"), "the choice stands as it was"


def test_in_english_the_api_s_own_words_are_shown(pages: Pages) -> None:
    pages.web.cookies.set("language", "en")
    page = page_of(send(pages, b"system;colour\r\na;b\r\n"), 422)
    assert "columns that are not read: 'colour'" in text(page.select_one(".error-summary"))


def test_a_form_without_a_file_is_asked_for_one(pages: Pages) -> None:
    empty = b'--x\r\nContent-Disposition: form-data; name="file"; filename=""\r\n\r\n\r\n--x--\r\n'
    answer = pages.web.post(PAGE, content=empty, headers=FORM)
    assert "Vælg en fil." in text(page_of(answer, 422).select_one(".error-summary"))


def test_a_file_that_was_cut_off_on_its_way_imports_nothing(pages: Pages, session: Session) -> None:
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    answer = pages.web.post(PAGE, content=head + csv_file([LINE]), headers=FORM)

    assert answer.status_code >= 400
    assert imported(session) == []


@pytest.mark.parametrize("body", [b"", b"file=1", b"--x\r\nnothing"])
def test_what_is_no_form_with_a_file_is_refused(pages: Pages, body: bytes) -> None:
    page_of(pages.web.post(PAGE, content=body, headers=FORM), 422)


@pytest.fixture
def small_files(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the pages take files of a thousand bytes, read before they are made."""
    monkeypatch.setenv("RETTIDIG_MAX_IMPORT_BYTES", "1000")
    get_settings.cache_clear()
    yield
    monkeypatch.undo()
    get_settings.cache_clear()


@pytest.mark.usefixtures("small_files")
class TestTooLarge:
    """The fixtures of a class's marks come first: the pages are made with the small limit."""

    def test_a_file_that_is_too_large_is_told_to_be_split(self, pages: Pages) -> None:
        page = page_of(send(pages, b"x" * 200_000), 413)
        assert "Del filen i flere" in text(page.main)

    def test_other_forms_keep_their_own_limit(self, pages: Pages) -> None:
        answer = pages.post("/units/new", {"name": "x" * 200_000})
        assert answer.status_code == 422


def test_only_who_may_import_sees_the_pages(pages: Pages) -> None:
    pages.sign_in("sagsbehandler").open(PAGE, 403)
    assert pages.open("/calendar").select(f"nav a[href='{PAGE}']") == []
    assert send(pages, csv_file([LINE])).status_code == 403


def test_a_file_sent_after_the_sign_in_ended_leads_to_the_sign_in(pages: Pages) -> None:
    pages.web.cookies.clear()
    answer = send(pages, csv_file([LINE]))

    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/sign-in?next=")


def test_the_example_can_be_tried_as_it_is(pages: Pages) -> None:
    file = pages.web.get(f"{PAGE}/example.csv")

    report = reported(pages, send(pages, file.content, to=TRIAL))
    assert "Ville blive oprettet 2" in report
    assert "Afviste 0" in report


def test_the_guide_names_every_column_that_is_read() -> None:
    say = language("en").gettext
    shown = [(each.name, each.danish, say(each.about), each.required) for each in COLUMNS]
    assert shown == [(each.name, each.danish[0], each.about, each.required) for each in READ]


def test_the_guide_names_the_words_a_cell_may_say() -> None:
    read: Mapping[str, Any] = {
        "origin": ORIGINS,
        "outcome": OUTCOMES,
        "channel": CHANNELS,
        "state": STATES,
    }
    read = {**read, "notice_channel": CHANNELS}
    assert {name: tuple(words[0] for words in read[name].values()) for name in read} == WORDS
