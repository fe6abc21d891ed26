"""Up to a thousand cases in one request: each whole or not at all, with a result for each."""

from typing import Any

import pytest
from sqlmodel import Session, col, func, select
from starlette.testclient import TestClient

from api.cases.tables import Case, CaseReference
from api.changes.tables import Change
from api.citizens.tables import Citizen, CitizenLookup
from api.organisation.tables import Unit
from api.people.rules import Scope
from api.settings import get_settings
from tests.api.casework.by_reference.conftest import SCOPES
from tests.api.casework.by_reference.makers import (
    BATCHES,
    SENT,
    address,
    batch,
    case,
    item,
    logged,
    outcomes,
    put,
    refused,
)
from tests.api.casework.imports.makers import line, ndjson, send
from tests.api.casework.imports.snapshots import snapshot
from tests.conftest import Statements
from tests.factories import Actors, Headers, make_person, make_unit

pytestmark = pytest.mark.usefixtures("terms")

COUNTS = ("created", "updated", "unchanged", "refused")


def counts(done: Any) -> dict[str, int]:
    """Return what became of the items, without what there was none of."""
    return {name: done[name] for name in COUNTS if done[name]}


def kept(session: Session) -> int:
    return session.exec(select(func.count(col(Case.id)))).one()


def test_cases_are_created_and_updated_in_one_request(
    api: TestClient, system: Headers, session: Session
) -> None:
    put(api, system, "S2017-1")
    put(api, system, "S2017-2")

    done = batch(api, system, item(1), item(2, received_on="2017-08-10"), item(3))

    assert outcomes(done) == ["unchanged", "updated", "created"]
    assert counts(done) == {"created": 1, "updated": 1, "unchanged": 1}
    assert (done["stopped"], done["dry_run"]) == (False, False)
    for each in done["results"]:
        answer = api.get(address(each["reference"]), headers=system)
        assert (answer.json()["id"], answer.json()["version"]) == (
            each["case_id"],
            each["version"],
        )


def test_a_batch_may_be_sent_again(api: TestClient, system: Headers, session: Session) -> None:
    make_person(session, "anna")
    items = [item(1, cpr="010180-1234", **SENT), item(2, caseworker="anna"), item(3)]
    first = batch(api, system, *items)
    before = logged(session)

    again = batch(api, system, *items)

    assert counts(first) == {"created": 3}
    assert counts(again) == {"unchanged": 3}
    assert [(each["case_id"], each["version"]) for each in again["results"]] == [
        (each["case_id"], each["version"]) for each in first["results"]
    ]
    assert logged(session) == before


def test_nothing_is_written_when_one_is_refused(
    api: TestClient, system: Headers, session: Session
) -> None:
    put(api, system, "S2017-1")
    put(api, system, "S2017-2")
    before = logged(session)

    done = batch(
        api,
        system,
        item(1, received_on="2017-08-10"),
        item(2),
        item(3, case_type="ukendt"),
        item(4, cpr="010180-1234"),
    )

    assert (done["stopped"], counts(done)) == (True, {"unchanged": 1, "refused": 1})
    assert outcomes(done) == ["held_back", "unchanged", "refused", "held_back"]
    assert refused(done) == {("/items/2/case/case_type", "case_type_unknown")}
    assert [each["version"] for each in done["results"]] == [1, 1, None, None]
    assert [bool(each["case_id"]) for each in done["results"]] == [True, True, False, False]
    assert (kept(session), session.exec(select(Citizen)).all()) == (2, [])
    # That citizens were looked up is kept, also if nothing came of it.
    assert logged(session) == before + 1
    assert session.exec(select(CitizenLookup)).one().kind == "import"


def test_the_others_are_written_if_the_refused_are_skipped(
    api: TestClient, system: Headers, session: Session
) -> None:
    put(api, system, "S2017-1", **SENT)

    done = batch(
        api,
        system,
        item(1, received_on="2017-08-10", **SENT | {"outcome": "granted"}),
        item(2, unit="Ingen", acknowledged_on="2017-08-15"),
        item(3),
        on_refusal="skip",
    )

    assert (done["stopped"], counts(done)) == (False, {"created": 1, "refused": 2})
    assert refused(done) == {
        ("/items/0/case/decided_on", "decision_other"),
        ("/items/1/case/unit", "unit_unknown"),
        ("/items/1/case/acknowledged_on", "before_receipt"),
    }
    first = api.get(address(), headers=system).json()
    assert (first["received_on"], done["results"][0]["version"]) == ("2017-08-16", first["version"])


