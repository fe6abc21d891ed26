"""What can't be registered is refused with a reason, and nothing is kept of it."""

from typing import Any

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from api.cases.tables import Case
from api.citizens.tables import Citizen
from api.complaints.tables import Complaint
from api.people.rules import Role, Scope
from tests.api.casework.makers import make_case
from tests.api.casework.places import Place
from tests.api.citizens.makers import ANDERS
from tests.api.complaints.registering import TEXT, refused, register
from tests.factories import UNKNOWN_ID, Actors, cause_group, make_cause, make_complaint

REFUSAL = {
    "subject": "Kørestol",
    "made_on": "2017-09-20",
    "outcome": "refused",
    "reasons_given": True,
    "appeal_guidance_given": True,
}


def refusal(
    api: TestClient, place: Place, headers: dict[str, str] | None = None, **body: Any
) -> tuple[int, str, str | None]:
    sent = {"text": TEXT, "unit_id": str(place.unit.id)} | body
    return refused(api.post("/v1/complaints", json=sent, headers=headers or place.leader))


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        ({"received_on": "2017-09-28"}, "in_future", "/received_on"),
        ({"received_at": "2017-09-27T14:30:01+02:00"}, "moment_in_future", "/received_at"),
        (
            {"received_on": "2017-09-20", "received_at": "2017-09-21T09:00:00+02:00"},
            "received_on_other_day",
            "/received_at",
        ),
        ({"text": f"Mit nummer er {ANDERS}."}, "text_names_cpr", "/text"),
        ({"case_id": UNKNOWN_ID}, "case_unknown", "/case_id"),
        ({"decision_id": UNKNOWN_ID}, "decision_unknown", "/decision_id"),
        ({"repeat_of_id": UNKNOWN_ID}, "complaint_unknown", "/repeat_of_id"),
        ({"handler_id": UNKNOWN_ID}, "handler_unknown", "/handler_id"),
        ({"complainant_id": UNKNOWN_ID}, "reference_unknown", "/complainant_id"),
        ({"case_type_id": UNKNOWN_ID}, "reference_unknown", "/case_type_id"),
        ({"complainant": {"cpr": "1"}}, "cpr_invalid", "/complainant/cpr"),
        ({"complainant": {}}, "identity_missing", "/complainant/cpr"),
        (
            {"representative": {"full_name": "Lone", "birth_on": "2017-09-28"}},
            "birth_in_future",
            "/representative/birth_on",
        ),
        (
            {"complainant_id": UNKNOWN_ID, "complainant": {"full_name": "Lone"}},
            "named_twice",
            "/complainant",
        ),
        (
            {"anonymous": True, "complainant": {"full_name": "Lone"}},
            "anonymous_and_named",
            "/anonymous",
        ),
        ({"points": [{"cause_id": UNKNOWN_ID}]}, "cause_unknown", "/points/0/cause_id"),
        ({"points": [{}]}, "invalid_input", "/points/0/cause_id"),
        ({"text": "  "}, "invalid_input", "/text"),
    ],
)
def test_what_can_not_be_is_refused_where_it_stands(
    api: TestClient, place: Place, body: dict[str, Any], code: str, pointer: str
) -> None:
    assert refusal(api, place, **body) == (422, code, pointer)


def test_a_refusal_tells_where_the_number_stands_and_not_which(
    api: TestClient, place: Place
) -> None:
    body = {"text": f"Nr. {ANDERS}", "unit_id": str(place.unit.id)}

    answer = api.post("/v1/complaints", json=body, headers=place.leader)

    assert "at character 5" in answer.text
    assert ANDERS[:6] not in answer.text


def test_a_unit_or_a_case_is_needed(api: TestClient, place: Place) -> None:
    assert refusal(api, place, unit_id=None) == (422, "unit_missing", "/unit_id")


def test_a_case_one_may_not_see_is_refused_as_one_that_is_not_there(
    api: TestClient, place: Place
) -> None:
    """Whether it exists is not told: not by the code, and not by the words."""
    unit = str(place.elsewhere.id)
    unseen = {"text": TEXT, "unit_id": unit, "case_id": str(place.case.id)}

    answer = api.post("/v1/complaints", json=unseen, headers=place.stranger)
    unknown = api.post(
        "/v1/complaints", json=unseen | {"case_id": UNKNOWN_ID}, headers=place.stranger
    )

    assert refused(answer) == refused(unknown) == (422, "case_unknown", "/case_id")
    assert (
        answer.json()["detail"].replace(str(place.case.id), UNKNOWN_ID)
        == (unknown.json()["detail"])
    )


def test_a_decision_of_a_case_one_may_not_see_is_refused_as_unknown(
    api: TestClient, place: Place
) -> None:
    made = api.post(f"{place.address}/decisions", json=REFUSAL, headers=place.leader).json()

    told = refusal(
        api,
        place,
        place.stranger,
        unit_id=str(place.elsewhere.id),
        decision_id=made["id"],
    )

    assert told == (422, "decision_unknown", "/decision_id")


