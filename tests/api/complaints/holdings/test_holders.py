"""Of complaints that crossed it is told who had them, how many, and for how long."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import event, insert, update
from sqlmodel import Session, col
from starlette.testclient import TestClient

from api.complaints.tables import Complaint, ComplaintTransfer
from api.people.rules import Role
from tests.api.casework.places import Place
from tests.api.complaints.holdings.passing import BIF, holders, pass_on
from tests.api.complaints.registering import act, made, register
from tests.conftest import Statements
from tests.factories import Actors, make_complaint


@pytest.fixture
def crossed(api: TestClient, session: Session, place: Place) -> None:
    """Let three complaints of September cross, and one stay where it is."""
    everywhere = place.leader
    for day, on, authority in (("01", "11", BIF), ("04", "06", BIF.upper())):
        one = make_complaint(session, place.unit, received_on=date(2017, 9, int(day)))
        to = {"authority": authority, "transferred_on": f"2017-09-{on}"}
        made(pass_on(api, everywhere, {"id": str(one.id)}, **to))
        back = {"unit_id": str(place.unit.id), "transferred_on": "2017-09-16"}
        made(pass_on(api, everywhere, {"id": str(one.id)}, **back))
        made(act(api, everywhere, {"id": str(one.id)}, "closing", closed_on="2017-09-20"))
    gone = make_complaint(session, place.unit, received_on=date(2017, 9, 20))
    to = {"unit_id": str(place.elsewhere.id), "transferred_on": "2017-09-22"}
    made(pass_on(api, everywhere, {"id": str(gone.id)}, **to))
    register(api, everywhere, unit_id=str(place.unit.id))


@pytest.mark.usefixtures("crossed")
def test_the_advisor_sees_who_had_complaints_that_crossed_and_how_long(
    api: TestClient, place: Place
) -> None:
    assert holders(api, place.advisor) == [
        (place.unit.name, 3, 0, 22, 6.0),
        (BIF, 2, 0, 15, 7.5),
        (place.elsewhere.name, 1, 1, 5, 5.0),
    ]


@pytest.mark.usefixtures("crossed")
def test_others_see_it_of_what_they_may_read(api: TestClient, place: Place) -> None:
    assert holders(api, place.leader) == [(place.unit.name, 2, 0, 20, 10.0), (BIF, 2, 0, 15, 7.5)]
    assert holders(api, place.stranger) == [
        (place.elsewhere.name, 1, 1, 5, 5.0),
        (place.unit.name, 1, 0, 2, 2.0),
    ]


@pytest.mark.usefixtures("crossed")
def test_who_may_read_no_complaint_sees_nothing_of_it(api: TestClient, actors: Actors) -> None:
    secretary = actors.headers(Role.COMMITTEE_SECRETARY)

    assert api.get("/v1/complaints/holdings", headers=secretary).status_code == 403


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"received_from": "2017-09-20"}, 2),
        ({"received_before": "2017-09-20"}, 2),
        ({"received_from": "2017-09-21"}, 0),
        ({"received_from": "2017-09-02", "received_before": "2017-09-20"}, 2),
    ],
)
@pytest.mark.usefixtures("crossed")
def test_they_are_chosen_by_when_they_came(
    api: TestClient, place: Place, asked: dict[str, str], count: int
) -> None:
    assert len(holders(api, place.advisor, **asked)) == count


@pytest.mark.usefixtures("crossed")
def test_they_are_chosen_by_a_unit_that_had_them_at_some_time(
    api: TestClient, place: Place
) -> None:
    there = holders(api, place.advisor, unit=str(place.elsewhere.id))

    assert [line[:2] for line in there] == [(place.elsewhere.name, 1), (place.unit.name, 1)]
    assert len(holders(api, place.advisor, unit=str(place.unit.id))) == 3


@pytest.mark.usefixtures("crossed")
def test_they_come_page_by_page(api: TestClient, place: Place) -> None:
    asked: dict[str, Any] = {"limit": 2, "count": "exact"}
    address = "/v1/complaints/holdings"
    first = made(api.get(address, params=asked, headers=place.advisor))
    assert (len(first["items"]), first["total"]) == (2, 3)

    rest = asked | {"cursor": first["next"]}
    last = made(api.get(address, params=rest, headers=place.advisor))

    assert [item["unit"]["name"] for item in last["items"]] == [place.elsewhere.name]
    assert last["next"] is None


@pytest.mark.usefixtures("crossed")
def test_many_are_read_in_as_many_statements_as_few(
    api: TestClient, session: Session, place: Place, statements: Statements
) -> None:
    with statements() as few:
        holders(api, place.advisor)
    for day in range(1, 9):
        one = make_complaint(session, place.unit, received_on=date(2017, 9, day))
        made(pass_on(api, place.leader, {"id": str(one.id)}, authority=BIF))
    with statements() as many:
        holders(api, place.advisor)

    assert len(many) == len(few)


@pytest.mark.usefixtures("crossed")
def test_others_may_be_passed_on_while_they_are_read(
    api: TestClient, session: Session, place: Place
) -> None:
    waiting = [make_complaint(session, place.unit).id for _ in range(20)]
    here, there = place.unit.id, place.elsewhere.id
    expected = [(place.unit.name, 2, 0, 20, 10.0), (BIF, 2, 0, 15, 7.5)]

    def pass_one_on(_: Any) -> None:
        key = waiting.pop()
        transfer = ComplaintTransfer(
            complaint_id=key,
            transferred_on=date(2017, 9, 27),
            from_unit_id=here,
            to_unit_id=there,
            reason="Imens",
        )
        gone = update(Complaint).where(col(Complaint.id) == key).values(unit_id=there)
        connection = session.connection()
        connection.execute(insert(ComplaintTransfer).values(transfer.model_dump()))
        connection.execute(gone)

    event.listen(session, "do_orm_execute", pass_one_on)

    assert holders(api, place.leader) == expected
    everywhere = {name: complaints for name, complaints, *_ in holders(api, place.advisor)}
    assert everywhere[place.unit.name] - 3 == everywhere[place.elsewhere.name] - 1 > 0


def holder_of(row: Any) -> dict[str, str]:
    """Return the filter of the register for what a unit or an authority had."""
    unit = row["unit"]
    return {"held_by": unit["id"]} if unit else {"held_by_authority": row["authority"].lower()}


@pytest.mark.usefixtures("crossed")
@pytest.mark.parametrize("who", ["advisor", "leader", "stranger"])
@pytest.mark.parametrize("days", [{}, {"received_from": "2017-09-02"}])
@pytest.mark.parametrize("of", ["anybody", "unit"])
def test_each_number_is_that_of_the_complaints_in_the_register(
    who: str, days: dict[str, str], of: str, api: TestClient, place: Place
) -> None:
    headers, unit = getattr(place, who), getattr(place, of, None)
    told = api.get(
        "/v1/complaints/holdings",
        params=days | ({"unit": str(unit.id)} if unit else {}),
        headers=headers,
    ).json()["items"]
    asked = days | ({"passed_by": str(unit.id)} if unit else {})

    assert told
    for row in told:
        found = api.get("/v1/complaints", params=asked | holder_of(row), headers=headers)
        assert len(found.json()["items"]) == row["complaints"]
