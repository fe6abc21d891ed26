"""The OpenAPI document, as it is served at /openapi.json and kept in docs/openapi.json.

FastAPI describes what comes in and goes out. Here is added what holds for all of it: what can be
refused, which headers an answer has, what fields mean, and what enumerations are called.
"""

import json
from typing import Any

from fastapi import FastAPI

from api.openapi import headers, refusals
from api.openapi.about import SERVERS, TAGS, about
from api.openapi.enumerations import describe_enumerations
from api.openapi.examples import add_answer, add_examples
from api.openapi.fields import describe_fields, describe_parameter
from api.openapi.headers import headers_of, referred
from api.openapi.operations import Operation, operations_of
from api.openapi.refusals import BY_STATUS, refusals_of
from api.problems import MEDIA_TYPE
from api.version import VERSION

JSON = "application/json"
TEXTS = frozenset({"application/x-ndjson", "text/csv", "text/calendar", "text/plain"})
BYTES = {"type": "string", "format": "binary"}
NOTHING_SAID = "Successful Response"
SAID = {200: "What was asked for.", 201: "It was made.", 202: "It will be done.", 204: "Done."}
IF_NONE_MATCH = "If-None-Match"
NOT_MODIFIED = "304"
PROBLEM = "Problem"
OF_FASTAPI = ("HTTPValidationError", "ValidationError")
OF_REFUSALS = frozenset({PROBLEM, *OF_FASTAPI})
Document = dict[str, Any]


class DescribedAPI(FastAPI):
    """A FastAPI whose document says all that its clients need."""

    def openapi(self) -> Document:
        if self.openapi_schema is None:
            self.openapi_schema = complete(super().openapi(), self)
        return self.openapi_schema


def complete(document: Document, app: FastAPI) -> Document:
    """Return FastAPI's document with what it does not know of our answers."""
    document["info"] = about(app.title, app.summary, VERSION)
    document["servers"] = SERVERS
    parts = document["components"]
    for name in OF_FASTAPI:
        parts["schemas"].pop(name, None)
    parts["headers"] = headers.parts()
    parts["responses"] = refusals.parts()
    for operation in operations_of(app):
        describe(document["paths"][operation.path][operation.method.lower()], operation)
    describe_fields(parts["schemas"])
    describe_enumerations(parts["schemas"])
    document["tags"] = tags_of(document)
    drop_unused(document)
    return document


def drop_unused(document: Document) -> None:
    """Leave out the headers and refusals that no operation has, and the headers only those had."""
    for kind in ("responses", "headers"):
        text, prefix = json.dumps(document), f"#/components/{kind}/"
        parts = document["components"][kind]
        document["components"][kind] = {
            name: part for name, part in parts.items() if f'"{prefix}{name}"' in text
        }


def tags_of(document: Document) -> list[Document]:
    """Return the features that have operations, in the order that they are told in."""
    entries = (entry for methods in document["paths"].values() for entry in methods.values())
    used = {tag for entry in entries for tag in entry["tags"]}
    return [{"name": tag, "description": about} for tag, about in TAGS.items() if tag in used]


def describe(entry: Document, operation: Operation) -> None:
    """Complete the entry of one operation."""
    entry["summary"] = operation.name.replace("_", " ").capitalize()
    if not operation.repeatable:
        leave_out_key(entry)
    add_examples(operation.name, entry.get("requestBody", {}).get("content", {}))
    if operation.reads and (operation.answers_json or NOT_MODIFIED in entry["responses"]):
        let_ask_again(entry)
    for parameter in entry.get("parameters", []):
        describe_parameter(parameter)
        if parameter["name"] == "If-Match":
            parameter["required"] = operation.wants_if_match
    told = {
        status: completed(answer, operation, int(status))
        for status, answer in entry["responses"].items()
        if status not in BY_STATUS or says_more(answer)
    }
    shared = {str(each.status): refusals.referred(each) for each in refusals_of(operation)}
    entry["responses"] = dict(sorted((shared | told).items()))


def let_ask_again(entry: Document) -> None:
    """Document that what is at hand need not be sent once more."""
    parameters = entry.setdefault("parameters", [])
    if all(each["name"] != IF_NONE_MATCH for each in parameters):
        place = {"name": IF_NONE_MATCH, "in": "header", "required": False}
        parameters.append(place | {"schema": {"type": "string"}})
    same = {"description": "It is as it was when the ETag was given."}
    entry["responses"].setdefault(NOT_MODIFIED, same)


def says_more(answer: Document) -> bool:
    """Say whether a route's refusal is a document of its own, and not what all refusals are."""
    return any(schema_of(media) not in OF_REFUSALS for media in answer.get("content", {}).values())


def schema_of(media: Document) -> str:
    """Return the name of the schema that an answer refers to."""
    return str(media.get("schema", {}).get("$ref", "")).rpartition("/")[2]


def leave_out_key(entry: Document) -> None:
    """Leave the Idempotency-Key out where nothing heeds it: every route's sign-in can read one."""
    taken = entry.pop("parameters", [])
    if kept := [each for each in taken if each["name"] != "Idempotency-Key"]:
        entry["parameters"] = kept


def completed(answer: Document, operation: Operation, status: int) -> Document:
    """Return an answer with its headers and the form of its body."""
    own = answer.get("headers", {})
    shown: Document = {"headers": own | referred(headers_of(operation, status))}
    if answer["description"] == NOTHING_SAID:
        shown["description"] = SAID[status]
    if "content" in answer:
        shown["content"] = body_of(answer["content"])
    return answer | shown


def body_of(content: Document) -> Document:
    """Return the forms of an answer, JSON first; a refusal is a problem document."""
    for kind, media in content.items():
        schema = media.setdefault("schema", {"type": "string"} if kind in TEXTS else dict(BYTES))
        schema.pop("title", None)
        add_answer(schema_of(media), media)
    if schema_of(content.get(JSON, {})) == PROBLEM:
        return {MEDIA_TYPE: content[JSON]}
    return dict(sorted(content.items(), key=lambda form: form[0] != JSON))
