"""The document says all that a client needs to know, and nothing that can't happen."""

import re

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.people.rules import Role
from api.problems import Problem
from tests.api.openapi.walking import Document, Entry, entries, references, resolved
from tests.factories import UNKNOWN_ID, Actors

SNAKE_CASE = re.compile(r"[a-z]+(_[a-z]+)*")
# They are asked without a token, and refuse whom they do not know; OAuth has its own refusals.
GIVE_TOKENS = {"sign_in", "issue_token", "revoke_token"}
SCHEMA_NAME = re.compile(r"[A-Z][A-Za-z]*(_[A-Za-z]+_)?")


@pytest.fixture(scope="module")
def document(application: FastAPI) -> Document:
    return application.openapi()


@pytest.fixture(scope="module")
def operations(document: Document) -> list[Entry]:
    return list(entries(document))


def test_operations_are_named_like_functions(operations: list[Entry]) -> None:
    names = [each.name for each in operations]

    assert len(names) == len(set(names))
    assert [name for name in names if not SNAKE_CASE.fullmatch(name)] == []


def test_schemas_are_named_for_what_they_are_and_not_for_where_they_are(document: Document) -> None:
    names = document["components"]["schemas"]

    assert [name for name in names if not SCHEMA_NAME.fullmatch(name)] == []
    assert [name for name in names if name.endswith(("-Input", "-Output"))] == []


def test_the_whole_says_what_it_is_whose_and_under_which_licence(document: Document) -> None:
    info = document["info"]

    assert document["openapi"].startswith("3.1")
    assert info["license"]["identifier"] == "EUPL-1.2"
    assert info["contact"]["name"]
    assert document["servers"][0]["url"] == "/"
    for convention in ("Idempotency-Key", "If-Match", "application/problem+json", "cursor"):
        assert convention in info["description"]


def test_every_feature_is_described(document: Document, operations: list[Entry]) -> None:
    described = {tag["name"] for tag in document["tags"] if tag["description"]}

    missing = {tag for each in operations for tag in each.body["tags"]} - described
    assert missing == set(), "describe them in api/openapi/about.py"


def test_every_operation_has_a_summary_and_a_description(operations: list[Entry]) -> None:
    for each in operations:
        assert each.body["summary"], each.name
        assert each.body["description"].rstrip().endswith((".", ")")), each.name


def test_every_parameter_says_what_it_means(operations: list[Entry]) -> None:
    silent = {
        f"{parameter['name']} of {each.name}"
        for each in operations
        for parameter in each.body.get("parameters", [])
        if not parameter.get("description")
    }
    assert silent == set(), "say it in the route, or for all of that name in openapi/fields.toml"


def test_every_field_says_what_it_means(document: Document) -> None:
    silent = {
        f"{field} of {name}"
        for name, schema in document["components"]["schemas"].items()
        for field, value in schema.get("properties", {}).items()
        if not value.get("description") and "enum" not in resolved(document, value)
    }
    assert silent == set(), "say it in the schema, or for all of that name in openapi/fields.toml"


def test_nothing_is_left_over_and_nothing_is_missing(document: Document) -> None:
    used = set(references(document))
    kept = {
        f"#/components/{kind}/{name}"
        for kind, parts in document["components"].items()
        if kind != "securitySchemes"
        for name in parts
    }
    assert used == kept


def test_a_refusal_is_documented_only_where_it_can_happen(operations: list[Entry]) -> None:
    for each in operations:
        if_match = each.parameters("header").get("If-Match")
        secured = "security" in each.body
        assert (412 in each.refusals) == (if_match is not None), each.name
        assert (428 in each.refusals) == bool(if_match and if_match["required"]), each.name
        assert ({413, 415} <= each.refusals) == ("requestBody" in each.body), each.name
        assert (404 in each.refusals) == ("{" in each.path), each.name
        assert not (each.method == "get" and 409 in each.refusals), each.name
        if secured:
            assert {401, 422, 500, 503} <= each.refusals, each.name
        if each.name not in GIVE_TOKENS:
            assert (401 in each.refusals) == secured, each.name


def test_every_refusal_is_a_problem_document_with_examples(document: Document) -> None:
    for name, response in document["components"]["responses"].items():
        content = response["content"]["application/problem+json"]
        assert content["schema"] == {"$ref": "#/components/schemas/Problem"}
        assert content["examples"], name
        for code, example in content["examples"].items():
            assert Problem.model_validate(example["value"]).code == code


def test_every_refusal_of_an_operation_is_a_problem_document(
    document: Document, operations: list[Entry]
) -> None:
    for each in operations:
        for status, response in each.body["responses"].items():
            if status >= "400" and each.name not in GIVE_TOKENS:
                content = resolved(document, response)["content"]
                assert list(content) == ["application/problem+json"], f"{each.name} {status}"


def test_the_examples_of_refusals_are_what_is_answered(
    document: Document, api: TestClient, actors: Actors
) -> None:
    admin = actors.headers(Role.ADMIN)
    unit = f"/v1/units/{UNKNOWN_ID}"
    asked = [
        api.get("/v1/units"),
        api.get("/v1/units", headers={"Authorization": "Bearer over"}),
        api.get("/v1/units", params={"colour": "red"}, headers=admin),
        api.get("/v1/units", params={"cursor": "forged"}, headers=admin),
        api.get("/v1/units", params={"limit": 0}, headers=admin),
        api.delete(unit, headers=admin),
        api.post("/v1/units", content=b"<unit/>", headers=admin),
        api.get("/v1/cases", headers=actors.headers(Role.COMMITTEE_SECRETARY)),
    ]
    examples = {
        code: example["value"]
        for response in document["components"]["responses"].values()
        for code, example in response["content"]["application/problem+json"]["examples"].items()
    }
    for answer in asked:
        body = answer.json()
        example = examples[body["code"]]
        assert (body["status"], body["title"]) == (example["status"], example["title"])
        assert set(body) == set(example), body["code"]
        if body["code"] not in {"unknown_parameter", "invalid_input", "not_allowed"}:
            assert body["detail"] == example["detail"]


def test_headers_are_documented_where_they_are_answered(operations: list[Entry]) -> None:
    by_name = {each.name: each.body["responses"] for each in operations}

    assert {"ETag", "Idempotency-Replayed"} <= set(by_name["complete_deadline"]["200"]["headers"])
    assert {"ETag", "Location"} <= set(by_name["open_case"]["201"]["headers"])
    assert "Link" in by_name["list_cases"]["200"]["headers"]
    assert "Rettidig-Feed-Position" in by_name["list_deadlines"]["200"]["headers"]
    assert "Location" not in by_name["list_cases"]["200"]["headers"]
    for responses in by_name.values():
        for status, response in responses.items():
            if status < "400":
                assert {"API-Version", "X-Request-Id"} <= set(response["headers"])


def test_a_header_is_documented_only_where_it_is_heeded(operations: list[Entry]) -> None:
    for each in operations:
        headers = each.parameters("header")
        assert ("Idempotency-Key" not in headers) or each.method == "post", each.name
        assert ("304" in each.body["responses"]) == ("If-None-Match" in headers) or (
            each.method != "get"
        ), each.name


def test_a_parameter_is_never_null(operations: list[Entry]) -> None:
    for each in operations:
        for parameter in each.body.get("parameters", []):
            assert {"type": "null"} not in parameter["schema"].get("anyOf", []), each.name
