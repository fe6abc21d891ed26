"""All complaints of a year are had in one click, with nobody in them who could be recognised."""

import csv
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlmodel import Session, select
from starlette.testclient import TestClient

from api.complaints.facts.refreshing import refresh
from api.complaints.facts.tables import ComplaintFact
from api.complaints.rules import BoardResult, ComplaintKind, PointFinding, ReassessmentOutcome
from api.complaints.tables import BoardOutcome, Complaint, Reassessment
from api.people.rules import Role
from tests.api.casework.makers import make_case
from tests.api.catalogue.makers import make_case_type
from tests.api.citizens.makers import make_citizen
from tests.factories import (
    Actors,
    Headers,
    kept,
    make_cause,
    make_complaint,
    make_person,
    make_point,
    make_unit,
)

PATH = "/v1/complaints/analysis-list"
TEXT = (
    "Jeg er Nancys nabo. Hun bor på Nørre Allé 12, 2. tv, og Prøve Bodil ringer aldrig tilbage "
    "i sag 2016-0004711. Ring på 33 12 34 56 eller skriv til nancy@example.dk."
)


@pytest.fixture
def advisor(actors: Actors) -> Headers:
    return actors.headers(Role.CITIZENS_ADVISOR)


@pytest.fixture
def told(session: Session) -> Complaint:
    """A complaint of March 2016 with all that could tell whose it is."""
    unit, of_type = make_unit(session), make_case_type(session)
    citizen, bodil = make_citizen(session), make_person(session, "bodil")
    case = make_case(session, unit, of_type, number="2016-0004711", citizen_id=citizen.id)
    complaint = make_complaint(
        session,
        unit,
        received_on=date(2016, 3, 8),
        text=TEXT,
        case_id=case.id,
        case_type_id=of_type.id,
        complainant_id=citizen.id,
        handler_id=bodil.id,
    )
    make_point(session, complaint, make_cause(session, "SVAR"), finding=PointFinding.UPHELD)
    make_point(session, complaint, make_cause(session, "TONE"), bound_by_law=True)
    return complaint


def ask(api: TestClient, headers: Headers, **query: Any) -> dict[str, Any]:
    response = api.get(PATH, params={"year": 2016, **query}, headers=headers)
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def test_a_complaint_is_told_without_those_in_it(
    api: TestClient, told: Complaint, advisor: Headers
) -> None:
    [item] = ask(api, advisor)["items"]

    assert item["text"] == (
        "Jeg er [navn]s nabo. Hun bor på [adresse], og [navn] ringer aldrig tilbage "
        "i sag [sagsnummer]. Ring på [telefon] eller skriv til [e-mail]."
    )
    assert (item["running"], item["received_month"]) == (1, "2016-03")
    assert [point["finding"] for point in item["points"]] == ["upheld", None]
    assert item["points"][1]["marks"] == ["bound_by_law"]
    whole = str(item)
    for secret in (told.number, str(told.id), str(told.complainant_id), "2016-03-08", "Nancy"):
        assert secret not in whole


def test_the_list_is_of_what_was_complained_of_the_casework_that_year(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    unit = make_unit(session)
    for day in (date(2015, 12, 31), date(2016, 1, 1), date(2016, 12, 31), date(2017, 1, 1)):
        make_complaint(session, unit, received_on=day)
    for kind in (ComplaintKind.BOTH, ComplaintKind.SUBSTANTIVE):
        make_complaint(session, unit, received_on=date(2016, 6, 1), kind=kind)

    as_in_2017 = ask(api, advisor)
    others = ask(api, advisor, kind="substantive")

    assert [item["received_month"] for item in as_in_2017["items"]] == [
        *("2016-01", "2016-06", "2016-12"),
    ]
    assert [item["running"] for item in as_in_2017["items"]] == [1, 2, 3]
    assert [item["kind"] for item in others["items"]] == ["substantive"]
    assert (others["year"], others["made_on"]) == (2016, "2017-09-27")


def test_the_outcome_is_that_of_the_last_who_said(
    api: TestClient, session: Session, told: Complaint, advisor: Headers
) -> None:
    [item] = ask(api, advisor)["items"]
    assert item["outcome"] == "open"

    board = BoardOutcome(
        complaint_id=told.id, result=BoardResult.REMITTED, received_on=date(2016, 9, 1)
    )
    kept(session, board)

    [item] = ask(api, advisor)["items"]
    assert item["outcome"] == "board_remitted"


def test_as_csv_it_is_in_words(api: TestClient, told: Complaint, advisor: Headers) -> None:
    response = api.get(PATH, params={"year": 2016, "format": "csv"}, headers=advisor)

    text = response.content.decode("utf-8-sig")
    headings, row = csv.reader(StringIO(text), delimiter=";")
    told_of = dict(zip(headings, row, strict=True))
    assert told_of["Løbenr."] == "1"
    assert told_of["Klageårsager"] == "Svar; Tone"
    assert told_of["Vurdering"].endswith("; –")
    assert told_of["Tekst"].startswith("Jeg er [navn]s nabo.")
    assert 'filename="klager-til-analyse-2016.csv"' in response.headers["content-disposition"]


def test_as_a_workbook_no_text_is_computed(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    make_complaint(session, make_unit(session), received_on=date(2016, 1, 4), text="=1+1")

    response = api.get(PATH, params={"year": 2016, "format": "xlsx"}, headers=advisor)

    [sheet] = load_workbook(BytesIO(response.content)).worksheets
    assert (sheet.title, sheet["K2"].value, sheet["K2"].data_type) == ("Klager 2016", "=1+1", "s")


def test_a_leader_gets_those_of_the_own_units(
    api: TestClient, session: Session, told: Complaint, actors: Actors
) -> None:
    elsewhere = make_unit(session, name="Et andet sted")

    assert ask(api, actors.headers(Role.DEPARTMENT_LEADER, elsewhere))["items"] == []


@pytest.mark.parametrize(
    ("role", "query", "status"),
    [
        (Role.COMMITTEE_SECRETARY, {"year": 2016}, 403),
        (Role.CITIZENS_ADVISOR, {"year": 3016}, 422),
        (Role.CITIZENS_ADVISOR, {"year": 2016, "format": "pdf"}, 422),
    ],
)
def test_who_may_not_and_what_can_not_is_refused(
    role: Role, query: dict[str, str], status: int, api: TestClient, actors: Actors
) -> None:
    assert api.get(PATH, params=query, headers=actors.headers(role)).status_code == status


@pytest.mark.parametrize("again", list(ReassessmentOutcome))
def test_however_it_was_reassessed_it_has_an_outcome(
    again: ReassessmentOutcome,
    api: TestClient,
    session: Session,
    told: Complaint,
    advisor: Headers,
) -> None:
    made_on = told.received_on
    kept(session, Reassessment(complaint_id=told.id, outcome=again, made_on=made_on))

    answer = api.get(PATH, params={"year": told.received_on.year}, headers=advisor)

    assert answer.status_code == 200, answer.text
    fact = ComplaintFact.complaint_id == told.id
    refresh(session)
    counted = session.exec(select(ComplaintFact).where(fact)).one().outcome
    assert [line["outcome"] for line in answer.json()["items"]] == [counted]
