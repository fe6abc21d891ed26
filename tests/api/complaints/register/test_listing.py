"""The register is read by whoever treats complaints in the unit, and by the advisor."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.complaints.rules import ContactChannel
from api.complaints.tables import Complaint, ComplaintContact
from api.people.rules import Role
from tests.api.casework.makers import make_case
from tests.api.casework.places import Place
from tests.api.catalogue.makers import make_case_type, make_legal_basis
from tests.api.complaints.registering import made, refused
from tests.conftest import Statements
from tests.factories import (
    UNKNOWN_ID,
    Actors,
    cause_group,
    kept,
    make_cause,
    make_complaint,
    make_point,
    make_unit,
)

IN_AUGUST = date(2017, 8, 21)


def make_contact(
    session: Session, complaint: Complaint, *, reached: bool, answer_wanted: bool | None = None
) -> ComplaintContact:
    contact = ComplaintContact(
        complaint_id=complaint.id,
        attempted_at=datetime(2017, 9, 21, 8, 0, tzinfo=UTC),
        channel=ContactChannel.PHONE,
        reached=reached,
        written_answer_wanted=answer_wanted,
    )
    return kept(session, contact)


def listed(api: TestClient, headers: dict[str, str], **params: Any) -> list[str]:
    page = made(api.get("/v1/complaints", params=params, headers=headers))
    return [each["id"] for each in page["items"]]


def test_they_come_by_the_day_they_were_received(
    api: TestClient, session: Session, place: Place
) -> None:
    later = str(make_complaint(session, place.unit).id)
    sooner = str(make_complaint(session, place.unit, received_on=IN_AUGUST).id)

    assert listed(api, place.leader) == [sooner, later]
    assert listed(api, place.leader, order="-received_on") == [later, sooner]
    assert listed(api, place.leader, order="-received_on", limit=1) == [later]


def test_pages_follow_each_other(api: TestClient, session: Session, place: Place) -> None:
    keys = [str(make_complaint(session, place.unit).id) for _ in range(3)]

    first = api.get("/v1/complaints", params={"limit": 2}, headers=place.leader).json()

    assert [each["id"] for each in first["items"]] == keys[:2]
    assert listed(api, place.leader, limit=2, cursor=first["next"]) == keys[2:]


def test_those_of_other_units_are_not_seen(api: TestClient, session: Session, place: Place) -> None:
    complaint = make_complaint(session, place.unit)

    assert listed(api, place.stranger) == []
    address = f"/v1/complaints/{complaint.id}"
    assert api.get(address, headers=place.stranger).status_code == 404
    assert listed(api, place.advisor) == [str(complaint.id)]


def test_who_treats_one_sees_it_wherever_it_is(
    api: TestClient, session: Session, place: Place, actors: Actors
) -> None:
    complaint = make_complaint(session, place.unit, handler_id=place.anna.id)
    anna = actors.headers(Role.CASEWORKER, place.elsewhere, person=place.anna)

    assert listed(api, anna) == [str(complaint.id)]
    assert listed(api, anna, handler=str(place.anna.id)) == [str(complaint.id)]


@pytest.fixture
def two(session: Session, place: Place) -> tuple[str, str]:
    """Return two complaints that differ in everything one can ask for."""
    under = make_unit(session, name="Team Nord", parent_id=place.unit.id)
    other_case = make_case(
        session, under, make_case_type(session, "stoette"), number="2017-0112466"
    )
    plain = make_complaint(session, place.unit, case_type_id=place.case_type.id)
    full = make_complaint(
        session,
        under,
        number="K2017-0099999",
        received_on=IN_AUGUST,
        kind="both",
        channel="letter",
        case_id=other_case.id,
        case_type_id=other_case.case_type_id,
        legal_basis_id=make_legal_basis(session).id,
        complainant_id=place.case.citizen_id,
        handler_id=place.anna.id,
        closed_on=IN_AUGUST,
        closed_how="answered",
    )
    repeat = {"repeat_of_id": full.id}
    for name, value in repeat.items():
        setattr(plain, name, value)
    make_point(session, full, make_cause(session), affects_legality=True)
    session.flush()
    return str(plain.id), str(full.id)


@pytest.mark.parametrize(
    ("params", "plain", "full"),
    [
        ({"kind": "both"}, False, True),
        ({"kind": ["both", "procedural"]}, True, True),
        ({"channel": "phone"}, True, False),
        ({"received_from": "2017-09-01"}, True, False),
        ({"received_before": "2017-09-20"}, False, True),
        ({"open": True}, True, False),
        ({"open": False}, False, True),
        ({"unassigned": True}, True, False),
        ({"has_cause": True}, False, True),
        ({"has_cause": False}, True, False),
        ({"needs_contact": True}, True, False),
        ({"needs_contact": False}, False, True),
        ({"number": "K2017-0099999"}, False, True),
        ({"unit": UNKNOWN_ID}, False, False),
    ],
)
def test_they_are_found_by_how_they_came_and_stand(
    api: TestClient,
    place: Place,
    two: tuple[str, str],
    params: dict[str, Any],
    *,
    plain: bool,
    full: bool,
) -> None:
    found = listed(api, place.leader, **params)

    assert [each in found for each in two] == [plain, full]


def test_they_are_found_by_what_they_are_about(
    api: TestClient, session: Session, place: Place, two: tuple[str, str]
) -> None:
    plain, full = two
    row = session.get_one(Complaint, full)

    assert set(listed(api, place.leader, unit=str(place.unit.id))) == {plain, full}
    assert listed(api, place.leader, unit=str(row.unit_id)) == [full]
    assert listed(api, place.leader, case=str(row.case_id)) == [full]
    assert listed(api, place.leader, case_type=str(place.case_type.id)) == [plain]
    assert listed(api, place.leader, legal_basis=str(row.legal_basis_id)) == [full]
    assert listed(api, place.leader, complainant=str(row.complainant_id)) == [full]
    assert listed(api, place.leader, repeat_of=full) == [plain]
    assert listed(api, place.leader, cause=str(cause_group(session).id)) == [full]


def test_one_needs_contact_until_somebody_was_reached(
    api: TestClient, session: Session, place: Place
) -> None:
    complaint = make_complaint(session, place.unit)
    make_contact(session, complaint, reached=False)
    assert listed(api, place.leader, needs_contact=True) == [str(complaint.id)]
    make_contact(session, complaint, reached=True)

    assert listed(api, place.leader, needs_contact=True) == []


def test_a_written_answer_is_wanted_until_the_complaint_is_closed(
    api: TestClient, session: Session, place: Place
) -> None:
    complaint, other = (make_complaint(session, place.unit) for _ in range(2))
    make_contact(session, complaint, reached=True, answer_wanted=True)
    make_contact(session, other, reached=True, answer_wanted=False)
    assert listed(api, place.leader, answer_wanted=True) == [str(complaint.id)]
    assert listed(api, place.leader, answer_wanted=False) == [str(other.id)]

    path = f"/v1/complaints/{complaint.id}/closing"
    assert api.post(path, json={}, headers=place.leader).status_code == 200
    assert listed(api, place.leader, answer_wanted=True) == []


def test_a_list_takes_as_many_reads_as_one_complaint(
    api: TestClient, session: Session, place: Place, statements: Statements
) -> None:
    cause = make_cause(session)
    for _ in range(3):
        complaint = make_complaint(session, place.unit, complainant_id=place.case.citizen_id)
        make_point(session, complaint, cause)
        make_contact(session, complaint, reached=True)

    with statements() as of_one:
        listed(api, place.leader, limit=1)
    with statements() as of_all:
        listed(api, place.leader)

    assert len(of_all) == len(of_one)


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("complaints", "received"),
        ("complaints/holdings", "received"),
        ("board-outcomes", "received"),
        ("reassessments", "made"),
    ],
)
@pytest.mark.parametrize("before", ["2016-12-31", "2017-01-01"])
def test_days_that_leave_none_are_refused(
    api: TestClient, place: Place, address: str, day: str, before: str
) -> None:
    asked = {f"{day}_from": "2017-01-01", f"{day}_before": before}

    answer = api.get(f"/v1/{address}", params=asked, headers=place.leader)

    assert refused(answer) == (422, "days_reversed", f"{day}_before")
