"""Term catalogues over HTTP; at most one is our own."""

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.catalogue.terms.tables import TermCatalogue
from api.people.rules import Role, Scope
from tests.api.casework.makers import make_own_catalogue, make_term
from tests.conftest import Statements
from tests.factories import UNKNOWN_ID, Actors, Headers, kept, make_unit

BODY = {"name": "Vejle Kommune", "source": "vejle.dk"}
ANY = {"If-Match": "*"}


@pytest.fixture
def keeper(actors: Actors) -> Headers:
    return actors.headers(Role.STAFF_UNIT)


def test_creates_reads_replaces_and_deletes(api: TestClient, keeper: Headers) -> None:
    made = api.post("/v1/term-catalogues", json=BODY, headers=keeper)
    assert made.status_code == 201, made.text
    address = made.headers["Location"]
    assert (made.json()["own"], made.json()["terms"]) == (False, 0)
    assert api.get(address, headers=keeper).json() == made.json()

    changed = BODY | {"note": "Gælder også hjemviste sager."}
    replaced = api.put(address, json=changed, headers=keeper | {"If-Match": '"1"'})
    assert (replaced.status_code, replaced.json()["note"]) == (200, changed["note"])
    assert len(api.get(f"{address}/history", headers=keeper).json()["items"]) == 2

    assert api.delete(address, headers=keeper | {"If-Match": '"2"'}).status_code == 204


def test_a_caseworker_reads_and_may_not_write(
    api: TestClient, actors: Actors, session: Session
) -> None:
    catalogue = make_own_catalogue(session)
    caseworker = actors.headers(Role.CASEWORKER, make_unit(session))

    shown = api.get(f"/v1/term-catalogues/{catalogue.id}", headers=caseworker)
    assert (shown.status_code, shown.json()["may"]) == (200, [])
    assert api.post("/v1/term-catalogues", json=BODY, headers=caseworker).status_code == 403


def test_a_client_without_the_scope_reads_nothing(api: TestClient, actors: Actors) -> None:
    assert (
        api.get("/v1/term-catalogues", headers=actors.client(Scope.PLANS_READ)).status_code == 403
    )


def test_lists_by_name_with_the_number_of_terms_in_one_query_for_all(
    api: TestClient, keeper: Headers, session: Session, statements: Statements
) -> None:
    own = make_own_catalogue(session, name="Prøvekommunen")
    make_term(session, own)
    make_term(session, own, variant="gentagelse")
    kept(session, TermCatalogue(name="Greve Kommune"))

    with statements() as seen:
        items = api.get("/v1/term-catalogues", headers=keeper).json()["items"]

    assert [(item["name"], item["terms"]) for item in items] == [
        ("Greve Kommune", 0),
        ("Prøvekommunen", 2),
    ]
    assert sum("FROM published_terms" in sql for sql in seen) == 1


def test_filters_by_own_and_by_words(api: TestClient, keeper: Headers, session: Session) -> None:
    make_own_catalogue(session, name="Prøvekommunen")
    kept(session, TermCatalogue(name="Greve Kommune"))

    def names(**params: str) -> list[str]:
        items = api.get("/v1/term-catalogues", params=params, headers=keeper).json()["items"]
        return [item["name"] for item in items]

    assert names(own="true") == ["Prøvekommunen"]
    assert names(own="false") == ["Greve Kommune"]
    assert names(q="PRØVE") == ["Prøvekommunen"]


def test_the_first_catalogue_may_be_made_as_our_own(api: TestClient, keeper: Headers) -> None:
    first = api.post("/v1/term-catalogues", json=BODY | {"own": True}, headers=keeper)
    second = api.post(
        "/v1/term-catalogues", json={"name": "Greve Kommune", "own": True}, headers=keeper
    )

    assert (first.status_code, first.json()["own"]) == (201, True)
    assert (second.status_code, second.json()["code"]) == (409, "own_catalogue_exists")
    assert "Vejle Kommune" in second.json()["detail"]
    assert second.json()["errors"][0]["pointer"] == "/own"


def test_another_catalogue_takes_the_mark_from_our_own(
    api: TestClient, keeper: Headers, session: Session
) -> None:
    old = make_own_catalogue(session)
    new = kept(session, TermCatalogue(name="Greve Kommune"))

    taken = api.put(
        f"/v1/term-catalogues/{new.id}",
        json={"name": new.name, "own": True},
        headers=keeper | ANY,
    )
    before = api.get(f"/v1/term-catalogues/{old.id}", headers=keeper).json()

    assert (taken.status_code, taken.json()["own"]) == (200, True)
    assert (before["own"], before["version"]) == (False, 2)


def test_our_own_can_not_be_given_up_without_another(
    api: TestClient, keeper: Headers, session: Session
) -> None:
    own = make_own_catalogue(session)

    given_up = api.put(f"/v1/term-catalogues/{own.id}", json=BODY, headers=keeper | ANY)
    renamed = api.put(
        f"/v1/term-catalogues/{own.id}", json=BODY | {"own": True}, headers=keeper | ANY
    )

    assert (given_up.status_code, given_up.json()["code"]) == (409, "own_catalogue_needed")
    assert (renamed.status_code, renamed.json()["name"]) == (200, "Vejle Kommune")


def test_a_catalogue_with_terms_stays(api: TestClient, keeper: Headers, session: Session) -> None:
    catalogue = kept(session, TermCatalogue(name="Greve Kommune"))
    make_term(session, catalogue)

    answer = api.delete(f"/v1/term-catalogues/{catalogue.id}", headers=keeper | ANY)

    assert (answer.status_code, answer.json()["code"]) == (409, "term_catalogue_has_history")


@pytest.mark.parametrize(("field", "value"), [("name", ""), ("own", "perhaps"), ("terms", 3)])
def test_names_the_field_at_fault(
    api: TestClient, keeper: Headers, field: str, value: object
) -> None:
    answer = api.post("/v1/term-catalogues", json=BODY | {field: value}, headers=keeper)

    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [f"/{field}"]


def test_refuses_a_name_twice(api: TestClient, keeper: Headers, session: Session) -> None:
    kept(session, TermCatalogue(name="Vejle Kommune"))

    answer = api.post("/v1/term-catalogues", json=BODY, headers=keeper)

    assert (answer.status_code, answer.json()["code"]) == (409, "already_there")


def test_an_unknown_id_is_not_found(api: TestClient, keeper: Headers) -> None:
    answer = api.get(f"/v1/term-catalogues/{UNKNOWN_ID}", headers=keeper)

    assert (answer.status_code, answer.json()["code"]) == (404, "term_catalogue_not_found")
