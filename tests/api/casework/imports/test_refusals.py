"""A line that can't be imported says where it stands and all that is wrong with it."""

from typing import Any

import pytest
from sqlmodel import Session, func, select
from starlette.testclient import TestClient

from api.cases.tables import Case
from api.casework.imports.tables import CaseImport
from api.catalogue.terms.kinds import StartEvent
from api.catalogue.terms.tables import TermCatalogue
from api.citizens.tables import Citizen
from tests.api.casework.imports.makers import (
    EXTENDED,
    WRITERS,
    cases,
    line,
    ndjson,
    refusals,
    send,
)
from tests.api.casework.imports.test_importing import counts
from tests.api.casework.makers import make_term
from tests.api.catalogue.makers import make_case_type
from tests.factories import Headers

pytestmark = pytest.mark.usefixtures("unit", "terms")


DECIDED = {"decided_on": "2017-09-01", "outcome": "granted"}


@pytest.mark.parametrize(
    ("field", "code", "told"),
    [
        ("system", "missing", {"system": None}),
        ("reference", "missing", {"reference": "  "}),
        ("reference", "text_too_long", {"reference": "x" * 501}),
        ("case_type", "missing", {"case_type": None}),
        ("case_type", "case_type_unknown", {"case_type": "hokuspokus"}),
        ("unit", "unit_unknown", {"unit": "Borgercenter Børn"}),
        ("caseworker", "caseworker_unknown", {"caseworker": "ingen"}),
        ("origin", "missing", {"origin": None}),
        ("origin", "value_unknown", {"origin": "naboen"}),
        ("received_on", "missing", {"received_on": None}),
        ("received_on", "day_unknown", {"received_on": "31-02-2017"}),
        ("received_on", "day_expected", {"received_on": "i sommer"}),
        ("received_on", "in_future", {"received_on": "2017-09-28"}),
        ("opened_under_act_on", "before_receipt", {"opened_under_act_on": "2017-08-15"}),
        ("acknowledged_on", "in_future", {"acknowledged_on": "2017-09-28"}),
        ("acknowledged_on", "before_receipt", {"acknowledged_on": "2017-08-15"}),
        ("cpr", "cpr_invalid", {"cpr": "310280-1234"}),
        ("cpr", "cpr_missing", {"birth_on": "1980-01-01"}),
        ("birth_on", "birth_in_future", {"cpr": "010180-1234", "birth_on": "2020-01-01"}),
        ("reference", "cpr_shown", {"cpr": "010180-1234", "reference": "010180-1234"}),
        ("number", "cpr_shown", {"cpr": "010180-1234", "number": "0101801234"}),
        ("outcome", "outcome_missing", {"decided_on": "2017-09-01"}),
        ("outcome", "value_unknown", {"decided_on": "2017-09-01", "outcome": "måske"}),
        ("decided_on", "decided_on_missing", {"outcome": "granted"}),
        ("decided_on", "before_receipt", DECIDED | {"decided_on": "2017-08-15"}),
        ("decided_on", "in_future", DECIDED | {"decided_on": "2017-10-01"}),
        ("reasons_given", "yes_or_no_expected", DECIDED | {"reasons_given": "måske"}),
        ("channel", "channel_missing", DECIDED | {"dispatched_on": "2017-09-01"}),
        ("dispatched_on", "dispatch_missing", DECIDED | {"channel": "letter"}),
        (
            "dispatched_on",
            "dispatched_before_made",
            DECIDED | {"dispatched_on": "2017-08-31", "channel": "letter"},
        ),
        (
            "available_on",
            "available_before_sent",
            DECIDED
            | {"dispatched_on": "2017-09-05", "channel": "letter", "available_on": "2017-09-04"},
        ),
        (
            "available_on",
            "arrival_rule_missing",
            DECIDED | {"dispatched_on": "2017-09-05", "channel": "letter"},
        ),
        ("withdrawn_on", "withdrawn_and_decided", DECIDED | {"withdrawn_on": "2017-09-02"}),
        ("withdrawn_on", "withdrawn_on_missing", {"state": "withdrawn"}),
        ("decided_on", "decided_on_missing", {"closed_on": "2017-09-02"}),
        ("closed_on", "closed_before_decision", DECIDED | {"closed_on": "2017-08-31"}),
        ("state", "case_has_open_deadlines", DECIDED | {"state": "closed"}),
        ("state", "state_contradicted", DECIDED | {"state": "informed"}),
        ("state", "value_unknown", {"state": "remitted"}),
        ("extension_reason", "extension_by_halves", EXTENDED | {"extension_reason": None}),
        ("extended_to", "extension_by_halves", EXTENDED | {"extended_to": None}),
        ("extended_to", "extension_not_later", EXTENDED | {"extended_to": "2017-11-08"}),
        ("notice_sent_on", "before_receipt", EXTENDED | {"notice_sent_on": "2017-08-15"}),
        ("notice_sent_on", "notice_after_decision", EXTENDED | DECIDED),
        ("", "column_unknown", {"farve": "rød"}),
    ],
)
def test_every_kind_of_wrong_line(
    api: TestClient,
    importer: Headers,
    session: Session,
    field: str,
    code: str,
    told: dict[str, Any],
) -> None:
    answer = send(api, importer, ndjson([line(1), line(2, **told)]))

    assert counts(answer) == {"lines": 2, "created": 1, "refused": 1}
    assert refusals(answer) == {(2, field, code)}
    assert (answer.json()["state"], answer.json()["stopped"]) == ("stopped", True)
    assert cases(session) == 0


