"""A plain registration takes one exchange with the database, and is like any other all the same."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session, select
from starlette.testclient import TestClient

from api.catalogue.legal_bases.tables import CaseTypeBasis
from api.complaints.tables import Complaint, ComplaintPoint
from api.people.rules import Role
from tests.api.casework.places import Place
from tests.api.catalogue.makers import make_legal_basis
from tests.api.complaints.registering import TEXT, made, refused, register, shown
from tests.conftest import SameTransaction
from tests.factories import UNKNOWN_ID, Actors, cause_group, kept, make_cause, make_complaint

OWN = {"id", "number"}
ORDINARY = {"handler_id": None}
"""Said, though it says nothing: what is more than plain is not read as plain."""


@pytest.fixture
def plainly(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Note of each registration whether one exchange did it."""
    found: list[bool] = []
    transact = SameTransaction.transact

    async def noted(reads: SameTransaction, *given: Any, **how: Any) -> Any:
        row = await transact(reads, *given, **how)
        found.append(row is not None)
        return row

    monkeypatch.setattr(SameTransaction, "transact", noted)
    return found


@pytest.fixture
def about(session: Session, place: Place) -> dict[str, Any]:
    """Return what a plain complaint over two causes says."""
    for section in ("§ 41",):
        law = make_legal_basis(session, section=section)
        kept(session, CaseTypeBasis(case_type_id=place.case_type.id, legal_basis_id=law.id))
    first, second = (str(make_cause(session, code).id) for code in ("SKIFT", "TONE"))
    return {
        "text": 'Han sagde: "Æh, ring\\en anden dag."\n\tSå ringede jeg.',
        "case_id": str(place.case.id),
        "points": [
            {"cause_id": second, "text": "Tonen.", "affects_credibility": True},
            {"cause_id": first},
            {"cause_id": first},
        ],
    }


def like(complaint: dict[str, Any]) -> dict[str, Any]:
    """Return a complaint without what is its own."""
    points = [{**each, "id": None} for each in complaint["points"]]
    return {name: complaint[name] for name in complaint if name not in OWN} | {"points": points}


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"received_on": "2017-09-20", "channel": "letter", "kind": "procedural"},
        {"received_at": "2017-09-20T09:30:00.120000+02:00"},
        {"points": []},
    ],
)
def test_it_is_answered_as_one_that_takes_the_ordinary_way(
    api: TestClient,
    session: Session,
    place: Place,
    plainly: list[bool],
    about: dict[str, Any],
    told: dict[str, Any],
) -> None:
    body = about | told
    with session.begin_nested() as apart:
        ordinary = register(api, place.leader, **body | ORDINARY)
        assert plainly == []
        apart.rollback()

    plain = register(api, place.leader, **body)

    assert plainly == [True]
    assert list(plain) == list(ordinary)
    assert like(plain) == like(ordinary)
    assert plain.pop("linked") is False
    assert shown(api, place.leader, plain) == plain


def test_one_that_repeats_others_is_linked_and_tells_of_them(
    api: TestClient, place: Place, plainly: list[bool], about: dict[str, Any], actors: Actors
) -> None:
    everywhere = actors.headers(Role.STAFF_UNIT)
    first = register(api, place.leader, **about, received_on="2017-09-11")
    elsewhere = {"unit_id": str(place.elsewhere.id), "received_on": "2017-09-18"}
    register(api, everywhere, **about | elsewhere)

    third = register(api, place.leader, **about)

    assert plainly == [True] * 3
    assert (third["linked"], third["repeat_of"]["id"]) == (True, first["id"])
    assert third["earlier_complaints"] == {"count": 1, "ids": [first["id"]]}
    assert third.pop("linked")
    assert shown(api, place.leader, third) == third


def test_its_points_are_kept_in_order_with_what_they_say(
    api: TestClient, session: Session, place: Place, about: dict[str, Any]
) -> None:
    register(api, place.leader, **about)

    points = session.exec(select(ComplaintPoint).order_by(ComplaintPoint.id)).all()  # type: ignore[arg-type]  # a column
    assert [point.text for point in points] == ["Tonen.", None, None]
    assert [point.affects_credibility for point in points] == [True, False, False]


