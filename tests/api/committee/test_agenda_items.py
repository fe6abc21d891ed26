"""Papers on the agenda of meetings, and returning reports, over HTTP."""

from datetime import date

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.committee.tables import AgendaOutcome, Frequency, Meeting
from api.organisation.tables import Unit
from api.people.rules import Role
from api.plans.outline.tables import Plan
from tests.api.committee.makers import make_committee, make_item, make_meeting, make_schedule
from tests.factories import Actors, Headers, make_plan, make_unit


@pytest.fixture
def unit(session: Session) -> Unit:
    return make_unit(session)


@pytest.fixture
def plan(session: Session, unit: Unit) -> Plan:
    return make_plan(session, unit)


@pytest.fixture
def meeting(session: Session) -> Meeting:
    return make_meeting(session, make_committee(session))


@pytest.fixture
def secretary(actors: Actors, unit: Unit) -> Headers:
    return actors.headers(Role.COMMITTEE_SECRETARY, unit)


@pytest.fixture
def stranger(actors: Actors, session: Session) -> Headers:
    """A secretary who may write papers and not see the plan."""
    return actors.headers(Role.COMMITTEE_SECRETARY, make_unit(session, name="Andet center"))


def body_of(meeting: Meeting, plan: Plan | None = None, **fields: object) -> dict[str, object]:
    return {
        "meeting_id": str(meeting.id),
        "plan_id": str(plan.id) if plan else None,
        "title": "Iværksatte initiativer i Borgercenter Handicap",
    } | fields


def schedule_of(plan: Plan, **fields: object) -> dict[str, object]:
    return {
        "plan_id": str(plan.id),
        "title": "Nøgletal",
        "frequency": "quarterly",
        "receiver": "Socialudvalget",
    } | fields


def test_creates_reads_replaces_and_deletes(
    api: TestClient, secretary: Headers, meeting: Meeting, plan: Plan
) -> None:
    long = "at Socialudvalget tager orienteringen til efterretning. " * 20
    body = body_of(meeting, plan, recommendations=[long], signatories=["Nina", "Eva"])
    made = api.post("/v1/agenda-items", json=body, headers=secretary)
    assert made.status_code == 201, made.text
    address = made.headers["Location"]
    shown = api.get(address, headers=secretary).json()
    assert shown == made.json()
    assert (shown["committee_name"], shown["held"]["from"]) == ("Socialudvalget", "2017-09-20")
    assert shown["recommendations"] == [long.strip()]

    decided = body | {"outcome": "noted", "decision": "Indstillingen blev taget til efterretning."}
    replaced = api.put(address, json=decided, headers=secretary | {"If-Match": '"1"'})
    assert (replaced.status_code, replaced.json()["outcome"]) == (200, "noted")
    [_, second] = api.get(f"{address}/history", headers=secretary).json()["items"]
    assert {change["field"] for change in second["changed"]} == {"outcome", "decision"}
    assert api.delete(address, headers=secretary | {"If-Match": '"2"'}).status_code == 204


def test_lists_by_the_day_of_the_meeting_and_pages(
    api: TestClient, secretary: Headers, meeting: Meeting, session: Session
) -> None:
    earlier = make_meeting(session, meeting.committee, date(2017, 6, 21))
    make_item(session, meeting, title="C")
    make_item(session, meeting, title="D")
    make_item(session, earlier, title="A")
    make_item(session, earlier, title="B")

    seen: list[str] = []
    address: str | None = "/v1/agenda-items?limit=1&count=exact"
    while address:
        page = api.get(address, headers=secretary)
        assert page.json()["total"] == 4
        seen += [item["title"] for item in page.json()["items"]]
        address = page.links.get("next", {}).get("url")

    assert seen == ["A", "B", "C", "D"]


