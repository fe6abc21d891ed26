"""One act on many deadlines: all or none, or all but the refused; and again without harm."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, col, select
from starlette.testclient import TestClient

from api.cases.tables import Assignment, Case
from api.catalogue.case_types.tables import CaseType
from api.catalogue.terms.kinds import DeadlineKind
from api.deadlines.tables import Deadline, Extension
from api.organisation.tables import Unit
from api.people.rules import Role, Scope
from api.people.tables import Person
from tests.api.casework.makers import make_case, make_deadline
from tests.factories import UNKNOWN_ID, Actors, Headers, make_person, make_unit

BATCHES = "/v1/deadline-batches"
DUE = date(2017, 9, 29)
NOTICE = {
    "due_on": "2017-10-27",
    "reason": "Mange ansøgninger",
    "notice_sent_on": "2017-09-26",
    "channel": "digital_post",
}
MET = {"met_on": "2017-09-26"}


@pytest.fixture
def rows(session: Session, unit: Unit, case_type: CaseType) -> list[Deadline]:
    """Return the decisions' deadlines of three cases, in the order of their ids."""
    cases = (make_case(session, unit, case_type, number=f"2017-{n}") for n in range(3))
    return [make_deadline(session, case, DUE) for case in cases]


@pytest.fixture
def holm(session: Session) -> Person:
    return make_person(session, "holm")


def batch(act: str, values: Any, rows: Iterable[Any], **fields: Any) -> dict[str, Any]:
    ids = [str(getattr(row, "id", row)) for row in rows]
    return {"act": act, "values": values, "selection": {"ids": ids}} | fields


def filtered(act: str, values: Any, count: int, **filters: Any) -> dict[str, Any]:
    return {"act": act, "values": values, "selection": {"filter": filters, "count": count}}