def test_an_extension_needs_a_deadline(
    api: TestClient, importer: Headers, session: Session
) -> None:
    make_case_type(session, "uden-frist")

    answer = send(api, importer, ndjson([line(case_type="uden-frist", **EXTENDED)]))

    assert refusals(answer) == {(1, "extended_to", "no_deadline_to_extend")}


def test_a_case_may_be_decided_on_the_day_it_came(api: TestClient, importer: Headers) -> None:
    told = DECIDED | {"received_on": "2017-09-01"}

    assert counts(send(api, importer, ndjson([line(**told)]))) == {"lines": 1, "created": 1}


def test_a_pension_is_not_decided_before_treatment_under_its_act_began(
    api: TestClient, importer: Headers, session: Session, catalogue: TermCatalogue
) -> None:
    pension = make_case_type(session, "foertidspension")
    make_term(session, catalogue, pension, start_event=StartEvent.CASE_OPENED_UNDER_ACT)
    told = DECIDED | {"case_type": "foertidspension", "opened_under_act_on": "2017-09-02"}

    answer = send(api, importer, ndjson([line(**told)]))

    assert refusals(answer) == {(1, "decided_on", "made_before_start")}


def test_all_that_is_wrong_with_a_line_is_told(
    api: TestClient, importer: Headers, session: Session
) -> None:
    wrong = line(
        unit="ingen",
        caseworker="ingen",
        received_on="31-02-2017",
        outcome="granted",
        acknowledged_on="2017-09-28",
        farve="rød",
    )

    answer = send(api, importer, ndjson([wrong]))

    assert refusals(answer) == {
        (1, "", "column_unknown"),
        (1, "unit", "unit_unknown"),
        (1, "caseworker", "caseworker_unknown"),
        (1, "received_on", "day_unknown"),
        (1, "decided_on", "decided_on_missing"),
        (1, "acknowledged_on", "in_future"),
    }


@pytest.mark.parametrize(
    ("kind", "numbers"), [("ndjson", {2, 4}), ("csv", {3, 6}), ("xlsx", {3, 5})]
)
def test_the_line_is_the_one_of_the_file(
    api: TestClient, importer: Headers, kind: str, numbers: set[int]
) -> None:
    reason = EXTENDED | {"extension_reason": "en\nto"}
    told = [
        line(1, extension_reason=""),
        line(2, origin="x"),
        line(3, **reason),
        line(4, origin="x"),
    ]

    answer = send(api, importer, WRITERS[kind](told), kind)

    assert {number for number, _, _ in refusals(answer)} == numbers


def test_the_others_are_imported_when_that_is_asked(
    api: TestClient, importer: Headers, session: Session
) -> None:
    told = [line(1), line(2, unit="ingen", cpr="010180-1234"), line(3)]

    answer = send(api, importer, ndjson(told), on_refusal="skip")

    assert counts(answer) == {"lines": 3, "created": 2, "refused": 1}
    assert (answer.json()["state"], cases(session)) == ("imported", 2)
    assert session.exec(select(Citizen)).all() == []


