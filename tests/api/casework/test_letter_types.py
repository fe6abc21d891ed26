"""A decision says by which template or type of letter it was written."""

from typing import Any

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.catalogue.letter_types.tables import LetterType
from api.people.rules import Role
from tests.api.casework.deciding import REFUSAL, correct, decide
from tests.api.casework.places import Place
from tests.api.catalogue.makers import make_letter_type
from tests.factories import UNKNOWN_ID, Actors


@pytest.fixture
def letter(session: Session) -> LetterType:
    return make_letter_type(session, "AFSLAG-100", name_da="Afslag, merudgifter")


def test_it_is_told_by_its_names(api: TestClient, place: Place, letter: LetterType) -> None:
    case = str(place.case.id)
    made = decide(api, place.leader, case, letter_type_id=str(letter.id))

    assert made["letter_type"] == {
        "id": str(letter.id),
        "code": "AFSLAG-100",
        "name_da": "Afslag, merudgifter",
        "name_en": letter.name_en,
    }
    assert correct(api, place.leader, made)["letter_type"] is None


@pytest.mark.parametrize("retired", [True, False])
def test_one_that_is_unknown_or_used_no_more_is_refused(
    api: TestClient, session: Session, place: Place, *, retired: bool
) -> None:
    key = str(make_letter_type(session, retired=True).id) if retired else UNKNOWN_ID
    body = REFUSAL | {"letter_type_id": key}

    answer = api.post(f"/v1/cases/{place.case.id}/decisions", json=body, headers=place.leader)

    code = "letter_type_retired" if retired else "letter_type_unknown"
    [fault] = answer.json()["errors"]
    assert (answer.status_code, answer.json()["code"], fault["pointer"]) == (
        422,
        code,
        "/letter_type_id",
    )


def test_a_decision_keeps_the_letter_that_went_out_of_use(
    api: TestClient, session: Session, place: Place, actors: Actors, letter: LetterType
) -> None:
    key = {"letter_type_id": str(letter.id)}
    made = decide(api, place.leader, str(place.case.id), **key)
    letter.retired = True
    session.flush()

    assert correct(api, place.leader, made, **key, subject="Rampe")["letter_type"]["code"]
    keeper = actors.headers(Role.STAFF_UNIT) | {"If-Match": "*"}
    gone = api.delete(f"/v1/letter-types/{letter.id}", headers=keeper)
    assert (gone.status_code, gone.json()["code"]) == (409, "letter_type_has_history")


def test_other_systems_tell_it_by_its_code(
    api: TestClient, place: Place, actors: Actors, letter: LetterType
) -> None:
    told: dict[str, Any] = {
        "case_type": place.case_type.code,
        "unit": str(place.unit.id),
        "origin": "citizen",
        "received_on": "2017-08-16",
        "decided_on": "2017-09-01",
        "outcome": "refused",
        "letter_type": letter.code,
    }
    staff = actors.headers(Role.ADMIN)
    address = "/v1/cases/by-reference/esdh/S1"

    made = api.put(address, json=told, headers=staff)

    assert made.status_code == 201, made.text
    listed = api.get("/v1/decisions", params={"case": made.json()["id"]}, headers=staff).json()
    assert [each["letter_type"]["code"] for each in listed["items"]] == [letter.code]
    unknown = api.put(address + "2", json=told | {"letter_type": "INGEN"}, headers=staff)
    assert (unknown.status_code, unknown.json()["code"]) == (422, "letter_type_unknown")
