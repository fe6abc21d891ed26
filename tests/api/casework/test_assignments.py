"""A case changes hands, and every hand that held it is remembered."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.cases.rules import AssignmentReason
from api.cases.tables import Assignment, Case
from api.people.rules import Role
from tests.api.casework.makers import make_case, make_deadline
from tests.api.casework.places import Place, deadlines, post
from tests.api.citizens.makers import make_citizen
from tests.conftest import TODAY
from tests.factories import UNKNOWN_ID, Actors, Headers, kept, make_person

FIRST, SECOND, THIRD = date(2017, 9, 1), date(2017, 9, 12), date(2017, 9, 22)


def assign(
    api: TestClient,
    place: Place,
    who: Any,
    on: date,
    why: str,
    headers: Headers | None = None,
    **more: Any,
) -> Any:
    body = {"caseworker_id": getattr(who, "id", who), "from_on": on, "reason": why} | more
    return post(api, headers or place.leader, f"{place.address}/assignment", **body)


def listed(api: TestClient, place: Place, **query: Any) -> list[dict[str, Any]]:
    answer = api.get("/v1/assignments", params=query, headers=place.leader)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def test_a_case_is_given_to_one_after_the_other(
    api: TestClient, session: Session, place: Place
) -> None:
    make_deadline(session, place.case, date(2017, 11, 8))

    first = assign(api, place, place.anna, FIRST, "first")
    second = assign(api, place, place.bo, SECOND, "resignation", note="Mangler LÆ 125")

    assert first.json()["caseworker"]["name"] == "Prøve Anna"
    assert second.json()["caseworker"]["name"] == "Prøve Bo"
    assert second.json()["caseworker_changes"] == 1
    anna, bo = listed(api, place, case=place.case.id)
    assert (anna["from_on"], anna["until_on"], anna["reason"]) == (
        "2017-09-01",
        "2017-09-12",
        "first",
    )
    assert (bo["until_on"], bo["reason"], bo["note"]) == (None, "resignation", "Mangler LÆ 125")
    assert bo["case_number"] == place.case.number
    assert deadlines(session, place.case)[0].caseworker_id == place.bo.id


def test_a_stand_in_who_gives_the_case_back_is_no_change(api: TestClient, place: Place) -> None:
    assign(api, place, place.anna, FIRST, "first")
    covered = assign(api, place, place.bo, SECOND, "leave_cover")
    back = assign(api, place, place.anna, THIRD, "returned")

    assert (covered.json()["caseworker_changes"], back.json()["caseworker_changes"]) == (0, 0)
    assert back.json()["caseworker"]["name"] == "Prøve Anna"


def test_a_stand_in_takes_the_case_over_for_good(api: TestClient, place: Place) -> None:
    assign(api, place, place.anna, FIRST, "first")
    assign(api, place, place.bo, SECOND, "leave_cover")

    again = assign(api, place, place.bo, THIRD, "leave_cover")
    for_good = assign(api, place, place.bo, THIRD, "resignation")

    assert (again.status_code, again.json()["code"]) == (409, "caseworker_has_case")
    assert for_good.json()["caseworker_changes"] == 1
    assert len(listed(api, place, case=place.case.id)) == 3


def test_a_case_is_left_to_nobody_with_the_reason_why(
    api: TestClient, session: Session, place: Place
) -> None:
    assign(api, place, place.anna, FIRST, "first")

    left = assign(api, place, None, SECOND, "resignation", note="Sidste dag i dag")

    assert left.json()["caseworker"] is None
    [anna] = listed(api, place, case=place.case.id)
    assert (anna["reason"], anna["note"]) == ("first", None)
    assert (anna["ended_because"], anna["ended_note"]) == ("resignation", "Sidste dag i dag")
    nobody = assign(api, place, None, THIRD, "resignation")
    assert (nobody.status_code, nobody.json()["code"]) == (409, "case_has_no_caseworker")


def test_assignments_are_found_by_case_caseworker_and_day(
    api: TestClient, session: Session, place: Place
) -> None:
    assign(api, place, place.anna, FIRST, "first")
    assign(api, place, place.bo, SECOND, "takeover")

    def who(**query: Any) -> list[str]:
        return [each["caseworker"]["name"] for each in listed(api, place, **query)]

    assert who(caseworker=place.anna.id) == ["Prøve Anna"]
    assert (who(open=True), who(open=False)) == (["Prøve Bo"], ["Prøve Anna"])
    assert who(open=True, as_of="2017-09-11") == ["Prøve Anna"]
    assert who(open=True, as_of="2017-08-31") == []
    assert who(case=UNKNOWN_ID) == []


def test_an_assignment_is_shown_with_its_history_to_who_sees_the_case(
    api: TestClient, place: Place
) -> None:
    assign(api, place, place.anna, FIRST, "first")
    assign(api, place, place.bo, SECOND, "takeover")
    [anna, _] = listed(api, place, case=place.case.id)
    address = f"/v1/assignments/{anna['id']}"

    shown = api.get(address, headers=place.advisor)
    history = api.get(f"{address}/history", headers=place.leader)

    assert shown.json() == anna
    assert [each["operation"] for each in history.json()["items"]] == ["insert", "update"]
    assert api.get(address, headers=place.stranger).status_code == 404
    assert api.get("/v1/assignments", headers=place.stranger).json()["items"] == []


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        ({"caseworker_id": UNKNOWN_ID}, "caseworker_unknown", "/caseworker_id"),
        ({"from_on": "2017-09-28"}, "in_future", "/from_on"),
        ({"from_on": "2017-08-31"}, "before_last_assignment", "/from_on"),
        ({"from_on": "2017-08-15"}, "before_receipt", "/from_on"),
        ({"reason": "first"}, "assignment_not_first", "/reason"),
        ({"reason": "returned"}, "never_had_case", "/reason"),
        ({"reason": "holiday"}, "enum", "/reason"),
    ],
)
def test_who_when_and_why_are_checked(
    api: TestClient, place: Place, body: dict[str, Any], code: str, pointer: str
) -> None:
    assign(api, place, place.anna, FIRST, "first")
    plain = {"caseworker_id": place.bo.id, "from_on": SECOND, "reason": "takeover"}

    answer = post(api, place.leader, f"{place.address}/assignment", **plain | body)

    assert answer.status_code == 422, answer.text
    fault = answer.json()["errors"][0]
    assert (fault["code"], fault["pointer"]) == (code, pointer)


def test_who_works_here_no_more_gets_no_case(
    api: TestClient, session: Session, place: Place
) -> None:
    place.bo.active = False
    session.flush()

    answer = assign(api, place, place.bo, FIRST, "first")

    assert answer.json()["errors"][0]["code"] == "caseworker_not_active"
    assert listed(api, place, case=place.case.id) == []


def test_the_caseworker_is_named_or_expressly_nobody(api: TestClient, place: Place) -> None:
    body = {"from_on": FIRST, "reason": "first"}
    answer = post(api, place.leader, f"{place.address}/assignment", **body)

    assert answer.json()["errors"][0]["pointer"] == "/caseworker_id"


def test_the_same_person_is_not_assigned_again(api: TestClient, place: Place) -> None:
    assign(api, place, place.anna, FIRST, "first")

    answer = assign(api, place, place.anna, SECOND, "takeover")

    assert (answer.status_code, answer.json()["code"]) == (409, "caseworker_has_case")


def test_who_writes_in_the_unit_or_has_the_case_gives_it_on(
    api: TestClient, place: Place, actors: Actors
) -> None:
    anna = actors.headers(Role.CASEWORKER, place.elsewhere, person=place.anna)

    assert assign(api, place, place.bo, FIRST, "first", place.stranger).status_code == 404
    assert assign(api, place, place.bo, FIRST, "first", place.advisor).status_code == 403
    assert assign(api, place, place.anna, FIRST, "first", place.colleague).status_code == 200
    given = assign(api, place, place.bo, SECOND, "takeover", anna)
    assert (given.status_code, given.json()["may"]) == (200, [])
    unknown = f"/v1/cases/{UNKNOWN_ID}/assignment"
    body = {"caseworker_id": None, "from_on": FIRST, "reason": "first"}
    assert post(api, place.leader, unknown, **body).status_code == 404
    stale = place.leader | {"If-Match": '"99"'}
    assert assign(api, place, None, THIRD, "resignation", stale).status_code == 412


def hold(session: Session, case: Case, who: Any, from_on: date, until_on: date | None) -> None:
    kept(
        session,
        Assignment(
            case_id=case.id,
            caseworker_id=who.id,
            from_on=from_on,
            until_on=until_on,
            reason=AssignmentReason.TAKEOVER,
        ),
    )


def counts(api: TestClient, place: Place, **query: Any) -> dict[str, Any]:
    answer = api.get(f"{place.address}/caseworkers", params=query, headers=place.leader)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def test_the_hands_of_a_year_are_counted_for_the_case_and_for_its_citizen(
    api: TestClient, session: Session, place: Place
) -> None:
    citizen = make_citizen(session)
    case, carla = place.case, make_person(session, "carla")
    case.citizen_id, case.received_on = citizen.id, date(2016, 1, 4)
    hold(session, case, carla, date(2016, 1, 4), date(2016, 9, 1))
    hold(session, case, place.anna, date(2016, 9, 1), date(2017, 3, 1))
    hold(session, case, place.bo, date(2017, 3, 11), None)
    about = {"citizen_id": citizen.id, "received_on": date(2016, 1, 4)}
    other = make_case(session, place.unit, place.case_type, number="2016-1", **about)
    hold(session, other, carla, date(2016, 1, 4), None)
    hidden = make_case(session, place.elsewhere, place.case_type, number="2016-2", **about)
    hold(session, hidden, make_person(session, "dan"), date(2016, 1, 4), None)

    told = counts(api, place)

    assert (told["first_on"], told["last_on"]) == ("2016-09-28", "2017-09-27")
    assert told["of_case"] == {"caseworkers": 2, "changes": 1, "days_without": 10}
    assert told["of_citizen"] == {"cases": 2, "caseworkers": 3, "changes": 1}
    earlier = counts(api, place, as_of="2016-12-31")
    assert earlier["of_case"] == {"caseworkers": 2, "changes": 1, "days_without": 0}
    assert earlier["of_citizen"]["caseworkers"] == 2


def test_a_new_case_has_been_in_nobodys_hands_since_it_came(api: TestClient, place: Place) -> None:
    told = counts(api, place)

    days = (TODAY - place.case.received_on).days + 1
    assert told["of_case"] == {"caseworkers": 0, "changes": 0, "days_without": days}
    assert told["of_citizen"] is None
    assert api.get(f"{place.address}/caseworkers", headers=place.stranger).status_code == 404