@pytest.mark.parametrize("on_refusal", ["stop", "skip"])
def test_a_dry_run_tells_what_the_import_then_does(
    api: TestClient, importer: Headers, session: Session, on_refusal: str
) -> None:
    send(api, importer, ndjson([line(1), line(2), line(3)]))
    told = [
        line(1),
        line(2, received_on="2017-08-10"),
        line(3, **DECIDED | {"decided_on": "2017-08-15"}),
        line(4, cpr="010180-1234"),
        line(4),
        line(5, unit="ingen"),
    ]

    dry = send(api, importer, ndjson(told), on_refusal=on_refusal, dry_run=True)
    before = cases(session)
    real = send(api, importer, ndjson(told), on_refusal=on_refusal)

    assert (before, dry.json()["dry_run"], dry.json()["state"]) == (
        3,
        True,
        "stopped" if on_refusal == "stop" else "checked",
    )
    assert counts(dry) == counts(real)
    assert dry.json()["refusals"] == real.json()["refusals"]
    assert cases(session) == (3 if on_refusal == "stop" else 4)


def test_a_dry_run_of_a_file_in_order_changes_nothing(
    api: TestClient, importer: Headers, session: Session
) -> None:
    send(api, importer, ndjson([line(1)]))
    told = [line(1, received_on="2017-08-10", cpr="010180-1234"), line(2, cpr="020280-1234")]

    answer = send(api, importer, ndjson(told), dry_run=True)

    assert counts(answer) == {"lines": 2, "created": 1, "updated": 1}
    assert (answer.json()["state"], cases(session)) == ("checked", 1)
    assert session.exec(select(Case)).one().received_on.day == 16
    assert session.exec(select(Citizen)).all() == []
    assert session.exec(select(func.count()).select_from(CaseImport)).one() == 2


@pytest.mark.parametrize("at_a_time", [1, 2, 1000])
def test_two_lines_of_one_reference_or_number(
    api: TestClient,
    importer: Headers,
    monkeypatch: pytest.MonkeyPatch,
    at_a_time: int,
) -> None:
    monkeypatch.setattr("api.casework.imports.services.AT_A_TIME", at_a_time)
    told = [
        line(1, number="2017-1"),
        line(1, system="another"),
        line(1),
        line(2, number="2017-1"),
        line(1),
    ]

    answer = send(api, importer, ndjson(told), on_refusal="skip")

    assert counts(answer) == {"lines": 5, "created": 2, "refused": 3}
    assert refusals(answer) == {
        (3, "reference", "reference_repeated"),
        (4, "number", "number_repeated"),
        (5, "reference", "reference_repeated"),
    }
    assert answer.json()["refusals"][0]["detail"] == "Line 1 has the same reference."


def test_a_number_that_another_case_has(api: TestClient, importer: Headers) -> None:
    send(api, importer, ndjson([line(1, number="2017-0112465")]))

    answer = send(api, importer, ndjson([line(2, number="2017-0112465")]))

    assert refusals(answer) == {(1, "number", "case_number_taken")}


def test_a_case_keeps_its_number(api: TestClient, importer: Headers) -> None:
    send(api, importer, ndjson([line(1, number="2017-0112465")]))

    answer = send(api, importer, ndjson([line(1, number="2017-0224640")]))

    assert refusals(answer) == {(1, "number", "case_number_other")}


def test_a_line_of_a_known_case_is_told_only_what_is_wrong_with_it(
    api: TestClient, importer: Headers
) -> None:
    send(api, importer, ndjson([line(1, number="2017-0112465")]))

    answer = send(api, importer, ndjson([line(1, number="2017-0112465", caseworker="ingen")]))

    assert refusals(answer) == {(1, "caseworker", "caseworker_unknown")}


def test_a_line_that_can_t_be_read_is_refused_once(api: TestClient, importer: Headers) -> None:
    answer = send(api, importer, ndjson([line(1)]) + b"{\n")

    assert refusals(answer) == {(2, "", "json_invalid")}
