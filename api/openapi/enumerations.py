"""Enumerations with their words in both languages, beside each code."""

from typing import Any

from api.words.enumerations import catalogue

Schema = dict[str, Any]


def describe_enumerations(schemas: dict[str, Schema]) -> None:
    """Add the words of each enumeration to the schema that holds its codes."""
    for name, schema in schemas.items():
        add_words(schema, name)
        for field, value in schema.get("properties", {}).items():
            add_words(value, "".join(part.capitalize() for part in field.split("_")))


def add_words(schema: Schema, name: str) -> None:
    """Add the words of an enumeration; some of its codes may stand in a field of its name."""
    words = catalogue().get(name, {})
    if "enum" in schema:
        schema["x-enum-descriptions"] = {
            code: dict(zip(("da", "en"), words[code], strict=True))
            for code in schema["enum"]
            if code in words
        }
