"""The list as a file: the same deadlines, in Danish or English, and harmless to a spreadsheet."""

import csv
from datetime import date, datetime
from enum import StrEnum
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlmodel import Session
from starlette.testclient import TestClient

from api.calendar.terms import TermUnit
from api.cases.rules import WaitingFor
from api.cases.tables import Case
from api.catalogue.case_types.tables import CaseType
from api.catalogue.terms.kinds import DeadlineKind, OwedBy
from api.deadlines.documents import reading
from api.deadlines.export import reading as export_reading
from api.deadlines.export import words
from api.deadlines.export.writing import harmless
from api.deadlines.rules import Status
from api.language import Language, preferred
from api.organisation.tables import Unit
from api.people.rules import Scope
from tests.api.casework.makers import make_case, make_deadline
from tests.api.deadlines.makers import Asked, make_extension, make_wait
from tests.conftest import Statements
from tests.factories import Actors, make_person

EXPORT = "/v1/deadlines/export"
DUE = date(2017, 9, 26)


def exported(asked: Asked, language: str = "da", **query: Any) -> Any:
    headers = asked.headers | {"Accept-Language": language}
    answer = asked.api.get(EXPORT, params=query, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer


def make_numbered(session: Session, unit: Unit, case_type: CaseType, many: int) -> None:
    """Make so many cases with a deadline each, numbered from 2017-0 on."""
    for number in range(many):
        case = make_case(session, unit, case_type, number=f"2017-{number}")
        make_deadline(session, case, DUE)
    session.expire_all()


def rows_of(answer: Any) -> list[dict[str, str]]:
    text = answer.content.decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines(), delimiter=";"))


@pytest.fixture
def told(session: Session, case: Case, case_type: CaseType) -> Case:
    """A case whose one deadline has a notice and a wait."""
    case.caseworker_id = make_person(session, "holm").id
    case_type.name_en = "Additional costs"
    row = make_deadline(
        session, case, DUE, legal_basis="SEL § 41", amount=6, at_least=0, unit=TermUnit.WEEKS
    )
    make_extension(session, row, date(2017, 10, 11), notice_sent_on=date(2017, 9, 20))
    make_wait(session, case, date(2017, 9, 6))
    return case


def test_danish_headings_words_and_days(leader: Asked, told: Case) -> None:
    answer = exported(leader)

    [row] = rows_of(answer)
    assert row == {
        "Sagsnummer": "2017-0112465",
        "Frist for": "afgørelse",
        "Hvis frist": "kommunen",
        "Tilstand": "overskredet",
        "Frist": "26.09.2017",
        "Dage tilbage": "-1",
        "Svar lovet": "11.10.2017",
        "Første frist": "26.09.2017",
        "Sag modtaget": "16.08.2017",
        "Fristen begyndte": "16.08.2017",
        "Løbetid": "0-6 uger",
        "Lovgrundlag": "SEL § 41",
        "Venter på": "Lægeattest (læge, siden 06.09.2017)",
        "Beskeder": "1",
        "Besked sendt": "20.09.2017",
        "Besked i tide": "ja",
        "Fuldført": "",
        "Bortfaldet": "",
        "Enhed": "Børnefamilier",
        "Sagstype": "Merudgifter",
        "Ansvarlig": "Prøve Holm",
    }
    assert answer.headers["Content-Disposition"] == 'attachment; filename="frister-2017-09-27.csv"'
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Length"] == str(len(answer.content))
    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_english_if_it_is_preferred_or_asked_for(leader: Asked, told: Case) -> None:
    preferred_english = exported(leader, "en-GB,en;q=0.9,da;q=0.5", as_of="2017-09-21")
    asked_for = exported(leader, "da", lang="en", as_of="2017-09-21")

    [row] = rows_of(preferred_english)
    assert (row["Status"], row["Due"], row["Case type"]) == (
        "open",
        "2017-09-26",
        "Additional costs",
    )
    assert row["Waiting for"] == "Lægeattest (doctor, since 2017-09-06)"
    assert preferred_english.content == asked_for.content
    assert preferred_english.headers["Content-Language"] == "en"
    assert 'filename="deadlines-2017-09-21.csv"' in asked_for.headers["Content-Disposition"]


def test_begins_with_the_mark_of_utf_8_unless_it_is_left_out(leader: Asked, told: Case) -> None:
    marked, plain = exported(leader), exported(leader, bom=False)

    assert marked.content == b"\xef\xbb\xbf" + plain.content
    assert plain.content.startswith(b"Sagsnummer;")


def test_gives_exactly_what_the_list_shows_in_its_order(
    session: Session, leader: Asked, unit: Unit, case_type: CaseType
) -> None:
    for number, day in enumerate((28, 25, 27, 26)):
        case = make_case(session, unit, case_type, number=f"2017-{number}")
        make_deadline(session, case, date(2017, 9, day))

    for query in (
        {"order": "-due_on"},
        {"status": "overdue"},
        {"due_from": "2017-09-27", "order": "due_on"},
        {"as_of": "2017-09-26", "status": ["open"]},
    ):
        listed = [item["case_number"] for item in leader.items("/v1/deadlines", **query)]
        assert [row["Sagsnummer"] for row in rows_of(exported(leader, **query))] == listed
        assert listed


