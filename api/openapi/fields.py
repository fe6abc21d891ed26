"""What fields and parameters mean, where their schema does not say it itself."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("fields.toml")
Schema = dict[str, Any]


@cache
def glossary() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def describe_fields(schemas: dict[str, Schema]) -> None:
    """Give each field of each schema its meaning, and drop titles that only repeat its name."""
    for name, schema in schemas.items():
        schema.pop("title", None)
        own = glossary()["schemas"].get(name, {})
        for field, value in schema.get("properties", {}).items():
            value.pop("title", None)
            meaning = own.get(field) or glossary()["fields"].get(field)
            if meaning and not says_itself(value, schemas):
                value.setdefault("description", meaning)


def says_itself(field: Schema, schemas: dict[str, Schema]) -> bool:
    """Say whether a field only holds an enumeration, which has its own words."""
    return set(field) == {"$ref"} and "enum" in schemas[field["$ref"].rpartition("/")[2]]


def describe_parameter(parameter: Schema) -> None:
    """Give a parameter its meaning, and the type that it has when it is sent."""
    schema = parameter["schema"]
    schema.pop("title", None)
    schema.pop("description", None)
    meaning = glossary()["fields"] | glossary()["parameters"]
    if "description" not in parameter and parameter["name"] in meaning:
        parameter["description"] = meaning[parameter["name"]]
    parameter["schema"] = without_null(schema)


def without_null(schema: Schema) -> Schema:
    """Return the schema of a parameter, which can be left out and can't be null."""
    kinds = [kind for kind in schema.get("anyOf", []) if kind != {"type": "null"}]
    if len(kinds) != 1:
        return schema
    kind: Schema = kinds[0]
    return kind | {name: value for name, value in schema.items() if name != "anyOf"}