def sent(api: TestClient, headers: Headers, body: Any) -> Any:
    answer = api.post(BATCHES, json=body, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


def outcomes(done: Any) -> list[str]:
    return [result["outcome"] for result in done["results"]]


def met(session: Session) -> list[date | None]:
    session.expire_all()
    return list(session.exec(select(col(Deadline.met_on)).order_by(col(Deadline.id))))


def test_extends_all_that_were_chosen(
    api: TestClient, session: Session, leader: Headers, rows: list[Deadline]
) -> None:
    done = sent(api, leader, batch("extend", NOTICE, rows))

    assert (done["done"], done["refused"], done["stopped"]) == (3, 0, False)
    assert [result["case_number"] for result in done["results"]] == ["2017-0", "2017-1", "2017-2"]
    first = done["results"][0]
    assert (first["before"]["due_on"], first["after"]["due_on"]) == ("2017-09-29", "2017-10-27")
    assert (first["before"]["version"], first["after"]["version"]) == (1, 2)
    assert len(session.exec(select(Extension)).all()) == 3


def test_nothing_is_done_when_one_is_refused(
    api: TestClient, session: Session, leader: Headers, rows: list[Deadline]
) -> None:
    rows[1].cancelled_on, rows[1].cancel_reason = date(2017, 9, 20), "Trukket"

    done = sent(api, leader, batch("complete", MET, rows))

    assert (done["stopped"], done["done"], done["refused"]) == (True, 0, 1)
    assert outcomes(done) == ["held_back", "refused", "held_back"]
    refused = done["results"][1]
    assert (refused["code"], refused["after"]) == ("deadline_cancelled", None)
    assert refused["case_number"] == "2017-1"
    held = done["results"][0]
    assert held["before"] == held["after"]
    assert met(session) == [None, None, None]


def test_the_others_are_done_if_the_refused_are_skipped(
    api: TestClient,
    session: Session,
    leader: Headers,
    unit: Unit,
    case_type: CaseType,
    rows: list[Deadline],
) -> None:
    new = make_case(session, unit, case_type, number="2017-3", received_on=date(2017, 9, 27))
    chosen = [*rows, make_deadline(session, new, DUE), UNKNOWN_ID]

    done = sent(api, leader, batch("complete", MET, chosen, on_refusal="skip"))

    codes = {result["case_number"]: result["code"] for result in done["results"]}
    assert codes == dict.fromkeys(["2017-0", "2017-1", "2017-2"]) | {
        "2017-3": "met_before_start",
        None: "deadline_not_found",
    }
    assert (done["done"], done["refused"], done["stopped"]) == (3, 2, False)
    assert met(session) == [date(2017, 9, 26)] * 3 + [None]


def test_a_trial_tells_what_would_be_done_and_does_nothing(
    api: TestClient, session: Session, leader: Headers, rows: list[Deadline]
) -> None:
    done = sent(api, leader, batch("extend", NOTICE, rows, dry_run=True))

    assert (done["dry_run"], done["done"]) == (True, 3)
    assert {result["after"]["due_on"] for result in done["results"]} == {"2017-10-27"}
    session.expire_all()
    assert session.exec(select(Extension)).all() == []
    assert {row.due_on for row in rows} == {DUE}


@pytest.mark.parametrize(("act", "values"), [("extend", NOTICE), ("complete", MET)])
def test_the_same_batch_again_changes_nothing(
    api: TestClient,
    session: Session,
    leader: Headers,
    rows: list[Deadline],
    act: str,
    values: Any,
) -> None:
    first = sent(api, leader, batch(act, values, rows[:2]))
    again = sent(api, leader, batch(act, values, rows))

    assert outcomes(first) == ["done", "done"]
    assert outcomes(again) == ["unchanged", "unchanged", "done"]
    unchanged = again["results"][0]
    assert unchanged["before"] == unchanged["after"] == first["results"][0]["after"]


def test_gives_cases_to_another_caseworker(
    api: TestClient,
    session: Session,
    leader: Headers,
    rows: list[Deadline],
    holm: Person,
) -> None:
    case = session.get_one(Case, rows[0].case_id)
    second = make_deadline(session, case, DUE, kind=DeadlineKind.ACKNOWLEDGEMENT)
    values = {"caseworker_id": str(holm.id), "from_on": "2017-09-27", "reason": "first"}
    chosen = [*rows[:2], second]

    done = sent(api, leader, batch("reassign", values, chosen))
    again = sent(api, leader, batch("reassign", values, chosen))

    assert outcomes(done) == ["done"] * 3
    assert {result["after"]["caseworker"]["name"] for result in done["results"]} == {"Prøve Holm"}
    assert outcomes(again) == ["unchanged"] * 3
    assert len(session.exec(select(Assignment)).all()) == 2
    session.expire_all()
    assert [row.caseworker_id for row in rows] == [holm.id, holm.id, None]


def test_an_assignment_that_can_not_be_is_refused(
    api: TestClient, leader: Headers, rows: list[Deadline], holm: Person
) -> None:
    values = {"caseworker_id": str(holm.id), "from_on": "2017-08-15", "reason": "first"}
    early = sent(api, leader, batch("reassign", values, rows[:1]))
    unknown = values | {"caseworker_id": UNKNOWN_ID, "from_on": "2017-09-27"}
    nobody = sent(api, leader, batch("reassign", unknown, rows[:1]))
    future = api.post(
        BATCHES,
        json=batch("reassign", values | {"from_on": "2017-09-28"}, rows),
        headers=leader,
    )

    assert early["results"][0]["code"] == "before_receipt"
    assert nobody["results"][0]["code"] == "caseworker_unknown"
    assert future.status_code == 422
    assert future.json()["errors"][0]["pointer"] == "/values/from_on"


def test_acts_on_what_a_list_showed(
    api: TestClient, session: Session, leader: Headers, rows: list[Deadline], unit: Unit
) -> None:
    make_deadline(session, session.get_one(Case, rows[0].case_id), date(2017, 10, 2))
    wanted: dict[str, Any] = {"status": ["open"], "unit": str(unit.id), "due_before": "2017-10-01"}

    done = sent(api, leader, filtered("complete", MET, 3, **wanted))

    assert done["done"] == 3
    assert met(session) == [date(2017, 9, 26)] * 3 + [None]


def test_a_selection_that_is_another_now_is_refused(
    api: TestClient, session: Session, leader: Headers, rows: list[Deadline]
) -> None:
    rows[0].met_on = date(2017, 9, 20)

    answer = api.post(BATCHES, json=filtered("complete", MET, 3, status=["open"]), headers=leader)

    assert (answer.status_code, answer.json()["code"]) == (409, "selection_changed")
    assert "3 deadlines were seen to fit; now it is 2." in answer.json()["detail"]
    assert met(session) == [date(2017, 9, 20), None, None]


def test_another_unit_is_neither_found_nor_told_of(
    api: TestClient, session: Session, stranger: Headers, rows: list[Deadline]
) -> None:
    done = sent(api, stranger, batch("complete", MET, rows, on_refusal="skip"))
    by_filter = api.post(BATCHES, json=filtered("complete", MET, 3), headers=stranger)

    assert {result["code"] for result in done["results"]} == {"deadline_not_found"}
    assert {result["case_number"] for result in done["results"]} == {None}
    assert by_filter.json()["code"] == "selection_changed"
    assert met(session) == [None] * 3


def test_who_may_not_write_a_deadline_or_its_case_is_refused_for_it(
    api: TestClient,
    session: Session,
    actors: Actors,
    unit: Unit,
    case_type: CaseType,
    rows: list[Deadline],
    holm: Person,
) -> None:
    """A client that keeps deadlines and not cases completes, and reassigns nothing."""
    client = actors.client(Scope.DEADLINES_READ, Scope.DEADLINES_WRITE, unit_id=unit.id)
    values = {"caseworker_id": str(holm.id), "from_on": "2017-09-27", "reason": "first"}

    reassigned = sent(api, client, batch("reassign", values, rows[:1]))
    completed = sent(api, client, batch("complete", MET, rows[:1]))
    advisor = api.post(
        BATCHES,
        json=batch("complete", MET, rows),
        headers=actors.headers(Role.CITIZENS_ADVISOR),
    )

    assert reassigned["results"][0]["code"] == "case_not_found"
    assert completed["done"] == 1
    assert (advisor.status_code, advisor.json()["code"]) == (403, "not_allowed")


def test_ones_own_case_elsewhere_is_extended_and_a_colleagues_there_is_not_seen(
    api: TestClient,
    session: Session,
    actors: Actors,
    case_type: CaseType,
    rows: list[Deadline],
    holm: Person,
) -> None:
    elsewhere = make_unit(session, name="Ungeenheden")
    own = actors.headers(Role.CASEWORKER, elsewhere, person=holm)
    session.get_one(Case, rows[0].case_id).caseworker_id = holm.id
    session.flush()

    done = sent(api, own, batch("extend", NOTICE, rows[:2], on_refusal="skip"))

    assert outcomes(done) == ["done", "refused"]


def test_the_same_key_does_a_batch_once(
    api: TestClient, session: Session, leader: Headers, rows: list[Deadline]
) -> None:
    key = leader | {"Idempotency-Key": "batch-1"}
    body = filtered("complete", MET, 3, status=["open"])

    first = api.post(BATCHES, json=body, headers=key)
    again = api.post(BATCHES, json=body, headers=key)

    assert again.headers["Idempotency-Replayed"] == "true"
    assert first.json() == again.json()
    assert first.json()["done"] == 3


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"act": "forget"}, "/"),
        ({"values": {"met_on": "27.09.2017"}}, "/values/met_on"),
        ({"values": {}}, "/values/met_on"),
        ({"values": NOTICE}, "/values/met_on"),
        ({"selection": {}}, "/selection"),
        ({"selection": {"ids": []}}, "/selection/ids"),
        ({"selection": {"ids": ["here"]}}, "/selection/ids/0"),
        ({"selection": {"ids": [UNKNOWN_ID] * 1001}}, "/selection/ids"),
        ({"selection": {"filter": {}}}, "/selection"),
        ({"selection": {"filter": {}, "count": 1001}}, "/selection/count"),
        ({"selection": {"filter": {"colour": "red"}, "count": 1}}, "/selection/filter/colour"),
        ({"selection": {"filter": {"as_of": "2017-09-01"}, "count": 1}}, "/selection/filter/as_of"),
        ({"selection": {"ids": [UNKNOWN_ID], "filter": {}, "count": 1}}, "/selection"),
    ],
)
def test_a_batch_that_can_not_be_read_is_refused(
    api: TestClient, leader: Headers, change: Any, pointer: str
) -> None:
    body = batch("complete", MET, [UNKNOWN_ID]) | change

    answer = api.post(BATCHES, json=body, headers=leader)

    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["pointer"] == pointer
