"""What committees were promised, over HTTP."""

from datetime import date

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.committee.tables import AgendaItem
from api.organisation.tables import Unit
from api.people.rules import Role
from tests.api.committee.makers import make_committee, make_item, make_meeting, make_promise
from tests.conftest import Statements
from tests.factories import UNKNOWN_ID, Actors, Headers, make_plan, make_track, make_unit

PROMISED_FOR = date(2017, 8, 30)
DELIVERED_ON = date(2017, 9, 20)


@pytest.fixture
def unit(session: Session) -> Unit:
    return make_unit(session)


@pytest.fixture
def item(session: Session) -> AgendaItem:
    return make_item(session, make_meeting(session, make_committee(session), date(2017, 6, 21)))


@pytest.fixture
def secretary(actors: Actors, unit: Unit) -> Headers:
    return actors.headers(Role.COMMITTEE_SECRETARY, unit)


def body_of(item: AgendaItem, **fields: object) -> dict[str, object]:
    return {
        "agenda_item_id": str(item.id),
        "title": "Ny status",
        "due": {"from": "2017-08-30"},
    } | fields


def test_creates_reads_replaces_and_deletes(
    api: TestClient, secretary: Headers, item: AgendaItem, session: Session
) -> None:
    made = api.post("/v1/promises", json=body_of(item), headers=secretary)
    assert made.status_code == 201, made.text
    address = made.headers["Location"]
    assert api.get(address, headers=secretary).json() == made.json()
    assert (made.json()["standing"], made.json()["days_late"]) == ("overdue", 28)
    assert made.json()["promised"]["from"] == "2017-06-21"

    second = make_item(session, make_meeting(session, item.meeting.committee))
    delivered = {
        "delivered_on": "2017-09-20",
        "delivered_item_id": str(second.id),
        "late_because": "Rykket til dagens udvalgsmøde",
    }
    replaced = api.put(
        address, json=body_of(item, **delivered), headers=secretary | {"If-Match": '"1"'}
    )
    assert (replaced.json()["standing"], replaced.json()["days_late"]) == ("kept_late", 21)
    history = api.get(f"{address}/history", headers=secretary).json()["items"]
    assert [change["operation"] for change in history] == ["insert", "update"]
    assert api.delete(address, headers=secretary | {"If-Match": '"2"'}).status_code == 204


def test_tells_how_a_promise_stood_on_a_day(
    api: TestClient, secretary: Headers, item: AgendaItem, session: Session
) -> None:
    promise = make_promise(session, item, PROMISED_FOR, delivered_on=DELIVERED_ON)

    def standing(as_of: str) -> tuple[str, int | None]:
        answer = api.get(f"/v1/promises/{promise.id}?as_of={as_of}", headers=secretary).json()
        return answer["standing"], answer["days_late"]

    assert standing("2017-08-30") == ("open", None)
    assert standing("2017-09-01") == ("overdue", 2)
    assert standing("2017-09-20") == ("kept_late", 21)


def test_filters(
    api: TestClient, secretary: Headers, item: AgendaItem, unit: Unit, session: Session
) -> None:
    plan = make_plan(session, unit)
    track = make_track(session, plan)
    other = make_item(session, item.meeting)
    make_promise(session, item, PROMISED_FOR, title="A", delivered_on=DELIVERED_ON)
    make_promise(session, other, date(2017, 12, 13), title="B", plan_id=plan.id, track_id=track.id)

    def titles(**params: str) -> list[str]:
        items = api.get("/v1/promises", params=params, headers=secretary).json()["items"]
        return [item["title"] for item in items]

    assert titles() == ["A", "B"]
    assert titles(plan=str(plan.id)) == titles(track=str(track.id)) == ["B"]
    assert titles(item=str(item.id)) == ["A"]
    assert titles(due_before="2017-12-13") == ["A"]
    assert titles(open="true") == ["B"]
    assert titles(open="false") == ["A"]
    assert titles(open="true", as_of="2017-09-01") == ["A", "B"]


def test_lists_with_one_query(
    api: TestClient, secretary: Headers, item: AgendaItem, session: Session, statements: Statements
) -> None:
    for number in range(1, 4):
        meeting = make_meeting(session, item.meeting.committee, date(2017, 9, number))
        make_promise(session, make_item(session, meeting), PROMISED_FOR, due_meeting_id=meeting.id)
    session.expire_all()

    with statements() as seen:
        api.get("/v1/promises", headers=secretary)

    assert sum("FROM promises" in sql for sql in seen) == 1
    assert not [sql for sql in seen if "FROM meetings" in sql or "FROM agenda_items" in sql]


def test_points_only_at_plans_and_tracks_one_can_see(
    api: TestClient, actors: Actors, secretary: Headers, item: AgendaItem, session: Session
) -> None:
    hidden = make_plan(session, make_unit(session, name="Andet center"))
    seen = make_plan(session, make_unit(session, name="Center"))
    track = make_track(session, hidden)
    everywhere = actors.headers(Role.COMMITTEE_SECRETARY)

    def refused(headers: Headers, **fields: object) -> tuple[int, str]:
        answer = api.post("/v1/promises", json=body_of(item, **fields), headers=headers)
        return answer.status_code, answer.json()["errors"][0]["pointer"]

    assert refused(secretary, plan_id=str(hidden.id)) == (422, "/plan_id")
    mixed = {"plan_id": str(seen.id), "track_id": str(track.id)}
    assert refused(everywhere, **mixed) == (422, "/track_id")


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"agenda_item_id": UNKNOWN_ID}, "/agenda_item_id"),
        ({"due": None}, "/due"),
        ({"due": {"from": "2017-02-31"}}, "/due/from"),
        ({"due_meeting_id": UNKNOWN_ID}, "/due_meeting_id"),
        ({"delivered_item_id": UNKNOWN_ID}, "/delivered_on"),
        ({"delivered_on": "2017-09-28"}, "/delivered_on"),
        ({"track_id": UNKNOWN_ID}, "/plan_id"),
        ({"standing": "kept"}, "/standing"),
    ],
)
def test_names_the_field_at_fault(
    api: TestClient,
    secretary: Headers,
    item: AgendaItem,
    fields: dict[str, object],
    pointer: str,
) -> None:
    answer = api.post("/v1/promises", json=body_of(item, **fields), headers=secretary)

    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]


def test_everybody_reads_and_a_caseworker_may_not_write(
    api: TestClient, actors: Actors, item: AgendaItem, session: Session
) -> None:
    promise = make_promise(session, item, PROMISED_FOR)
    elsewhere = actors.headers(Role.CASEWORKER, make_unit(session, name="Andet center"))

    shown = api.get(f"/v1/promises/{promise.id}", headers=elsewhere)
    assert (shown.status_code, shown.json()["may"]) == (200, [])
    assert api.post("/v1/promises", json=body_of(item), headers=elsewhere).status_code == 403


def test_keeps_a_paper_that_promised(
    api: TestClient, secretary: Headers, item: AgendaItem, session: Session
) -> None:
    make_promise(session, item, PROMISED_FOR)

    answer = api.delete(f"/v1/agenda-items/{item.id}", headers=secretary | {"If-Match": "*"})

    assert (answer.status_code, answer.json()["code"]) == (409, "agenda_item_has_history")
