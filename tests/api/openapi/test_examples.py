"""What the document shows as examples works: each is sent to the service."""

import pytest
from fastapi import FastAPI
from jsonschema_rs import Draft202012Validator
from sqlmodel import Session
from starlette.testclient import TestClient

from api.clock import day_of_asking
from api.openapi.examples import answers, examples
from tests.api.openapi.walking import Document, Entry, entries
from tests.api.openapi.world import DAY_OF_EXAMPLES, World, make_world
from tests.factories import Actors

# Their examples stand beside their routes, and are sent by their own tests.
OWN_EXAMPLES = {"write_case_by_reference", "write_cases"}


@pytest.fixture
def document(application: FastAPI) -> Document:
    return application.openapi()


@pytest.fixture
def as_of_examples(api_app: FastAPI) -> None:
    api_app.dependency_overrides[day_of_asking] = lambda: DAY_OF_EXAMPLES


def readers_of(world: World, name: str) -> list[Entry]:
    """Return the operations that read a schema, or the one of that name."""
    return [
        entry
        for entry in entries(world.document)
        if any(example in world.examples(entry) for example in examples()[name])
    ]


@pytest.mark.usefixtures("as_of_examples")
@pytest.mark.parametrize("name", examples())
def test_every_example_is_accepted(
    name: str, document: Document, api: TestClient, session: Session, actors: Actors
) -> None:
    readers = readers_of(World(api, session, {}, document), name)
    assert readers, f"nothing reads {name}"
    for entry in readers:
        for example in examples()[name]:
            with session.begin_nested() as apart:
                world = make_world(api, session, actors, document)
                answer = world.send(entry, example)
                told = f"{entry.name}, {example.summary}: {answer.status_code} {answer.text}"
                assert str(answer.status_code) in entry.body["responses"], told
                assert answer.is_success, told
                apart.rollback()
            session.expire_all()


def test_every_answer_is_of_its_schema(document: Document) -> None:
    for name in answers():
        assert name in document["components"]["schemas"], f"nothing answers {name}"
    for entry in entries(document):
        for status, answer in entry.body["responses"].items():
            for body in answer.get("content", {}).values():
                for example in body.get("examples", {}).values():
                    told = f"{entry.name} {status}: {example['value']}"
                    schema = body["schema"] | {"components": document["components"]}
                    checked = Draft202012Validator(schema, validate_formats=True)
                    assert checked.is_valid(example["value"]), told


def test_every_body_has_an_example(document: Document) -> None:
    without = {
        f"{entry.name} ({media})"
        for entry in entries(document)
        for media, body in entry.body.get("requestBody", {}).get("content", {}).items()
        if "examples" not in body and media in {"application/json", "application/x-ndjson"}
    }
    assert without == set(), "give one in api/openapi/examples"
