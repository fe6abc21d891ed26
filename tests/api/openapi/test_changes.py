"""A change that breaks clients is found and named; one that adds is not."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from fastapi import FastAPI

from scripts.openapi_changes import ACCEPTED, NOW, RELEASED, Comparison, contract_of, not_accepted
from tests.api.openapi.walking import Document

CASE: Document = {
    "type": "object",
    "required": ["id", "state"],
    "properties": {
        "id": {"type": "string", "format": "uuid"},
        "state": {"$ref": "#/components/schemas/State"},
        "parent": {"$ref": "#/components/schemas/Case"},
    },
}
CASE_IN: Document = {
    "type": "object",
    "required": ["state"],
    "properties": {
        "state": {"$ref": "#/components/schemas/State"},
        "note": {"type": "string", "maxLength": 500},
        "tags": {"type": "array", "items": {"type": "string"}},
    },
}
RELEASED_DOCUMENT: Document = {
    "paths": {
        "/cases": {
            "post": {
                "operationId": "open_case",
                "security": [{"token": ["cases:write"]}],
                "parameters": [
                    {"in": "query", "name": "as_of", "schema": {"type": "string"}},
                ],
                "requestBody": {
                    "required": True,
                    "content": {
                        "application/json": {"schema": {"$ref": "#/components/schemas/CaseIn"}}
                    },
                },
                "responses": {
                    "201": {
                        "headers": {"ETag": {}},
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/Case"}}
                        },
                    }
                },
            }
        }
    },
    "components": {
        "schemas": {
            "Case": CASE,
            "CaseIn": CASE_IN,
            "State": {"type": "string", "enum": ["open", "closed"]},
        }
    },
}


def post(document: Document) -> Document:
    operation: Document = document["paths"]["/cases"]["post"]
    return operation


def changes_of(change: Callable[[Document], Any]) -> list[str]:
    after = copy.deepcopy(RELEASED_DOCUMENT)
    change(after)
    return list(Comparison(RELEASED_DOCUMENT, after).breaking())


def schema(document: Document, name: str) -> Document:
    found: Document = document["components"]["schemas"][name]
    return found


BREAKING: dict[str, Callable[[Document], Any]] = {
    "POST /cases is gone": lambda it: it["paths"].pop("/cases"),
    "POST /cases is called add_case, was open_case": lambda it: post(it).update(
        operationId="add_case"
    ),
    "POST /cases needs more rights: cases:import": lambda it: post(it)["security"][0][
        "token"
    ].append("cases:import"),
    "POST /cases, parameter as_of is gone": lambda it: post(it)["parameters"].clear(),
    "POST /cases, parameter as_of is required": lambda it: post(it)["parameters"][0].update(
        required=True
    ),
    "POST /cases, parameter as_of takes no string": lambda it: post(it)["parameters"][0].update(
        schema={"type": "integer"}
    ),
    "POST /cases reads no application/json": lambda it: post(it)["requestBody"]["content"].clear(),
    "POST /cases, body.note is gone": lambda it: schema(it, "CaseIn")["properties"].pop("note"),
    "POST /cases, body.note is required": lambda it: schema(it, "CaseIn")["required"].append(
        "note"
    ),
    "POST /cases, body.note has the maxLength 100": lambda it: schema(it, "CaseIn")["properties"][
        "note"
    ].update(maxLength=100),
    "POST /cases, body.tags[] takes no string": lambda it: schema(it, "CaseIn")["properties"][
        "tags"
    ].update(items={"type": "integer"}),
    "POST /cases, body.state takes no closed": lambda it: schema(it, "State")["enum"].remove(
        "closed"
    ),
    "POST /cases 201 is not answered": lambda it: post(it)["responses"].clear(),
    "POST /cases 201 has no ETag": lambda it: post(it)["responses"]["201"]["headers"].clear(),
    "POST /cases 201 is no application/json": lambda it: post(it)["responses"]["201"][
        "content"
    ].clear(),
    "POST /cases 201, answer.id may be left out": lambda it: schema(it, "Case")["required"].remove(
        "id"
    ),
    "POST /cases 201, answer.parent is gone": lambda it: schema(it, "Case")["properties"].pop(
        "parent"
    ),
    "POST /cases 201, answer.id may be null": lambda it: schema(it, "Case")["properties"].update(
        id={"anyOf": [{"type": "string", "format": "uuid"}, {"type": "null"}]}
    ),
}
ADDING: dict[str, Callable[[Document], Any]] = {
    "an operation": lambda it: it["paths"].update({"/units": {"get": {"operationId": "units"}}}),
    "a parameter": lambda it: post(it)["parameters"].append(
        {"in": "query", "name": "dry_run", "schema": {"type": "boolean"}}
    ),
    "a field of an answer": lambda it: schema(it, "Case")["properties"].update(
        number={"type": "string"}
    ),
    "a field that may be sent": lambda it: schema(it, "CaseIn")["properties"].update(
        number={"type": "string"}
    ),
    "a code": lambda it: schema(it, "State")["enum"].append("withdrawn"),
    "room for more": lambda it: schema(it, "CaseIn")["properties"]["note"].update(maxLength=900),
    "a right that is needed no more": lambda it: post(it).pop("security"),
    "a field that may be left out now": lambda it: schema(it, "CaseIn")["required"].clear(),
}


@pytest.mark.parametrize("sentence", BREAKING)
def test_what_breaks_clients_is_named(sentence: str) -> None:
    assert changes_of(BREAKING[sentence]) == [sentence]


@pytest.mark.parametrize("addition", ADDING)
def test_what_is_added_breaks_nobody(addition: str) -> None:
    assert changes_of(ADDING[addition]) == []


def test_words_are_no_part_of_the_contract_and_fields_called_like_them_are() -> None:
    told = {
        "description": "What it is.",
        "x-enum-descriptions": {},
        "properties": {"description": {"type": "string", "title": "Description"}},
    }
    assert contract_of(told) == {"properties": {"description": {"type": "string"}}}


def test_a_change_that_was_decided_is_accepted() -> None:
    after = copy.deepcopy(RELEASED_DOCUMENT)
    after["paths"].clear()

    assert not_accepted(RELEASED_DOCUMENT, after, "# Decided\n\n- POST /cases is gone\n") == []
    assert not_accepted(RELEASED_DOCUMENT, after, "# Decided\n") == ["POST /cases is gone"]


def test_the_kept_document_is_todays(application: FastAPI) -> None:
    kept = json.loads(NOW.read_text(encoding="utf-8"))

    same = kept == json.loads(json.dumps(application.openapi()))
    assert same, "docs/openapi.json is not what the service says: renew it with `make openapi`"


def test_nothing_breaks_that_nobody_decided(application: FastAPI) -> None:
    released = json.loads(RELEASED.read_text(encoding="utf-8"))
    accepted = ACCEPTED.read_text(encoding="utf-8")

    broken = not_accepted(released, contract_of(application.openapi()), accepted)
    assert broken == [], "keep it as it was, or decide it in docs/openapi-breaking.md"