def test_the_log_tells_who_did_it(
    api: TestClient, session: Session, place: Place, actors: Actors, about: dict[str, Any]
) -> None:
    anna = actors.headers(Role.CASEWORKER, place.unit, person=place.anna)

    complaint = register(api, anna, **about)

    found = session.connection().execute(
        text("SELECT act, actor_id, after->>'text' AS text FROM changes WHERE entity_id = :key"),
        {"key": complaint["id"]},
    )
    change = found.one()
    assert (change.act, change.actor_id) == ("register_complaint", place.anna.id)
    assert change.text != about["text"]


def test_the_same_key_registers_one_complaint_and_gets_one_answer(
    api: TestClient, session: Session, place: Place, plainly: list[bool], about: dict[str, Any]
) -> None:
    headers = place.leader | {"Idempotency-Key": "opkald-1"}

    first, again = (api.post("/v1/complaints", json=about, headers=headers) for _ in range(2))

    assert plainly == [True, False]
    assert first.content == again.content
    for name in ("ETag", "Location", "Content-Type"):
        assert first.headers[name] == again.headers[name]
    assert len(session.exec(select(Complaint)).all()) == 1
    other = api.post("/v1/complaints", json=about | {"text": TEXT}, headers=headers)
    assert refused(other)[:2] == (422, "idempotency_key_reused")


@pytest.mark.parametrize(
    ("wrong", "tried"),
    [
        ({"text": "Om 010190-1234"}, False),
        ({"received_on": "2017-09-28"}, False),
        ({"received_on": "2017-09-20", "received_at": "2017-09-21T09:00:00Z"}, False),
        ({"points": [{"cause_id": UNKNOWN_ID}]}, True),
        ({"case_id": UNKNOWN_ID}, True),
        ({"unit_id": UNKNOWN_ID}, True),
        ({"text": ""}, False),
    ],
)
def test_what_is_refused_is_refused_with_its_reason(
    api: TestClient,
    session: Session,
    place: Place,
    actors: Actors,
    plainly: list[bool],
    about: dict[str, Any],
    wrong: dict[str, Any],
    *,
    tried: bool,
) -> None:
    everywhere = actors.headers(Role.STAFF_UNIT)
    ordinary = refused(
        api.post("/v1/complaints", json=about | wrong | ORDINARY, headers=everywhere)
    )

    told = refused(api.post("/v1/complaints", json=about | wrong, headers=everywhere))

    assert told == ordinary
    assert plainly == [False] * tried
    assert session.exec(select(Complaint)).all() == []


@pytest.mark.parametrize("which", ["group", "retired"])
def test_a_cause_that_is_none_is_refused(
    api: TestClient, session: Session, place: Place, about: dict[str, Any], which: str
) -> None:
    retired = make_cause(session, "BETJ", retired=True)
    cause = cause_group(session) if which == "group" else retired
    points = [*about["points"], {"cause_id": str(cause.id)}]

    answer = api.post("/v1/complaints", json=about | {"points": points}, headers=place.leader)

    assert answer.status_code == 422
    assert session.exec(select(ComplaintPoint)).all() == []


def test_it_is_done_only_where_the_asker_may(
    api: TestClient, place: Place, plainly: list[bool], about: dict[str, Any]
) -> None:
    there = about | {"unit_id": str(place.elsewhere.id)}

    unseen = api.post("/v1/complaints", json=there, headers=place.stranger)
    unwritten = api.post("/v1/complaints", json=there, headers=place.leader)

    assert refused(unseen) == (422, "case_unknown", "/case_id")
    assert refused(unwritten)[:2] == (403, "not_allowed")
    assert plainly == [False, False]


def test_whose_rights_ended_registers_nothing(
    api: TestClient, session: Session, place: Place, actors: Actors, about: dict[str, Any]
) -> None:
    anna = actors.headers(Role.CASEWORKER, place.unit, person=place.anna)
    register(api, anna, **about)
    session.connection().execute(
        text("DELETE FROM role_grants WHERE person_id = :key"), {"key": place.anna.id}
    )

    answer = api.post("/v1/complaints", json=about, headers=anna)

    assert refused(answer)[:2] == (403, "not_allowed")


def test_one_without_a_case_or_over_a_decision_takes_the_ordinary_way(
    api: TestClient, session: Session, place: Place, plainly: list[bool]
) -> None:
    first = make_complaint(session, place.unit)
    unit, case = {"unit_id": str(place.unit.id)}, {"case_id": str(place.case.id)}
    for more in (unit, case | {"kind": "both"}, case | {"repeat_of_id": str(first.id)}):
        made(api.post("/v1/complaints", json={"text": TEXT} | more, headers=place.leader))

    assert plainly == []