@pytest.mark.parametrize("on_refusal", ["stop", "skip"])
def test_a_dry_run_tells_what_would_be_and_does_nothing(
    api: TestClient, system: Headers, session: Session, on_refusal: str
) -> None:
    put(api, system, "S2017-1", **SENT)
    put(api, system, "S2017-2")
    before = logged(session)
    items = [item(1, **SENT | {"outcome": "granted"}), item(2, state="informed"), item(3)]

    done = batch(api, system, *items, dry_run=True, on_refusal=on_refusal)

    held = on_refusal == "stop"
    assert outcomes(done) == ["refused"] + (["held_back"] * 2 if held else ["updated", "created"])
    assert (done["dry_run"], done["stopped"]) == (True, held)
    assert done["results"][2] == {
        "system": "esdh",
        "reference": "S2017-3",
        "outcome": outcomes(done)[2],
        "case_id": None,
        "version": None,
        "errors": [],
    }
    assert (logged(session), kept(session)) == (before, 2)


def test_a_name_number_or_case_stands_in_one_item_only(
    api: TestClient, system: Headers, unit: Unit, case_type: Any
) -> None:
    body = {
        "unit_id": str(unit.id),
        "case_type_id": str(case_type.id),
        "received_on": "2017-08-16",
        "references": [{"system": name, "reference": "1"} for name in ("esdh", "other")],
    }
    assert api.post("/v1/cases", json=body, headers=system).status_code == 201
    two_names = [item() | {"system": name, "reference": "1"} for name in ("esdh", "other")]

    done = batch(
        api,
        system,
        *two_names,
        item(2, number="2017-5"),
        item(3, number="2017-5"),
        item(2),
        on_refusal="skip",
    )

    assert outcomes(done) == ["unchanged", "refused", "created", "refused", "refused"]
    assert refused(done) == {
        ("/items/1/reference", "case_repeated"),
        ("/items/3/case/number", "number_repeated"),
        ("/items/4/reference", "reference_repeated"),
    }
    details = [each["errors"][0]["detail"] for each in done["results"] if each["errors"]]
    assert details == [
        "Item 0 names the same case in another way.",
        "Item 2 has the same number.",
        "Item 2 has the same reference.",
    ]


def test_a_case_out_of_reach_is_taken_and_not_told(
    api: TestClient, system: Headers, actors: Actors, session: Session
) -> None:
    elsewhere = make_unit(session, name="En anden")
    theirs = actors.client(*SCOPES, unit_id=elsewhere.id)
    assert counts(batch(api, theirs, item(1, unit="En anden"))) == {"created": 1}

    done = batch(api, system, item(1), item(2), on_refusal="skip")

    assert outcomes(done) == ["refused", "created"]
    assert refused(done) == {("/items/0/reference", "case_reference_taken")}
    assert (done["results"][0]["case_id"], done["results"][0]["version"]) == (None, None)


def test_a_batch_tells_no_case_so_it_needs_no_right_to_read(
    api: TestClient, actors: Actors, unit: Unit
) -> None:
    writer = actors.client(Scope.CASES_WRITE, unit_id=unit.id)

    assert counts(batch(api, writer, item(1))) == {"created": 1}
    assert api.get(address(), headers=writer).status_code == 403


@pytest.mark.parametrize(("many", "code"), [(0, "too_short"), (1001, "too_long")])
def test_a_batch_holds_one_to_a_thousand_cases(
    api: TestClient, system: Headers, many: int, code: str
) -> None:
    items = [item(number) for number in range(many)]

    answer = api.post(BATCHES, json={"items": items}, headers=system)

    assert answer.status_code == 422
    [fault] = answer.json()["errors"]
    assert (fault["pointer"], fault["code"]) == ("/items", code)


def test_a_batch_that_is_too_large_is_not_read(api: TestClient, system: Headers) -> None:
    long = item(extension_reason="x" * get_settings().max_body_bytes)

    answer = api.post(BATCHES, json={"items": [long]}, headers=system)

    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


