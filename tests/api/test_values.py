"""What the shared types take, and that the document says the same."""

from typing import Any

import pytest
from fastapi import FastAPI
from pydantic import TypeAdapter, ValidationError
from starlette.testclient import TestClient

from api.people.rules import Role
from api.values import Position, ShortText
from tests.factories import Actors

POSITION: TypeAdapter[int] = TypeAdapter(Position)


@pytest.mark.parametrize("number", [5, 5.0])
def test_a_whole_number_however_json_writes_it(number: float) -> None:
    assert repr(POSITION.validate_python(number)) == "5"


@pytest.mark.parametrize("number", [5.5, "5", True, float("inf"), float("nan"), 1e300, -1])
def test_what_is_no_whole_number_in_bounds(number: object) -> None:
    with pytest.raises(ValidationError):
        POSITION.validate_python(number)


def test_the_document_says_that_a_text_may_not_be_empty() -> None:
    assert TypeAdapter(ShortText).json_schema() == {
        "type": "string",
        "minLength": 1,
        "maxLength": 500,
    }


def test_a_time_of_day_is_documented_as_it_is_answered(
    application: FastAPI, api: TestClient, actors: Actors
) -> None:
    """The format `time` of JSON Schema has a time zone, which the hour of a meeting has not."""
    secretary = actors.headers(Role.COMMITTEE_SECRETARY)
    committee = api.post("/v1/committees", json={"name": "Udvalget"}, headers=secretary).json()
    body: dict[str, Any] = {
        "committee_id": committee["id"],
        "held": {"from": "2017-09-20"},
        "starts_at": "13:00",
    }

    made = api.post("/v1/meetings", json=body, headers=secretary)

    schemas = application.openapi()["components"]["schemas"]
    [documented, _] = schemas["MeetingOut"]["properties"]["starts_at"]["anyOf"]
    assert documented["format"] == "time-local"
    assert made.json()["starts_at"] == "13:00:00"
