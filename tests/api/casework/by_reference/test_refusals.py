"""What a system may not write, and how it is told: by what is wrong, and where."""

from typing import Any

import pytest
from sqlmodel import Session, select
from starlette.testclient import TestClient

from api.cases.tables import Case
from api.casework.by_reference.schemas import CaseTold
from api.casework.imports.columns import BY_NAME
from api.organisation.tables import Unit
from api.people.rules import Role, Scope
from tests.api.casework.by_reference.conftest import SCOPES
from tests.api.casework.by_reference.makers import (
    DECIDED,
    SENT,
    address,
    case,
    item,
    put,
)
from tests.api.casework.by_reference.test_writing_one import EXTENDED
from tests.factories import Actors, Headers, make_person, make_unit

pytestmark = pytest.mark.usefixtures("terms")


def faults(answer: Any) -> set[tuple[str, str]]:
    return {(each["pointer"], each["code"]) for each in answer.json()["errors"]}


def test_the_fields_are_the_columns_of_an_import() -> None:
    assert {"system", "reference"} | CaseTold.model_fields.keys() == BY_NAME.keys()
    for name, field in CaseTold.model_fields.items():
        assert field.is_required() == BY_NAME[name].required, name


@pytest.mark.parametrize(
    ("told", "status", "pointer", "code"),
    [
        ({"case_type": "ukendt"}, 422, "/case_type", "case_type_unknown"),
        ({"unit": "Afdeling 9"}, 422, "/unit", "unit_unknown"),
        ({"caseworker": "ingen"}, 422, "/caseworker", "caseworker_unknown"),
        ({"received_on": "2017-09-28"}, 422, "/received_on", "in_future"),
        ({"acknowledged_on": "2017-08-15"}, 422, "/acknowledged_on", "before_receipt"),
        ({"outcome": "granted"}, 422, "/decided_on", "decided_on_missing"),
        ({"cpr": "310280-1234"}, 422, "/cpr", "cpr_invalid"),
        ({"birth_on": "1980-01-01"}, 422, "/cpr", "cpr_missing"),
        ({"number": "17/4"}, 422, "/number", "case_number_unreadable"),
        ({"state": "remitted"}, 422, "/state", "value_unknown"),
        (DECIDED | {"state": "closed"}, 409, "/state", "case_has_open_deadlines"),
    ],
)
def test_what_can_t_be_is_told_where_it_stands(
    api: TestClient,
    system: Headers,
    session: Session,
    told: dict[str, str],
    status: int,
    pointer: str,
    code: str,
) -> None:
    answer = put(api, system, **told)

    assert answer.status_code == status, answer.text
    assert faults(answer) == {(pointer, code)}
    assert answer.headers["content-type"] == "application/problem+json"
    assert session.exec(select(Case)).all() == []


@pytest.mark.parametrize(
    ("told", "pointer", "code"),
    [
        ({"received_on": "16-08-2017"}, "/received_on", "value_error"),
        ({"received_on": None}, "/received_on", "missing"),
        ({"origin": "borger"}, "/origin", "enum"),
        ({"colour": "red"}, "/colour", "extra_forbidden"),
        ({"reasons_given": "nej"}, "/reasons_given", "bool_type"),
        ({"unit": ""}, "/unit", "value_error"),
        ({"extension_reason": "x" * 501}, "/extension_reason", "string_too_long"),
        ({"caseworker": "a\x00"}, "/caseworker", "value_error"),
    ],
)
def test_what_is_not_of_the_form_is_refused(
    api: TestClient, system: Headers, told: dict[str, Any], pointer: str, code: str
) -> None:
    alone = put(api, system, **told)
    among = api.post(
        "/v1/case-batches",
        json={"items": [item(1), item(2, **told)], "on_refusal": "skip"},
        headers=system,
    )

    assert (alone.status_code, faults(alone)) == (422, {(pointer, code)})
    assert (among.status_code, faults(among)) == (422, {(f"/items/1/case{pointer}", code)})


def test_all_that_is_wrong_is_told_at_once(api: TestClient, system: Headers) -> None:
    answer = put(api, system, case_type="ukendt", unit="Ingen", acknowledged_on="2017-08-15")

    assert answer.status_code == 422
    assert faults(answer) == {
        ("/case_type", "case_type_unknown"),
        ("/unit", "unit_unknown"),
        ("/acknowledged_on", "before_receipt"),
    }


@pytest.mark.parametrize(
    ("first", "then", "pointer", "code"),
    [
        (SENT, DECIDED | {"outcome": "granted"}, "/decided_on", "decision_other"),
        ({"withdrawn_on": "2017-09-01"}, DECIDED, "/decided_on", "case_is_over"),
        (DECIDED, EXTENDED, "/extended_to", "no_deadline_to_extend"),
        (
            {"acknowledged_on": "2017-08-18"},
            {"acknowledged_on": "2017-08-19"},
            "/acknowledged_on",
            "case_acknowledged",
        ),
        ({"number": "2017-0112465"}, {"number": "2017-9"}, "/number", "case_number_other"),
        (DECIDED, {"received_on": "2017-09-10"}, "/received_on", "received_after_act"),
    ],
)
def test_what_an_act_refuses_is_told_where_it_was_asked(
    api: TestClient,
    system: Headers,
    first: dict[str, str],
    then: dict[str, str],
    pointer: str,
    code: str,
) -> None:
    assert put(api, system, **first).status_code == 201

    answer = put(api, system, **then)

    assert answer.json()["code"] == code
    assert answer.status_code == (422 if code == "received_after_act" else 409)
    assert faults(answer) == {(pointer, code)}


