"""The document walked: its operations, and all that it refers to."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Document = dict[str, Any]


@dataclass(frozen=True)
class Entry:
    """An operation as the document has it."""

    method: str
    path: str
    body: Document

    @property
    def name(self) -> str:
        return str(self.body["operationId"])

    def parameters(self, place: str) -> dict[str, Document]:
        every = self.body.get("parameters", [])
        return {each["name"]: each for each in every if each["in"] == place}

    @property
    def refusals(self) -> set[int]:
        return {int(status) for status in self.body["responses"] if status >= "400"}


def entries(document: Document) -> Iterator[Entry]:
    for path, methods in document["paths"].items():
        for method, body in methods.items():
            yield Entry(method, path, body)


def references(part: Any) -> Iterator[str]:
    """Yield every $ref within a part of the document."""
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        for each in part.values():
            yield from references(each)
    elif isinstance(part, list):
        for each in part:
            yield from references(each)


def resolved(document: Document, part: Document) -> Document:
    """Return what a part refers to, or the part itself."""
    while "$ref" in part:
        found: Any = document
        for name in part["$ref"].removeprefix("#/").split("/"):
            found = found[name]
        part = found
    return part