def test_a_repeat_under_the_same_key_gets_the_first_answer(
    api: TestClient, system: Headers, session: Session
) -> None:
    keyed = system | {"Idempotency-Key": "a-key"}
    body = {"items": [item(1)]}

    first = api.post(BATCHES, json=body, headers=keyed)
    again = api.post(BATCHES, json=body, headers=keyed)
    other = api.post(BATCHES, json={"items": [item(2)]}, headers=keyed)

    assert (again.content, again.headers["Idempotency-Replayed"]) == (first.content, "true")
    assert counts(again.json()) == {"created": 1}
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")


def test_new_cases_take_as_many_statements_however_many_they_are(
    api: TestClient, system: Headers, session: Session, statements: Statements
) -> None:
    make_person(session, "anna")
    told: dict[str, Any] = {"caseworker": "anna", "acknowledged_on": "2017-08-18", **SENT}

    with statements() as few:
        batch(api, system, *(item(number, cpr="010180-1234", **told) for number in range(2)))
    with statements() as many:
        items = [item(n, cpr=f"0101{n}-1234", **told) for n in range(60, 99)]
        assert counts(batch(api, system, *items)) == {"created": 39}

    assert len(many) == len(few)


def test_cases_that_are_as_told_take_as_many_statements_however_many_they_are(
    api: TestClient, system: Headers, statements: Statements
) -> None:
    items = [item(number, **SENT) for number in range(40)]
    batch(api, system, *items)

    with statements() as few:
        batch(api, system, *items[:2])
    with statements() as many:
        assert counts(batch(api, system, *items)) == {"unchanged": 40}

    assert len(many) == len(few)


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"caseworker": "anna", "variant": "gentagelse"},
        {"origin": "authority"},
        {"acknowledged_on": "2017-08-18", "cpr": "010180-1234"},
        SENT | {"appeal_guidance_given": False},
        SENT | {"acknowledged_on": "2017-08-18", "closed_on": "2017-09-20"},
        {"withdrawn_on": "2017-09-20"},
        {"state": "informed"},
        {
            "extended_to": "2017-12-01",
            "notice_sent_on": "2017-08-30",
            "extension_reason": "Vi venter.",
        },
    ],
    ids=str,
)
def test_a_case_comes_to_the_same_as_a_line_of_a_file(
    api: TestClient, actors: Actors, session: Session, unit: Unit, told: dict[str, Any]
) -> None:
    make_person(session, "anna")
    both = actors.client(*SCOPES, Scope.CASES_IMPORT, unit_id=unit.id)
    written = put(api, both, **told)
    batched = batch(api, both, item(2, **told))
    imported = send(api, both, ndjson([line(3, **told)]))

    assert (written.status_code, counts(batched)) == (201, {"created": 1})
    assert imported.json()["created"] == 1
    one, two, three = (snapshot(session, f"S2017-{number}") for number in (1, 2, 3))
    assert one == two == three
    again = [put(api, both, "S2017-3", **told), put(api, both, "S2017-2", **told)]
    assert {each.json()["outcome"] for each in again} == {"unchanged"}


def test_every_reference_is_kept_with_its_case(
    api: TestClient, system: Headers, session: Session
) -> None:
    batch(api, system, *(item(number) for number in range(5)))

    rows = session.exec(select(CaseReference).order_by(CaseReference.reference)).all()
    assert [row.reference for row in rows] == [f"S2017-{number}" for number in range(5)]
    assert len({row.case_id for row in rows}) == 5


def test_new_cases_are_written_in_one_order_by_all(
    api: TestClient, system: Headers, session: Session
) -> None:
    """Two who write the same cases in other orders would else wait for each other in a circle."""
    batch(api, system, *(item(number) for number in (3, 1, 2)))

    written = select(CaseReference).join(Change, col(Change.entity_id) == CaseReference.id)
    rows = session.exec(written.order_by(col(Change.sequence))).all()
    assert [row.reference for row in rows] == ["S2017-1", "S2017-2", "S2017-3"]


def test_a_file_of_cases_is_no_batch(api: TestClient, system: Headers) -> None:
    answer = api.post(BATCHES, content=b"{}", headers=system | {"Content-Type": "text/csv"})

    assert answer.status_code == 415
    assert api.post(BATCHES, json=case(), headers=system).status_code == 422
