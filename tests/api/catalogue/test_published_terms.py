"""Published terms over HTTP: as published, as read, and what can't be said of them."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.catalogue.case_types.tables import CaseType
from api.catalogue.terms.kinds import DeadlineKind, StartEvent
from api.catalogue.terms.tables import TermCatalogue
from api.people.rules import Role, Scope
from tests.api.casework.makers import make_own_catalogue, make_term
from tests.api.catalogue.makers import make_case_type, make_legal_basis, term_body
from tests.conftest import Statements
from tests.factories import UNKNOWN_ID, Actors, Headers, kept, make_unit

ANY = {"If-Match": "*"}


@pytest.fixture
def keeper(actors: Actors) -> Headers:
    return actors.headers(Role.STAFF_UNIT)


@pytest.fixture
def catalogue(session: Session) -> TermCatalogue:
    return make_own_catalogue(session)


@pytest.fixture
def aids(session: Session) -> CaseType:
    return make_case_type(session, "hjælpemidler")


def test_creates_reads_replaces_and_deletes(
    api: TestClient, keeper: Headers, catalogue: TermCatalogue, aids: CaseType
) -> None:
    body = term_body(catalogue, aids)
    made = api.post("/v1/published-terms", json=body, headers=keeper)
    assert made.status_code == 201, made.text
    address, shown = made.headers["Location"], made.json()
    assert (shown["catalogue_name"], shown["own"]) == ("Prøvekommunen", True)
    assert (shown["case_type_name_da"], shown["owed_by"]) == ("Hjælpemidler", "authority")
    assert (shown["roll"], shown["closed"], shown["clock"]) == ("none", [], "runs")
    assert api.get(address, headers=keeper).json() == shown

    changed = body | {"as_published": "10 uger", "amount": 10}
    replaced = api.put(address, json=changed, headers=keeper | {"If-Match": '"1"'})
    assert (replaced.status_code, replaced.json()["amount"]) == (200, 10)
    [_, second] = api.get(f"{address}/history", headers=keeper).json()["items"]
    assert [change["field"] for change in second["changed"]] == ["amount", "as_published"]

    assert api.delete(address, headers=keeper | {"If-Match": '"2"'}).status_code == 204


def test_shows_all_that_was_published(
    api: TestClient, keeper: Headers, catalogue: TermCatalogue, session: Session
) -> None:
    law = make_legal_basis(session, "§ 67", act_short="retssikkerhedsloven")
    told = {
        "variant": "gentagelse",
        "at_least": 0,
        "amount": 4,
        "roll": "forward",
        "condition": "kan forlænges til 6 mdr.",
        "legal_basis_id": str(law.id),
        "valid_until": "2018-01-01",
        "adopted_by": "Byrådet",
        "adopted_on": "2014-12-11",
        "source": "vejle.dk",
    }
    body = term_body(catalogue, None, **told, closed=["weekend", "closing_day", "weekend"])

    shown = api.post("/v1/published-terms", json=body, headers=keeper).json()

    assert shown == shown | told
    assert shown["closed"] == ["closing_day", "weekend"]
    assert (shown["legal_basis"], shown["case_type_name_en"]) == ("retssikkerhedsloven § 67", None)


def test_a_caseworker_reads_and_may_not_write(
    api: TestClient, actors: Actors, session: Session, catalogue: TermCatalogue
) -> None:
    term = make_term(session, catalogue)
    caseworker = actors.headers(Role.CASEWORKER, make_unit(session))

    shown = api.get(f"/v1/published-terms/{term.id}", headers=caseworker)
    refused = api.post("/v1/published-terms", json=term_body(catalogue, None), headers=caseworker)

    assert (shown.status_code, shown.json()["may"]) == (200, [])
    assert (refused.status_code, refused.json()["code"]) == (403, "not_allowed")


def test_a_client_without_the_scope_reads_nothing(api: TestClient, actors: Actors) -> None:
    assert (
        api.get("/v1/published-terms", headers=actors.client(Scope.PLANS_READ)).status_code == 403
    )


def test_filters(api: TestClient, keeper: Headers, session: Session) -> None:
    own, other = make_own_catalogue(session), kept(session, TermCatalogue(name="Vejle Kommune"))
    aids = make_case_type(session, "hjælpemidler")
    chairs = make_case_type(session, "kørestole", parent_id=aids.id)
    make_term(session, own, as_published="A", valid_until=date(2017, 1, 1))
    make_term(session, own, aids, as_published="B", source="Staben")
    make_term(session, own, chairs, as_published="C", valid_from=date(2017, 1, 1))
    make_term(
        session,
        other,
        aids,
        as_published="D",
        kind=DeadlineKind.REMITTAL,
        start_event=StartEvent.REMITTAL_RECEIVED,
    )

    def found(**params: object) -> str:
        sent = {name: str(value) for name, value in params.items()}
        items = api.get("/v1/published-terms", params=sent, headers=keeper).json()["items"]
        return "".join(item["as_published"] for item in items)

    assert found() == "ABCD"
    assert found(catalogue=other.id) == "D"
    assert found(own="true") == "ABC"
    assert found(case_type=aids.id) == "BD"
    assert found(under=aids.id) == "BCD"
    assert found(kind="remittal") == "D"
    assert found(as_of="2016-12-31") == "ABD"
    assert found(as_of="2017-01-01") == "BCD"
    assert found(q="STABEN") == "B"


def test_pages_through_all_kinds(
    api: TestClient, keeper: Headers, session: Session, catalogue: TermCatalogue
) -> None:
    make_term(session, catalogue, as_published="A")
    make_term(session, catalogue, as_published="B", valid_from=date(2016, 1, 1), variant="b")
    make_term(
        session,
        catalogue,
        as_published="C",
        kind=DeadlineKind.REMITTAL,
        start_event=StartEvent.REMITTAL_RECEIVED,
    )

    seen, cursor = "", None
    for _ in range(3):
        params = {"limit": "1"} | ({"cursor": cursor} if cursor else {})
        page = api.get("/v1/published-terms", params=params, headers=keeper).json()
        seen, cursor = seen + page["items"][0]["as_published"], page["next"]

    assert (seen, cursor) == ("ABC", None)


def test_shows_many_with_as_few_questions_as_one(
    api: TestClient, keeper: Headers, session: Session, statements: Statements
) -> None:
    own = make_own_catalogue(session)

    def asked() -> int:
        with statements() as seen:
            api.get("/v1/published-terms", headers=keeper)
        return len(seen)

    make_term(session, own, make_case_type(session, "a"))
    asked_for_one = asked()
    for code in "bcd":
        make_term(session, own, make_case_type(session, code))

    assert asked() == asked_for_one


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"valid_from": "2018-01-01"}, id="it never ends"),
        pytest.param({"valid_from": "2014-01-01", "valid_until": "2015-01-02"}, id="by one day"),
        pytest.param({"valid_from": "2014-01-01"}, id="around it"),
    ],
)
def test_refuses_two_terms_for_the_same_at_the_same_time(
    api: TestClient,
    keeper: Headers,
    session: Session,
    catalogue: TermCatalogue,
    aids: CaseType,
    other: dict[str, str],
) -> None:
    make_term(session, catalogue, aids, as_published="8 uger")

    answer = api.post(
        "/v1/published-terms", json=term_body(catalogue, aids, **other), headers=keeper
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "term_overlaps")
    assert "“8 uger” holds for the same from 2015-01-01" in answer.json()["detail"]
    assert answer.json()["errors"][0]["pointer"] == "/valid_from"


@pytest.mark.parametrize(
    "different",
    [
        pytest.param(
            {"valid_from": "2014-01-01", "valid_until": "2015-01-01"}, id="it ends before"
        ),
        pytest.param({"variant": "gentagelse"}, id="another variant"),
        pytest.param({"case_type_id": None}, id="for all types"),
        pytest.param({"start_event": "case_opened_under_act"}, id="another start"),
        pytest.param({"kind": "remittal", "start_event": "remittal_received"}, id="another kind"),
    ],
)
def test_terms_for_different_things_stand_side_by_side(
    api: TestClient,
    keeper: Headers,
    session: Session,
    catalogue: TermCatalogue,
    aids: CaseType,
    different: dict[str, Any],
) -> None:
    make_term(session, catalogue, aids)

    body = term_body(catalogue, aids, **different)

    assert api.post("/v1/published-terms", json=body, headers=keeper).status_code == 201


def test_a_term_can_not_be_stretched_over_the_next(
    api: TestClient, keeper: Headers, session: Session, catalogue: TermCatalogue, aids: CaseType
) -> None:
    first = make_term(session, catalogue, aids, valid_until=date(2016, 1, 1))
    make_term(session, catalogue, aids, valid_from=date(2016, 1, 1))

    answer = api.put(
        f"/v1/published-terms/{first.id}",
        json=term_body(catalogue, aids),
        headers=keeper | ANY,
    )

    assert (answer.status_code, answer.json()["code"]) == (409, "term_overlaps")


@pytest.mark.parametrize(
    ("fields", "code", "pointer"),
    [
        ({"amount": -1}, "term_amount_negative", "/amount"),
        ({"amount": 5000}, "term_amount_too_large", "/amount"),
        ({"at_least": 13}, "term_range_reversed", "/at_least"),
        ({"unit": "immediately"}, "term_immediately_has_amount", "/amount"),
        ({"roll": "forward"}, "term_rolls_over_nothing", "/closed"),
        ({"start_event": "remittal_received"}, "start_event_not_of_kind", "/start_event"),
        ({"catalogue_id": UNKNOWN_ID}, "catalogue_unknown", "/catalogue_id"),
        ({"case_type_id": UNKNOWN_ID}, "reference_unknown", "/case_type_id"),
        ({"legal_basis_id": UNKNOWN_ID}, "reference_unknown", "/legal_basis_id"),
        ({"meeting_id": UNKNOWN_ID}, "reference_unknown", "/meeting_id"),
        ({"amount": 2.5}, "invalid_input", "/amount"),
        ({"amount": True}, "invalid_input", "/amount"),
        ({"as_published": ""}, "invalid_input", "/as_published"),
        ({"closed": ["sunday"]}, "invalid_input", "/closed/0"),
        ({"valid_from": None}, "invalid_input", "/valid_from"),
        ({"days": 3}, "invalid_input", "/days"),
    ],
)
def test_names_the_field_at_fault(
    api: TestClient,
    keeper: Headers,
    catalogue: TermCatalogue,
    fields: dict[str, Any],
    code: str,
    pointer: str,
) -> None:
    answer = api.post(
        "/v1/published-terms", json=term_body(catalogue, None, **fields), headers=keeper
    )

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]


def test_refuses_a_term_that_ends_before_it_begins(
    api: TestClient, keeper: Headers, catalogue: TermCatalogue
) -> None:
    body = term_body(catalogue, None, valid_until="2015-01-01")
    answer = api.post("/v1/published-terms", json=body, headers=keeper)

    assert answer.status_code == 422
    assert "valid_until must lie after valid_from" in answer.json()["detail"]


def test_an_unknown_id_is_not_found(api: TestClient, keeper: Headers) -> None:
    answer = api.get(f"/v1/published-terms/{UNKNOWN_ID}", headers=keeper)

    assert (answer.status_code, answer.json()["code"]) == (404, "published_term_not_found")