def test_what_a_spreadsheet_would_compute_is_made_harmless(
    session: Session, leader: Asked, case: Case
) -> None:
    make_deadline(session, case, DUE, legal_basis='=HYPERLINK("http://example.org")')
    make_wait(session, case, date(2017, 9, 6), what="=1+1")

    [row] = rows_of(exported(leader))
    sheet = load_workbook(BytesIO(exported(leader, format="xlsx").content)).worksheets[0]

    assert row["Lovgrundlag"] == '\'=HYPERLINK("http://example.org")'
    assert row["Venter på"].startswith("'=1+1 (læge")
    assert row["Dage tilbage"] == "-1"
    cell = sheet["L2"]
    assert (cell.data_type, cell.hyperlink) == ("s", None)
    assert cell.value == '=HYPERLINK("http://example.org")'


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r"])
def test_harmless(first: str) -> None:
    assert harmless(f"{first}1") == f"'{first}1"
    assert harmless(f"1{first}") == f"1{first}"


def test_a_sheet_holds_days_as_days_and_numbers_as_numbers(leader: Asked, told: Case) -> None:
    answer = exported(leader, format="xlsx")

    book = load_workbook(BytesIO(answer.content))
    [sheet] = book.worksheets
    headings, row = list(sheet.iter_rows(values_only=True))
    found = dict(zip(headings, row, strict=True))
    assert sheet.title == "frister 2017-09-27"
    assert (found["Frist"], found["Dage tilbage"]) == (datetime(2017, 9, 26), -1)  # noqa: DTZ001 - a sheet's days have no zone
    assert (found["Fuldført"], found["Tilstand"]) == (None, "overskredet")
    assert sheet["E2"].number_format == "dd.mm.yyyy"
    assert (sheet["A1"].font.bold, sheet.freeze_panes) == (True, "B2")
    assert 'filename="frister-2017-09-27.xlsx"' in answer.headers["Content-Disposition"]


def test_a_line_break_and_a_semicolon_stay_in_their_cell(
    session: Session, leader: Asked, case: Case
) -> None:
    make_deadline(session, case, DUE, legal_basis='SEL § 41; "stk. 2"')

    [row] = rows_of(exported(leader))
    assert row["Lovgrundlag"] == 'SEL § 41; "stk. 2"'


def test_an_export_of_nothing_has_its_headings(leader: Asked) -> None:
    assert exported(leader).content.decode("utf-8-sig").count("\n") == 1


def test_nobody_gets_more_than_they_see(
    session: Session, stranger: Asked, told: Case, api: TestClient, actors: Actors
) -> None:
    assert rows_of(exported(stranger)) == []

    client = actors.client(Scope.CASES_READ)
    assert api.get(EXPORT, headers=client).status_code == 403


def test_who_the_citizen_is_stands_in_no_export(leader: Asked, told: Case) -> None:
    for heading in rows_of(exported(leader, lang="en"))[0]:
        assert "citizen" not in heading.lower()


def test_too_many_are_refused_before_they_are_written(
    monkeypatch: pytest.MonkeyPatch,
    session: Session,
    leader: Asked,
    unit: Unit,
    case_type: CaseType,
) -> None:
    make_numbered(session, unit, case_type, 3)
    monkeypatch.setattr(export_reading, "MOST", 2)

    answer = leader.api.get(EXPORT, headers=leader.headers)
    fewer = exported(leader, q="2017-1")

    assert (answer.status_code, answer.json()["code"]) == (422, "export_too_large")
    assert len(rows_of(fewer)) == 1


@pytest.mark.parametrize("query", ["format=pdf", "limit=10", "cursor=abc", "lang=fr", "bom=maybe"])
def test_what_is_not_known_is_refused(leader: Asked, query: str) -> None:
    answer = leader.api.get(f"{EXPORT}?{query}", headers=leader.headers)

    assert answer.status_code == 422


def test_is_read_by_one_statement(
    session: Session, leader: Asked, unit: Unit, case_type: CaseType, statements: Statements
) -> None:
    make_numbered(session, unit, case_type, 5)

    with statements() as seen:
        assert len(rows_of(exported(leader))) == 5

    # The lines themselves come from the driver, a few at a time; here one counts them before.
    assert len([statement for statement in seen if "deadline_documents" in statement]) == 1


def test_lines_come_a_few_at_a_time(
    session: Session,
    leader: Asked,
    unit: Unit,
    case_type: CaseType,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading, "AT_A_TIME", 2)
    make_numbered(session, unit, case_type, 5)

    assert len(rows_of(exported(leader))) == 5


@pytest.mark.parametrize(
    ("codes", "known"),
    [
        (Status, words.STATUSES),
        (OwedBy, words.OWNERS),
        (DeadlineKind, words.KINDS),
        (TermUnit, words.UNITS),
        (WaitingFor, words.WAITED_FOR),
    ],
)
def test_every_code_has_its_words(codes: type[StrEnum], known: dict[Any, words.Both]) -> None:
    assert set(known) == set(codes)


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", Language.DA),
        ("da", Language.DA),
        ("en", Language.EN),
        ("en-GB,en;q=0.9", Language.EN),
        ("de, en;q=0.3, da;q=0.7", Language.DA),
        ("da;q=0.2,en;q=0.8", Language.EN),
        ("fr", Language.DA),
        ("en;q=much", Language.EN),
        ("*", Language.DA),
    ],
)
def test_the_language_wanted_most(header: str, language: Language) -> None:
    assert preferred(header) is language
