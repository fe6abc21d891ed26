"""What is learnt is listed, and corrected without losing what its form can't offer anew."""

from datetime import date
from typing import Any

from sqlmodel import Session

from tests.factories import make_initiative, make_person, make_plan, make_unit
from tests.web.cases.conftest import Place, text

TITLE = "Nye sagsbehandlere læser sagen før det første møde."


def learnt(place: Place, **fields: Any) -> Any:
    """Note something learnt from a pattern."""
    me = place.api.get("/v1/me", headers=place.headers).json()["id"]
    body = {"title": TITLE, "pattern": "by=unit", "unit_id": str(place.unit.id), "owner_id": me}
    return place.post("/v1/learning-records", **body | fields)


def corrected(place: Place, record: Any, **fields: str) -> Any:
    """Correct it on its form; return it as it is then."""
    place.sent(f"/learning-records/{record['id']}/edit", **fields)
    address = f"/v1/learning-records/{record['id']}"
    return place.api.get(address, headers=place.headers).json()


def test_what_was_noted_last_stands_on_top(place: Place) -> None:
    for title in ("Først noteret.", "Så noteret.", "Sidst noteret."):
        learnt(place, title=title)
    rows = place.open("/learning").select("tbody tr")
    assert [text(row.a) for row in rows] == ["Sidst noteret.", "Så noteret.", "Først noteret."]


def test_an_initiative_that_is_not_seen_stays(place: Place, session: Session) -> None:
    plan = make_plan(session, make_unit(session, name="En anden forvaltning"))
    record = learnt(place, initiative_id=str(make_initiative(session, plan).id))

    seen = corrected(place, record, told_whom="De andre afdelinger.")

    assert seen["told_whom"] == "De andre afdelinger."
    assert seen["initiative_id"] == record["initiative_id"]


def test_who_saw_to_it_and_left_stays(place: Place, session: Session) -> None:
    left = make_person(session, "gerda")
    record = learnt(place, owner_id=str(left.id))
    left.active = False
    session.flush()
    form = place.open(f"/learning-records/{record['id']}/edit")
    owners = [text(option) for option in form.select("select[name=owner_id] option")]
    assert "Prøve Gerda (kan ikke vælges på ny)" in owners

    assert corrected(place, record, title="Andre ord.")["owner_id"] == str(left.id)


def test_a_unit_that_closed_stays(place: Place, session: Session) -> None:
    record = learnt(place)
    place.unit.valid_until = date(2017, 9, 1)
    session.flush()
    assert corrected(place, record, title="Andre ord.")["unit_id"] == str(place.unit.id)
