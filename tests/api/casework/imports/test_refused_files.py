"""What is refused as a whole, and who may import what."""

import csv
import io
from typing import Any

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from api.casework.imports.tables import CaseImport, CaseImportRefusal
from api.people.rules import Role, Scope
from tests.api.casework.imports.makers import (
    EXTENDED,
    WRITERS,
    cases,
    csv_file,
    line,
    ndjson,
    refusals,
    send,
    workbook,
)
from tests.api.casework.imports.test_importing import counts
from tests.factories import Actors, Headers, make_unit

pytestmark = pytest.mark.usefixtures("unit", "terms")


def test_refusals_are_paged_and_can_be_taken_home(
    api: TestClient, importer: Headers, session: Session
) -> None:
    told = [line(number, unit="=ingen", reference=f"-{number}") for number in range(1, 131)]
    answer = send(api, importer, csv_file(told), "csv")

    first = answer.json()["refusals"]
    address = f"/v1/case-imports/{answer.json()['id']}/refusals"
    following = api.get(
        address, params={"cursor": answer.json()["refusals_next"]}, headers=importer
    )
    file = api.get(f"{address}.csv", headers=importer)

    lines = [each["line"] for each in [*first, *following.json()["items"]]]
    assert lines == list(range(2, 132))
    assert following.json()["next"] is None
    assert file.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 130
    assert (rows[0]["line"], rows[0]["field"], rows[0]["reference"]) == ("2", "unit", "'-1")


def test_the_list_of_refusals_is_no_longer_than_a_page(
    api: TestClient, importer: Headers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.casework.imports.refusal_files.AT_A_TIME", 2)
    answer = send(api, importer, ndjson([line(number, unit="ingen") for number in range(1, 6)]))

    file = api.get(f"/v1/case-imports/{answer.json()['id']}/refusals.csv", headers=importer)

    assert len(file.text.splitlines()) == 6


@pytest.mark.parametrize("kind", WRITERS)
def test_no_cpr_number_stands_in_a_report_wherever_it_stood_in_the_file(
    api: TestClient, importer: Headers, session: Session, kind: str
) -> None:
    number = "010180-1234"
    told = [
        line(1, reference=number, unit=number, origin=number, received_on=number),
        line(2, system=number, case_type=number, caseworker=number, acknowledged_on=number),
        line(3, cpr=number, birth_on=number, outcome=number, number=number, state=number),
        line(4, cpr="010180-123x"),
    ]

    answer = send(api, importer, WRITERS[kind](told), kind)

    report = f"/v1/case-imports/{answer.json()['id']}"
    texts = [
        answer.text,
        api.get(report, headers=importer).text,
        api.get(f"{report}/refusals", headers=importer).text,
        api.get(f"{report}/refusals.csv", headers=importer).text,
        repr([row.model_dump() for row in session.exec(select(CaseImportRefusal))]),
    ]
    assert answer.json()["refused"] == 4
    assert not any("1234" in text for text in texts)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"farve": "rød"}, "columns_unknown"),
        ({"unit": None}, "columns_missing"),
        ({"enhed": "BCH"}, "columns_twice"),
    ],
)
def test_a_header_that_is_wrong_refuses_the_whole_file(
    api: TestClient,
    importer: Headers,
    session: Session,
    kind: str,
    change: dict[str, Any],
    code: str,
) -> None:
    answer = send(api, importer, WRITERS[kind]([line(1, **change)]), kind, on_refusal="skip")

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert session.exec(select(CaseImport)).all() == []


def test_latin_1_refuses_the_whole_file(
    api: TestClient, importer: Headers, session: Session
) -> None:
    body = csv_file([line(1), line(2, unit="Børn")]).decode().encode("latin-1")

    answer = send(api, importer, body, "csv", on_refusal="skip")

    assert (answer.status_code, answer.json()["code"]) == (422, "not_utf8")
    assert "in line 3" in answer.json()["detail"]
    assert (cases(session), session.exec(select(CaseImport)).all()) == (0, [])