def test_filters(
    api: TestClient, secretary: Headers, meeting: Meeting, plan: Plan, session: Session
) -> None:
    earlier = make_meeting(session, meeting.committee, date(2017, 6, 21))
    make_item(session, earlier, title="A", case_number="2017-0224640", outcome=AgendaOutcome.NOTED)
    make_item(session, meeting, title="B", plan_id=plan.id, recommendations=["at nikke"])

    def titles(**params: str) -> list[str]:
        items = api.get("/v1/agenda-items", params=params, headers=secretary).json()["items"]
        return [item["title"] for item in items]

    assert titles(meeting=str(earlier.id)) == ["A"]
    assert titles(plan=str(plan.id)) == ["B"]
    assert titles(case_number="2017-0224640") == ["A"]
    assert titles(outcome="noted") == ["A"]
    assert titles(q="NIKKE") == ["B"]
    assert titles(q="0224640") == ["A"]


def test_points_only_at_plans_one_can_see(
    api: TestClient, stranger: Headers, meeting: Meeting, plan: Plan
) -> None:
    for path, body in (
        ("agenda-items", body_of(meeting, plan)),
        ("report-schedules", schedule_of(plan)),
    ):
        answer = api.post(f"/v1/{path}", json=body, headers=stranger)
        assert (answer.status_code, answer.json()["code"]) == (422, "plan_unknown")
        assert answer.json()["errors"][0]["pointer"] == "/plan_id"


def test_keeps_the_plan_of_a_paper_that_a_stranger_changes(
    api: TestClient, stranger: Headers, meeting: Meeting, plan: Plan, session: Session
) -> None:
    item = make_item(session, meeting, plan_id=plan.id)

    answer = api.put(
        f"/v1/agenda-items/{item.id}",
        json=body_of(meeting, plan, title="Rettet"),
        headers=stranger | {"If-Match": "*"},
    )

    assert (answer.status_code, answer.json()["title"]) == (200, "Rettet")


def test_a_caseworker_reads_and_may_not_write(
    api: TestClient, actors: Actors, meeting: Meeting, plan: Plan, unit: Unit, session: Session
) -> None:
    item = make_item(session, meeting, plan_id=plan.id)
    caseworker = actors.headers(Role.CASEWORKER, unit)

    shown = api.get(f"/v1/agenda-items/{item.id}", headers=caseworker)
    assert (shown.status_code, shown.json()["may"]) == (200, [])
    for path, body in (
        ("agenda-items", body_of(meeting, plan)),
        ("report-schedules", schedule_of(plan)),
    ):
        assert api.post(f"/v1/{path}", json=body, headers=caseworker).status_code == 403


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", ""), ("outcome", "godkendt"), ("status_number", "2"), ("annexes", "bilag")],
)
def test_names_the_field_at_fault(
    api: TestClient, secretary: Headers, meeting: Meeting, field: str, value: object
) -> None:
    body = body_of(meeting) | {field: value}

    answer = api.post("/v1/agenda-items", json=body, headers=secretary)

    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [f"/{field}"]


def test_keeps_returning_reports(api: TestClient, secretary: Headers, plan: Plan) -> None:
    starts = {
        "from": "2012-01-01",
        "until": "2012-01-31",
        "precision": "start_of",
        "as_written": "primo 2012",
    }
    made = api.post("/v1/report-schedules", json=schedule_of(plan), headers=secretary)
    assert made.status_code == 201, made.text
    address = made.headers["Location"]
    assert made.json()["starts"] is None

    body = schedule_of(plan, starts=starts)
    replaced = api.put(address, json=body, headers=secretary | {"If-Match": '"1"'})
    assert (replaced.status_code, replaced.json()["starts"]) == (200, starts)
    assert api.get(address, headers=secretary).json() == replaced.json()
    assert api.delete(address, headers=secretary | {"If-Match": '"2"'}).status_code == 204


def test_filters_returning_reports(
    api: TestClient, secretary: Headers, plan: Plan, unit: Unit, session: Session
) -> None:
    make_schedule(session, plan, title="B")
    make_schedule(session, plan, title="A", frequency=Frequency.QUARTERLY)
    make_schedule(session, make_plan(session, unit), title="C")

    def titles(**params: str) -> list[str]:
        items = api.get("/v1/report-schedules", params=params, headers=secretary).json()["items"]
        return [item["title"] for item in items]

    assert titles() == ["A", "B", "C"]
    assert titles(plan=str(plan.id)) == ["A", "B"]
    assert titles(frequency="quarterly") == ["A"]
