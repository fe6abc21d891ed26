"""A line about a case of another unit learns nothing of that case."""

import pytest
from sqlmodel import Session
from starlette.testclient import TestClient

from api.people.rules import Role
from tests.api.casework.imports.makers import line, ndjson, send
from tests.factories import Actors, Headers, make_unit


@pytest.mark.usefixtures("unit", "terms")
def test_another_number_than_the_case_has_does_not_tell_its_own(
    api: TestClient, importer: Headers, actors: Actors, session: Session
) -> None:
    make_unit(session, name="En anden")
    theirs = line(1, unit="En anden", number="2017-7654321")
    assert send(api, actors.headers(Role.ADMIN), ndjson([theirs])).json()["created"] == 1

    answer = send(api, importer, ndjson([line(1, number="2017-0000099")]))

    assert [each["code"] for each in answer.json()["refusals"]] == ["case_reference_taken"]
    assert "2017-7654321" not in answer.text
