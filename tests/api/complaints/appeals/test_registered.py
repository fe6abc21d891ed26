"""The time to reassess follows a complaint: registered, corrected, closed and opened again."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.api.complaints.appeals.appealing import CHANGED, done, refused
from tests.factories import Headers

TEXT = "Jeg er uenig i afslaget."


@pytest.fixture
def registered(api: TestClient, leader: Headers, decision: dict[str, Any]) -> dict[str, Any]:
    """Return a complaint over the decision that came on 6 September."""
    body = {"text": TEXT, "decision_id": decision["id"], "received_on": "2017-09-06"}
    return done(api.post("/v1/complaints", json=body, headers=leader))


def correct(
    api: TestClient, headers: Headers, complaint: dict[str, Any], **fields: Any
) -> dict[str, Any]:
    plain = {name: complaint[name] for name in ("text", "channel", "kind", "received_on")}
    about = {"unit_id": complaint["unit"]["id"], "decision_id": complaint["decision_id"]}
    about |= {"case_id": complaint["case"] and complaint["case"]["id"]}
    tag = {"If-Match": "*"}
    address = f"/v1/complaints/{complaint['id']}"
    return done(api.put(address, json=plain | about | fields, headers=headers | tag))


def test_a_complaint_over_a_decision_tells_by_when_it_is_reassessed(
    registered: dict[str, Any],
) -> None:
    appeal = registered["appeal"]

    assert (registered["kind"], appeal["deadline"]["due_on"]) == ("substantive", "2017-10-04")
    assert (appeal["missing"], appeal["may"]) == ([], ["reassess"])


def test_one_over_the_casework_has_no_such_way(
    api: TestClient, leader: Headers, case_key: str
) -> None:
    body = {"text": TEXT, "case_id": case_key}

    made = done(api.post("/v1/complaints", json=body, headers=leader))

    assert (made["kind"], made["appeal"]) == ("procedural", None)


def test_what_is_corrected_corrects_the_time(
    api: TestClient, leader: Headers, registered: dict[str, Any]
) -> None:
    earlier = correct(api, leader, registered, received_on="2017-09-04")
    assert earlier["appeal"]["deadline"]["due_on"] == "2017-10-02"

    over_casework = correct(api, leader, registered, kind="procedural")
    assert over_casework["appeal"] is None

    without_case = correct(api, leader, registered, case_id=None, decision_id=None)
    told = without_case["appeal"]
    assert (told["deadline"], told["missing"]) == (None, ["case"])


def test_a_withdrawal_ends_the_time_and_a_reopening_lets_it_run(
    api: TestClient, leader: Headers, registered: dict[str, Any]
) -> None:
    address = f"/v1/complaints/{registered['id']}"
    closing = {"how": "withdrawn", "closed_on": "2017-09-25"}
    closed = done(api.post(f"{address}/closing", json=closing, headers=leader))
    assert closed["appeal"]["deadline"]["cancelled_on"] == "2017-09-25"
    assert closed["appeal"]["may"] == []

    reopening = {"reason": "Klageren har fortrudt"}
    opened = done(api.post(f"{address}/reopening", json=reopening, headers=leader))

    assert opened["appeal"]["deadline"]["cancelled_on"] is None


def test_an_answer_leaves_the_time_to_run(
    api: TestClient, leader: Headers, registered: dict[str, Any]
) -> None:
    address = f"/v1/complaints/{registered['id']}/closing"

    closed = done(api.post(address, json={"how": "answered"}, headers=leader))

    assert closed["appeal"]["deadline"]["cancelled_on"] is None
    assert closed["appeal"]["may"] == ["reassess"]


def test_a_change_by_an_older_version_is_refused(
    api: TestClient, leader: Headers, registered: dict[str, Any]
) -> None:
    correct(api, leader, registered, text="Jeg er meget uenig.")
    tag = {"If-Match": f'"{registered["version"]}"'}

    answer = api.post(
        f"/v1/complaints/{registered['id']}/reassessment", json=CHANGED, headers=leader | tag
    )

    assert refused(answer)[:2] == (412, "complaint_stale")


def test_words_that_name_a_cpr_number_are_refused(
    api: TestClient, leader: Headers, registered: dict[str, Any]
) -> None:
    body = CHANGED | {"reason": "Se sagen om 070761-4285."}

    answer = api.post(f"/v1/complaints/{registered['id']}/reassessment", json=body, headers=leader)

    assert refused(answer) == (422, "text_names_cpr", "/reason")