def test_a_number_that_another_case_has_is_taken(api: TestClient, system: Headers) -> None:
    put(api, system, number="2017-0112465")

    answer = put(api, system, "S2017-2", number="2017-0112465")

    assert (answer.status_code, faults(answer)) == (409, {("/number", "case_number_taken")})


def test_a_case_of_another_unit_is_taken_and_not_told(
    api: TestClient, system: Headers, actors: Actors, session: Session
) -> None:
    elsewhere = make_unit(session, name="En anden")
    theirs = actors.client(*SCOPES, unit_id=elsewhere.id)
    made = api.put(
        address(), json=case(unit="En anden", number="2017-7654321"), headers=theirs
    ).json()

    read = api.get(address(), headers=system)
    written = put(api, system, number="2017-0000001")
    asked = api.put(address(), json=case(), headers=system | {"If-None-Match": "*"})

    assert (read.status_code, read.json()["code"]) == (404, "case_not_found")
    for answer in (written, asked):
        assert (answer.status_code, faults(answer)) == (
            409,
            {("reference", "case_reference_taken")},
        )
    told = read.text + written.text + asked.text
    assert not any(text in told for text in (made["id"], "2017-7654321", "En anden"))
    assert session.exec(select(Case)).one().number == "2017-7654321"


def test_a_unit_out_of_reach_is_as_one_that_is_none(
    api: TestClient, system: Headers, session: Session
) -> None:
    make_unit(session, name="En anden")

    first, second = (put(api, system, unit=name) for name in ("En anden", "Ingen"))

    assert faults(first) == faults(second) == {("/unit", "unit_unknown")}
    assert first.json()["detail"].replace("En anden", "Ingen") == second.json()["detail"]


def test_a_case_is_not_sent_to_a_unit_out_of_reach(
    api: TestClient, system: Headers, session: Session, unit: Unit
) -> None:
    make_unit(session, name="En anden")
    put(api, system)

    answer = put(api, system, unit="En anden")

    assert faults(answer) == {("/unit", "unit_unknown")}
    assert session.exec(select(Case)).one().unit_id == unit.id


@pytest.mark.parametrize(
    ("lacking", "told", "pointer"),
    [
        (Scope.CITIZENS_WRITE, {"cpr": "010180-1234"}, "/cpr"),
        (Scope.DEADLINES_WRITE, EXTENDED, "/extended_to"),
    ],
)
def test_what_a_client_has_no_right_to_say_is_refused(
    api: TestClient,
    actors: Actors,
    unit: Unit,
    lacking: Scope,
    told: dict[str, str],
    pointer: str,
) -> None:
    client = actors.client(*(scope for scope in SCOPES if scope is not lacking), unit_id=unit.id)

    new = put(api, client, **told)
    assert put(api, client).status_code == 201
    known = put(api, client, **told)

    assert (new.status_code, faults(new)) == (403, {(pointer, "not_allowed")})
    assert (known.status_code, known.json()["code"]) == (403, "not_allowed")


@pytest.mark.parametrize("lacking", [Scope.CASES_READ, Scope.CASES_WRITE])
def test_who_writes_a_case_and_is_answered_with_it_reads_it_too(
    api: TestClient, actors: Actors, unit: Unit, lacking: Scope
) -> None:
    client = actors.client(*(scope for scope in SCOPES if scope is not lacking), unit_id=unit.id)

    answer = put(api, client)

    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
    assert lacking.value in answer.json()["detail"]


def test_people_write_cases_by_reference_where_their_role_does(
    api: TestClient, actors: Actors, unit: Unit
) -> None:
    caseworker = actors.headers(Role.CASEWORKER, unit)
    advisor = actors.headers(Role.CITIZENS_ADVISOR)

    assert put(api, caseworker).status_code == 201
    assert put(api, advisor, "S2017-2").status_code == 403
    assert api.get(address(), headers=advisor).status_code == 200


def test_nobody_writes_without_a_sign_in(api: TestClient) -> None:
    assert put(api, {}).status_code == 401


def test_an_unknown_parameter_is_refused(api: TestClient, system: Headers) -> None:
    answer = api.put(f"{address()}?dry_run=true", json=case(), headers=system)

    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_parameter")


def test_a_caseworker_who_is_away_for_good_takes_over_nothing(
    api: TestClient, system: Headers, session: Session
) -> None:
    make_person(session, "bo").active = False
    put(api, system)

    answer = put(api, system, caseworker="bo")

    assert faults(answer) == {("/caseworker", "caseworker_not_active")}
