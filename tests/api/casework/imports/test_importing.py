"""Cases of another system come in by a file: with their deadlines, people and decisions."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, col, func, select
from starlette.testclient import TestClient

from api.cases.rules import AssignmentReason, CaseAct, CaseState, DecisionOutcome
from api.cases.tables import Assignment, Case, CaseEvent, CaseReference, Decision
from api.casework.imports.tables import CaseImport
from api.catalogue.case_types.tables import CaseType
from api.catalogue.terms.kinds import DeadlineKind, StartEvent
from api.catalogue.terms.tables import TermCatalogue
from api.changes.tables import Change
from api.citizens.tables import Citizen, CitizenLookup
from api.deadlines.tables import Deadline, Extension
from api.organisation.tables import Unit
from tests.api.casework.imports.makers import MEDIA, WRITERS, csv_file, line, ndjson, send
from tests.api.casework.imports.snapshots import snapshot
from tests.api.casework.makers import make_term
from tests.api.catalogue.makers import make_case_type
from tests.factories import Headers, make_person, make_unit

COUNTS = ("lines", "created", "updated", "unchanged", "refused", "without_term")


def counts(answer: Any) -> dict[str, int]:
    """Return what became of the lines, without what there was none of."""
    assert answer.status_code == 201, answer.text
    return {name: answer.json()[name] for name in COUNTS if answer.json()[name]}


def one_case(session: Session) -> Case:
    return session.exec(select(Case)).one()


def deadlines(session: Session) -> dict[DeadlineKind, Deadline]:
    return {row.kind: row for row in session.exec(select(Deadline))}


@pytest.mark.usefixtures("case_type", "terms")
@pytest.mark.parametrize("kind", WRITERS)
def test_a_case_comes_with_its_deadlines_in_every_format(
    api: TestClient, importer: Headers, session: Session, unit: Unit, kind: str
) -> None:
    make_person(session, "anna")
    body = WRITERS[kind]([line(caseworker="Anna", acknowledged_on="2017-08-18")])

    answer = send(api, importer, body, kind)

    assert counts(answer) == {"lines": 1, "created": 1}
    case = one_case(session)
    assert (case.unit_id, case.state, case.number) == (unit.id, CaseState.RECEIVED, case.number)
    assert case.number.startswith("2017-")
    running = deadlines(session)
    assert running[DeadlineKind.DECISION].due_on == date(2017, 11, 8)
    assert running[DeadlineKind.ACKNOWLEDGEMENT].met_on == date(2017, 8, 18)
    assert {row.case_number for row in running.values()} == {case.number}
    [held] = session.exec(select(Assignment)).all()
    assert (held.from_on, held.reason) == (date(2017, 8, 16), AssignmentReason.FIRST)
    [opened] = session.exec(select(CaseEvent)).all()
    assert (opened.act, opened.to_unit_id) == (CaseAct.OPEN, unit.id)


@pytest.mark.usefixtures("terms")
@pytest.mark.parametrize("kind", WRITERS)
def test_danish_columns_and_words(
    api: TestClient, importer: Headers, session: Session, kind: str
) -> None:
    told = {
        "Fagsystem": "esdh",
        "Sagsreference": "S1",
        "Sagsnummer": "2017-0112465",
        "Sagstype": "merudgifter",
        "Enhed": "BCH",
        "Oprindelse": "Borger",
        "Modtaget": "16-08-2017",
        "CPR-nummer": "010180-1234",
        "Afgjort": "1/9 2017",
        "Udfald": "Afslag",
        "Afsendt": "04.09.2017",
        "Kanal": "Personligt",
        "Begrundet": "nej",
    }

    answer = send(api, importer, WRITERS[kind]([told]), kind)

    assert counts(answer) == {"lines": 1, "created": 1}
    case = one_case(session)
    assert (case.number, case.state) == ("2017-0112465", CaseState.DECIDED)
    [decision] = session.exec(select(Decision)).all()
    assert (decision.made_on, decision.outcome) == (date(2017, 9, 1), DecisionOutcome.REFUSED)
    assert (decision.reasons_given, decision.appeal_guidance_given) == (False, True)
    appeal = deadlines(session)[DeadlineKind.APPEAL]
    assert (appeal.started_on, appeal.due_on) == (date(2017, 9, 4), date(2017, 10, 2))


@pytest.mark.usefixtures("terms")
def test_an_excel_export_with_semicolons_and_a_mark(
    api: TestClient, importer: Headers, session: Session
) -> None:
    body = b"\xef\xbb\xbf" + csv_file([line(1, unit="Borgercenter Handicap"), line(2)])

    answer = send(api, importer | {"Content-Type": "text/csv; charset=utf-8"}, body, "csv")

    assert counts(answer) == {"lines": 2, "created": 2}


@pytest.mark.usefixtures("terms")
def test_the_report_can_be_read_again(api: TestClient, importer: Headers) -> None:
    name = {"Content-Disposition": "attachment; filename*=UTF-8''b%C3%B8rn%20010180-1234.csv"}

    done = send(api, importer | name, csv_file([line(1)]), "csv")

    report = api.get(done.headers["Location"], headers=importer)
    assert report.headers["ETag"].startswith(done.headers["ETag"].rstrip('"'))
    assert report.json()["file_name"] == "børn (hidden).csv"
    assert (report.json()["state"], report.json()["stopped"]) == ("imported", False)
    assert report.json() == {
        key: value for key, value in done.json().items() if not key.startswith("refusals")
    }
    listed = api.get("/v1/case-imports", headers=importer).json()["items"]
    assert listed == [report.json()]


@pytest.mark.usefixtures("terms")
def test_who_a_case_is_about_is_kept_once_and_encrypted(
    api: TestClient, importer: Headers, session: Session
) -> None:
    same = [line(1, cpr="010180-1234"), line(2, cpr="0101801234"), line(3, cpr="110290-1234")]

    answer = send(api, importer, ndjson(same))

    first, second, third = (
        session.exec(
            select(Case.citizen_id).join(CaseReference).where(CaseReference.reference == key)
        ).one()
        for key in ("S2017-1", "S2017-2", "S2017-3")
    )
    assert first == second != third
    citizens = session.exec(select(Citizen)).all()
    assert {each.birth_on for each in citizens} == {date(1980, 1, 1), date(1990, 2, 11)}
    assert not any(b"1234" in (each.cpr_encrypted or b"") for each in citizens)
    assert "1234" not in answer.text


@pytest.mark.usefixtures("terms")
def test_a_citizen_who_is_here_already_is_found(
    api: TestClient, importer: Headers, session: Session
) -> None:
    made = api.post("/v1/citizens", json={"cpr": "010180-1234"}, headers=importer).json()

    send(api, importer, ndjson([line(cpr="0101801234", birth_on="1981-01-01")]))

    assert str(one_case(session).citizen_id) == made["id"]
    assert session.exec(select(Citizen)).one().birth_on == date(1980, 1, 1)


@pytest.mark.usefixtures("terms")
def test_an_extension_keeps_the_first_day(
    api: TestClient, importer: Headers, session: Session
) -> None:
    told = {
        "extended_to": "2017-12-01",
        "notice_sent_on": "2017-09-20",
        "extension_reason": "Vi venter på en lægeerklæring.",
    }

    send(api, importer, ndjson([line(**told)]))

    decision = deadlines(session)[DeadlineKind.DECISION]
    assert (decision.original_due_on, decision.legal_due_on) == (date(2017, 11, 8),) * 2
    assert (decision.due_on, decision.extensions) == (date(2017, 12, 1), 1)
    [notice] = session.exec(select(Extension)).all()
    assert (notice.before_due_on, notice.channel) == (date(2017, 11, 8), "digital_post")


@pytest.mark.usefixtures("terms")
def test_a_withdrawn_case_owes_nothing(
    api: TestClient, importer: Headers, session: Session
) -> None:
    send(api, importer, ndjson([line(withdrawn_on="2017-09-01")]))

    case = one_case(session)
    assert (case.state, case.closed_on) == (CaseState.WITHDRAWN, date(2017, 9, 1))
    assert {row.cancelled_on for row in deadlines(session).values()} == {date(2017, 9, 1)}


@pytest.mark.usefixtures("case_type")
def test_a_case_type_without_a_term_is_counted(
    api: TestClient,
    importer: Headers,
    session: Session,
    catalogue: TermCatalogue,
) -> None:
    pension = make_case_type(session, "foertidspension")
    under_act = StartEvent.CASE_OPENED_UNDER_ACT
    make_term(session, catalogue, pension, start_event=under_act)
    told = [line(1), line(2, case_type="foertidspension"), line(3, origin="kommune")]

    answer = send(api, importer, ndjson(told))

    # A pension's term has only not started yet.
    assert counts(answer) == {"lines": 3, "created": 3, "without_term": 2}
    assert session.exec(select(Deadline)).all() == []


@pytest.mark.usefixtures("terms")
def test_running_numbers_step_over_numbers_that_were_given(
    api: TestClient, importer: Headers, session: Session
) -> None:
    send(api, importer, ndjson([line(1)]))
    last = int(one_case(session).number.removeprefix("2017-"))
    taken = [line(2 + ahead, number=f"2017-{last + 1 + ahead:07d}") for ahead in (0, 1, 2)]

    answer = send(api, importer, ndjson([*taken, line(9), line(10)]))

    assert counts(answer) == {"lines": 5, "created": 5}
    assert session.exec(select(func.count(func.distinct(Case.number)))).one() == 6


@pytest.mark.usefixtures("terms")
def test_every_row_is_in_the_change_log_with_who_imported_it(
    api: TestClient, importer: Headers, session: Session
) -> None:
    answer = send(api, importer, ndjson([line(1, cpr="010180-1234"), line(2)]))

    request = answer.headers["X-Request-Id"]
    rows = session.exec(select(Change).where(Change.request_id == request)).all()
    logged = [row.entity for row in rows]
    assert {name: logged.count(name) for name in set(logged)} == {
        "citizens": 1,
        "cases": 2,
        "case_references": 2,
        "case_events": 2,
        "deadlines": 4,
        "case_imports": 1,
        "citizen_lookups": 1,
    }
    assert {row.act for row in rows} == {"import_cases"}
    assert "0101801234" not in repr([row.after for row in rows])
    lookup = session.exec(select(CitizenLookup)).one()
    assert (lookup.kind, lookup.purpose) == ("import", f"case import {answer.json()['id']}")


@pytest.mark.usefixtures("terms")
@pytest.mark.parametrize("kind", ["ndjson", "csv"])
def test_a_file_may_come_in_pieces_of_unknown_number(
    api: TestClient, importer: Headers, kind: str
) -> None:
    body = WRITERS[kind]([line(number) for number in range(1, 30)])

    answer = send(api, importer, (body[at : at + 11] for at in range(0, len(body), 11)), kind)

    assert counts(answer) == {"lines": 29, "created": 29}


@pytest.mark.usefixtures("terms")
def test_more_lines_than_a_batch(
    api: TestClient, importer: Headers, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.casework.imports.services.AT_A_TIME", 3)
    told = [line(number, received_on=f"2017-08-{number:02d}") for number in range(1, 12)]

    first = send(api, importer, ndjson(told))
    again = send(api, importer, ndjson(told))

    assert counts(first) == {"lines": 11, "created": 11}
    assert counts(again) == {"lines": 11, "unchanged": 11}
    assert snapshot(session, "S2017-11")["case"]["received_on"] == date(2017, 8, 11)


@pytest.mark.usefixtures("terms")
@pytest.mark.parametrize("kind", WRITERS)
def test_a_file_without_lines_is_no_mistake(
    api: TestClient, importer: Headers, session: Session, kind: str
) -> None:
    nothing = dict.fromkeys(line(), "")
    body = b"" if kind == "ndjson" else WRITERS[kind]([nothing])

    assert counts(send(api, importer, body, kind)) == {}
    assert session.exec(select(func.count(col(CaseImport.id)))).one() == 1


@pytest.mark.usefixtures("terms")
def test_the_format_of_an_unnamed_type_is_asked_for(api: TestClient, importer: Headers) -> None:
    unnamed = importer | {"Content-Type": "application/octet-stream"}
    body = csv_file([line()])

    missing = send(api, unnamed, body, "csv")
    named = send(api, unnamed, body, "csv", format="csv")
    other = send(api, importer, body, "csv", format="ndjson")

    assert (missing.status_code, missing.json()["code"]) == (422, "format_missing")
    assert counts(named) == {"lines": 1, "created": 1}
    assert (other.status_code, other.json()["code"]) == (422, "format_contradicted")


def test_another_media_type_is_refused_with_those_that_are_read(
    api: TestClient, importer: Headers
) -> None:
    answer = send(api, importer | {"Content-Type": "application/json"}, b"[]")

    assert answer.status_code == 415
    assert MEDIA["csv"] in answer.headers["Accept"]


@pytest.mark.usefixtures("terms")
def test_units_are_found_by_id_name_and_short_name(
    api: TestClient, importer: Headers, session: Session, unit: Unit, case_type: CaseType
) -> None:
    make_unit(session, name="Afdeling 2", parent_id=unit.id, valid_until=date(2016, 1, 1))
    newer = make_unit(session, name="Afdeling 2", parent_id=unit.id)
    told = [
        line(at, unit=name)
        for at, name in enumerate((str(unit.id), str(unit.id).upper(), "BCH", "Afdeling 2"))
    ]

    answer = send(api, importer, ndjson(told))

    assert counts(answer) == {"lines": 4, "created": 4}
    places = session.exec(select(Case.unit_id).order_by(col(Case.id))).all()
    assert places == [unit.id] * 3 + [newer.id]
