"""Complaints are registered with as little as a sentence, and what follows from it."""

from sqlmodel import Session
from starlette.testclient import TestClient

from tests.api.casework.places import make_place
from tests.factories import Actors

TEXT = "Jeg har fået tre sagsbehandlere på et år."


def test_a_sentence_and_a_case_are_enough(
    api: TestClient, session: Session, actors: Actors
) -> None:
    place = make_place(session, actors)
    body = {"text": TEXT, "case_id": str(place.case.id)}

    answer = api.post("/v1/complaints", json=body, headers=place.leader)

    assert answer.status_code == 201, answer.text
    assert api.get(answer.headers["Location"], headers=place.leader).status_code == 200