def test_what_is_no_workbook_refuses_the_whole_file(api: TestClient, importer: Headers) -> None:
    answer = send(api, importer, workbook([line(1)])[:-50], "xlsx")

    assert (answer.status_code, answer.json()["code"]) == (422, "workbook_unreadable")


def test_a_stranger_may_not_import(
    api: TestClient, actors: Actors, session: Session, importer: Headers
) -> None:
    done = send(api, importer, ndjson([line(1)])).json()
    leader = actors.headers(Role.DEPARTMENT_LEADER)
    other = actors.headers(Role.CENTRE_MANAGER, make_unit(session, name="En anden"))

    assert send(api, leader, ndjson([line(1)])).json()["code"] == "not_allowed"
    assert api.get("/v1/case-imports", headers=leader).status_code == 403
    assert api.get("/v1/case-imports", headers=other).json()["items"] == []
    for part in ("", "/refusals", "/refusals.csv"):
        answer = api.get(f"/v1/case-imports/{done['id']}{part}", headers=other)
        assert (answer.status_code, answer.json()["code"]) == (404, "case_import_not_found")


def test_who_imports_everywhere_sees_all_imports(
    api: TestClient, actors: Actors, importer: Headers
) -> None:
    done = send(api, importer, ndjson([line(1)])).json()
    staff = actors.headers(Role.STAFF_UNIT)

    [listed] = api.get("/v1/case-imports", headers=staff).json()["items"]

    assert (listed["id"], listed["started_by"]["kind"]) == (done["id"], "person")


def test_a_unit_out_of_reach_is_as_unknown_as_one_that_is_none(
    api: TestClient, importer: Headers, session: Session
) -> None:
    make_unit(session, name="En anden")

    answer = send(api, importer, ndjson([line(1, unit="En anden"), line(2, unit="Ingen")]))

    first, second = (each["detail"] for each in answer.json()["refusals"])
    assert first.replace("En anden", "Ingen") == second


def test_a_reference_to_a_case_out_of_reach_is_taken(
    api: TestClient, importer: Headers, actors: Actors, session: Session
) -> None:
    make_unit(session, name="En anden")
    send(api, actors.headers(Role.ADMIN), ndjson([line(1, unit="En anden")]))

    answer = send(api, importer, ndjson([line(1)]))

    assert refusals(answer) == {(1, "reference", "case_reference_taken")}


def test_a_client_needs_a_right_for_all_that_a_line_tells(
    api: TestClient, actors: Actors, session: Session
) -> None:
    client = actors.client(Scope.CASES_IMPORT, Scope.CASES_WRITE)
    known = api.post(
        "/v1/citizens", json={"cpr": "010180-1234"}, headers=actors.headers(Role.ADMIN)
    )
    told = [
        line(1),
        line(2, cpr="010180-1234"),
        line(3, cpr="020280-1234"),
        line(4, **EXTENDED),
    ]

    answer = send(api, client, ndjson(told), on_refusal="skip")

    assert known.status_code == 201
    assert counts(answer) == {"lines": 4, "created": 1, "refused": 3}
    assert refusals(answer) == {
        (2, "cpr", "not_allowed"),
        (3, "cpr", "not_allowed"),
        (4, "extended_to", "not_allowed"),
    }


def test_a_client_without_the_right_to_write_cases_knows_no_unit(
    api: TestClient, actors: Actors
) -> None:
    answer = send(api, actors.client(Scope.CASES_IMPORT), ndjson([line(1)]))

    assert refusals(answer) == {(1, "unit", "unit_unknown")}


@pytest.mark.parametrize(
    "parameter", [{"on_refusal": "maybe"}, {"dry_run": "x"}, {"colour": "red"}]
)
def test_other_ways_to_import_are_refused(
    api: TestClient, importer: Headers, parameter: dict[str, str]
) -> None:
    assert send(api, importer, ndjson([line(1)]), **parameter).status_code == 422
