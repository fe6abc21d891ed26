"""A complaint is passed on to other units and authorities; who had it, and how long, is kept."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from api.complaints.tables import Complaint, ComplaintTransfer
from api.people.rules import Role
from tests.api.casework.places import Place
from tests.api.complaints.holdings.passing import BIF, WHY, pass_on
from tests.api.complaints.registering import act, correct, made, refused, register, shown
from tests.factories import Actors, Headers, make_complaint, make_unit


@pytest.fixture
def complaint(session: Session, place: Place) -> dict[str, Any]:
    """Return a complaint of 11 September, treated by Anna."""
    fields = {"received_on": date(2017, 9, 11), "handler_id": place.anna.id}
    return {"id": str(make_complaint(session, place.unit, **fields).id)}


def holdings(api: TestClient, headers: Headers, complaint: dict[str, Any]) -> list[dict[str, Any]]:
    address = f"/v1/complaints/{complaint['id']}/holdings"
    items: list[dict[str, Any]] = made(api.get(address, headers=headers))["items"]
    return items


def test_one_that_was_never_passed_on_has_been_with_its_unit(
    api: TestClient, place: Place, complaint: dict[str, Any]
) -> None:
    [held] = holdings(api, place.leader, complaint)

    assert held["unit"]["name"] == place.unit.name
    assert (held["from_on"], held["until_on"], held["days"]) == ("2017-09-11", None, 16)
    assert held["reason"] is None


def test_another_unit_takes_it_over_and_its_handler_leaves_it(
    api: TestClient, place: Place, complaint: dict[str, Any]
) -> None:
    elsewhere = str(place.elsewhere.id)

    told = made(
        pass_on(api, place.leader, complaint, unit_id=elsewhere, transferred_on="2017-09-18")
    )

    assert (told["unit"]["id"], told["handler"], told["may"]) == (elsewhere, None, [])
    first, second = holdings(api, place.stranger, complaint)
    assert (first["unit"]["name"], first["until_on"], first["days"]) == (
        place.unit.name,
        "2017-09-18",
        7,
    )
    assert (second["unit"]["name"], second["until_on"], second["days"]) == (
        place.elsewhere.name,
        None,
        9,
    )
    assert second["reason"] == WHY


def test_it_waits_in_the_list_of_who_took_it_over_and_in_no_other(
    api: TestClient, place: Place, complaint: dict[str, Any]
) -> None:
    waiting = {"needs_contact": True}
    made(pass_on(api, place.leader, complaint, unit_id=str(place.elsewhere.id)))

    def listed(headers: Headers) -> list[str]:
        items = made(api.get("/v1/complaints", params=waiting, headers=headers))["items"]
        return [item["id"] for item in items]

    assert listed(place.stranger) == [complaint["id"]]
    assert listed(place.leader) == []
    gone = api.get(f"/v1/complaints/{complaint['id']}", headers=place.leader)
    assert refused(gone)[:2] == (404, "complaint_not_found")
    for part in ("holdings", "timeline"):
        address = f"/v1/complaints/{complaint['id']}/{part}"
        assert api.get(address, headers=place.leader).status_code == 404
    assert refused(pass_on(api, place.leader, complaint, authority=BIF))[0] == 404
    assert [held["days"] for held in holdings(api, place.advisor, complaint)] == [16, 0]


def test_its_handler_may_go_with_it(
    api: TestClient, place: Place, complaint: dict[str, Any]
) -> None:
    body = {"unit_id": str(place.elsewhere.id), "keep_handler": True}

    told = made(pass_on(api, place.leader, complaint, **body))

    assert told["handler"]["id"] == str(place.anna.id)


def test_another_authority_has_it_until_it_comes_back(
    api: TestClient, place: Place, complaint: dict[str, Any]
) -> None:
    away = made(pass_on(api, place.leader, complaint, authority=BIF, transferred_on="2017-09-13"))
    assert (away["authority"], away["unit"]["name"]) == (BIF, place.unit.name)
    assert away["handler"]["id"] == str(place.anna.id)
    assert "transfer" in away["may"]

    back = {"unit_id": str(place.unit.id), "transferred_on": "2017-09-20"}
    told = made(pass_on(api, place.colleague, complaint, **back))

    assert (told["authority"], told["handler"]["id"]) == (None, str(place.anna.id))
    held = holdings(api, place.leader, complaint)
    assert [(each["authority"], each["days"]) for each in held] == [(None, 2), (BIF, 7), (None, 7)]


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        ({"transferred_on": "2017-09-10"}, "transferred_too_early", "/transferred_on"),
        ({"transferred_on": "2017-09-28"}, "in_future", "/transferred_on"),
        ({"authority": None}, "transfer_to_one", "/unit_id"),
        ({"unit_id": "01890000-0000-7000-8000-000000000000"}, "transfer_to_one", "/unit_id"),
        (
            {"unit_id": "01890000-0000-7000-8000-000000000000", "authority": None},
            "unit_unknown",
            "/unit_id",
        ),
        ({"reason": "Om 010190-1234"}, "text_names_cpr", "/reason"),
        ({"authority": "Til 010190-1234"}, "text_names_cpr", "/authority"),
        ({"reason": " "}, "invalid_input", "/reason"),
    ],
)
def test_what_can_not_be_is_refused_where_it_stands(
    api: TestClient,
    place: Place,
    complaint: dict[str, Any],
    body: dict[str, Any],
    code: str,
    pointer: str,
) -> None:
    answer = pass_on(api, place.leader, complaint, **({"authority": BIF} | body))

    assert refused(answer) == (422, code, pointer)


def test_it_is_not_passed_on_to_who_has_it(
    api: TestClient, place: Place, complaint: dict[str, Any]
) -> None:
    here = pass_on(api, place.leader, complaint, unit_id=str(place.unit.id))
    assert refused(here) == (409, "complaint_there_already", "/unit_id")

    made(pass_on(api, place.leader, complaint, authority=BIF))
    again = pass_on(api, place.leader, complaint, authority=BIF.lower())
    assert refused(again) == (409, "complaint_there_already", "/authority")


def test_days_follow_each_other(api: TestClient, place: Place, complaint: dict[str, Any]) -> None:
    made(pass_on(api, place.leader, complaint, authority=BIF, transferred_on="2017-09-15"))
    back = {"unit_id": str(place.unit.id), "transferred_on": "2017-09-14"}
    assert refused(pass_on(api, place.leader, complaint, **back))[1] == "transferred_too_early"

    closed = act(api, place.leader, complaint, "closing", closed_on="2017-09-14")
    assert refused(closed) == (422, "closed_before_transfer", "/closed_on")
    later = correct(
        api, place.leader, shown(api, place.leader, complaint), received_on="2017-09-16"
    )
    assert refused(later) == (422, "received_after_act", "/received_on")

    made(act(api, place.leader, complaint, "closing", closed_on="2017-09-18"))
    assert refused(pass_on(api, place.leader, complaint, **back))[:2] == (409, "complaint_closed")
    made(act(api, place.leader, complaint, "reopening", reopened_on="2017-09-22", reason="Mere."))
    back["transferred_on"] = "2017-09-21"
    assert refused(pass_on(api, place.leader, complaint, **back))[1] == "transferred_too_early"
    assert [each["days"] for each in holdings(api, place.leader, complaint)] == [4, 8]


def test_a_unit_that_did_not_exist_then_takes_nothing_over(
    api: TestClient, session: Session, place: Place, complaint: dict[str, Any]
) -> None:
    new = make_unit(session, name="Ny enhed", valid_from=date(2017, 9, 20))
    body = {"unit_id": str(new.id), "transferred_on": "2017-09-19"}

    answer = pass_on(api, place.leader, complaint, **body)

    assert refused(answer) == (422, "unit_not_valid", "/unit_id")


def test_a_correction_takes_it_to_no_other_unit(
    api: TestClient, session: Session, place: Place, actors: Actors, complaint: dict[str, Any]
) -> None:
    everywhere = actors.headers(Role.STAFF_UNIT)
    moved = {"unit_id": str(place.elsewhere.id)}

    answer = correct(api, everywhere, shown(api, everywhere, complaint), **moved)

    assert refused(answer) == (409, "unit_by_transfer", "/unit_id")
    assert session.exec(select(ComplaintTransfer)).all() == []
    on_the_day = pass_on(api, everywhere, complaint, **moved, transferred_on="2017-09-11")
    assert made(on_the_day)["unit"]["id"] == moved["unit_id"]


def test_who_may_not_write_it_passes_nothing_on(
    api: TestClient, place: Place, actors: Actors, complaint: dict[str, Any]
) -> None:
    secretary = actors.headers(Role.COMMITTEE_SECRETARY)

    assert pass_on(api, place.stranger, complaint, authority=BIF).status_code == 404
    assert pass_on(api, secretary, complaint, authority=BIF).status_code == 403


def test_who_knows_an_older_one_passes_nothing_on(
    api: TestClient, place: Place, complaint: dict[str, Any]
) -> None:
    version = shown(api, place.leader, complaint)["version"]
    made(correct(api, place.leader, shown(api, place.leader, complaint), channel="letter"))

    answer = pass_on(api, place.leader | {"If-Match": f'"{version}"'}, complaint, authority=BIF)

    assert refused(answer)[:2] == (412, "complaint_stale")


def test_its_time_line_tells_to_whom_and_why(
    api: TestClient, place: Place, complaint: dict[str, Any]
) -> None:
    made(pass_on(api, place.leader, complaint, authority=BIF))

    address = f"/v1/complaints/{complaint['id']}/timeline"
    told = made(api.get(address, headers=place.leader))["items"][-1]

    assert (told["kind"], told["on"]) == ("transferred", "2017-09-27")
    assert told["data"]["from"]["name"] == place.unit.name
    assert (told["data"]["to"], told["data"]["reason"]) == (BIF, WHY)


def test_one_registered_plainly_is_with_its_unit(
    api: TestClient, session: Session, place: Place
) -> None:
    complaint = register(api, place.leader, case_id=str(place.case.id))

    assert complaint["authority"] is None
    assert "transfer" in complaint["may"]
    assert session.get_one(Complaint, complaint["id"]).unit_id == place.unit.id