def test_a_decision_of_another_case_is_refused(
    api: TestClient, session: Session, place: Place
) -> None:
    made = api.post(f"{place.address}/decisions", json=REFUSAL, headers=place.leader).json()
    other = make_case(session, place.unit, place.case_type, number="2017-0112466")

    told = refusal(api, place, case_id=str(other.id), decision_id=made["id"])

    assert told == (422, "decision_unknown", "/decision_id")


def test_nobody_complains_of_a_decision_before_it_is_made(api: TestClient, place: Place) -> None:
    made = api.post(f"{place.address}/decisions", json=REFUSAL, headers=place.leader).json()

    told = refusal(api, place, decision_id=made["id"], received_on="2017-09-19")

    assert told == (422, "complained_before_decision", "/received_on")


def test_nothing_is_repeated_that_came_later(api: TestClient, place: Place) -> None:
    first = register(api, place.leader, unit_id=str(place.unit.id))

    told = refusal(api, place, repeat_of_id=first["id"], received_on="2017-09-26")

    assert told == (422, "repeat_before_first", "/repeat_of_id")


def test_a_complaint_one_may_not_read_can_not_be_repeated(
    api: TestClient, session: Session, place: Place
) -> None:
    unseen = make_complaint(session, place.elsewhere)

    told = refusal(api, place, repeat_of_id=str(unseen.id))

    assert told == (422, "complaint_unknown", "/repeat_of_id")


def test_who_left_treats_no_complaint(api: TestClient, session: Session, place: Place) -> None:
    place.anna.active = False
    session.flush()

    told = refusal(api, place, handler_id=str(place.anna.id))

    assert told == (422, "handler_not_active", "/handler_id")


@pytest.mark.parametrize("group", [True, False])
def test_the_point_that_is_wrong_is_named(
    api: TestClient, session: Session, place: Place, *, group: bool
) -> None:
    right = {"cause_id": str(make_cause(session).id)}
    retired = make_cause(session, "TONE", retired=True)
    wrong = {"cause_id": str(cause_group(session).id if group else retired.id)}

    told = refusal(api, place, points=[right, wrong])

    code = "cause_is_group" if group else "cause_retired"
    assert told == (422, code, "/points/1/cause_id")


def test_a_stranger_registers_nothing_about_the_unit(api: TestClient, place: Place) -> None:
    assert refusal(api, place, place.stranger)[:2] == (403, "not_allowed")


def test_a_reader_registers_nothing(api: TestClient, place: Place, actors: Actors) -> None:
    reader = actors.client(Scope.COMPLAINTS_READ)

    assert refusal(api, place, reader)[:2] == (403, "not_allowed")


def test_the_advisor_names_nobody_new(api: TestClient, place: Place) -> None:
    """Who may not add citizens learns neither who is known here."""
    told = refusal(api, place, place.advisor, complainant={"cpr": ANDERS})

    assert told == (403, "not_allowed", "/complainant")


def test_a_refused_complaint_leaves_nobody_behind(
    api: TestClient, session: Session, place: Place
) -> None:
    before = len(session.exec(select(Citizen)).all())

    refusal(api, place, complainant={"full_name": "Lone"}, case_type_id=UNKNOWN_ID)

    assert len(session.exec(select(Citizen)).all()) == before
    assert session.exec(select(Complaint)).all() == []


def test_a_client_without_the_right_to_cases_names_none(
    api: TestClient, session: Session, place: Place, actors: Actors
) -> None:
    client = actors.client(Scope.COMPLAINTS_READ, Scope.COMPLAINTS_WRITE)
    assert session.get_one(Case, place.case.id).unit_id == place.unit.id

    told = refusal(api, place, client, case_id=str(place.case.id))

    assert told == (422, "case_unknown", "/case_id")


def test_who_has_no_sign_in_registers_nothing(api: TestClient, place: Place) -> None:
    body = {"text": TEXT, "unit_id": str(place.unit.id)}

    assert api.post("/v1/complaints", json=body).status_code == 401


def test_the_same_key_registers_one_complaint(
    api: TestClient, session: Session, place: Place
) -> None:
    body = {"text": TEXT, "unit_id": str(place.unit.id)}
    headers = place.leader | {"Idempotency-Key": "opkald-1"}

    first, again = (api.post("/v1/complaints", json=body, headers=headers) for _ in range(2))

    assert first.json() == again.json()
    assert len(session.exec(select(Complaint)).all()) == 1


def test_the_committees_secretary_reads_no_complaint(
    api: TestClient, session: Session, place: Place, actors: Actors
) -> None:
    complaint = make_complaint(session, place.unit)
    secretary = actors.headers(Role.COMMITTEE_SECRETARY)

    assert api.get(f"/v1/complaints/{complaint.id}", headers=secretary).status_code == 403
