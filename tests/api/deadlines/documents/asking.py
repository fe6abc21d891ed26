"""All of a list in one answer, as programs read it."""

import csv
import json
from dataclasses import dataclass
from io import StringIO
from typing import Any

from tests.api.deadlines.makers import Asked

LIST = "/v1/deadlines"
NDJSON, CSV = "application/x-ndjson", "text/csv"


@dataclass(frozen=True)
class Whole:
    """The lines of a stream, and its last one, which says that they are all."""

    lines: list[dict[str, Any]]
    end: dict[str, Any]


def whole(answer: Any) -> Whole:
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == NDJSON
    *lines, end = (json.loads(line) for line in answer.content.splitlines())
    return Whole(lines, end)


def streamed(asked: Asked, accept: str, **query: Any) -> Any:
    answer = asked.api.get(LIST, params=query, headers=asked.headers | {"Accept": accept})
    assert answer.status_code == 200, answer.text
    return answer


def lines_of(asked: Asked, **query: Any) -> list[dict[str, Any]]:
    return whole(streamed(asked, NDJSON, **query)).lines


def cells_of(asked: Asked, **query: Any) -> list[dict[str, str]]:
    """Return the records of a CSV stream, as a program reads them."""
    separator = ";" if query.get("separator") == "semicolon" else ","
    text = streamed(asked, CSV, **query).content.decode("utf-8-sig")
    reader = csv.DictReader(StringIO(text, newline=""), delimiter=separator, strict=True)
    return list(reader)


def pages_of(asked: Asked, **query: Any) -> list[dict[str, Any]]:
    """Return the items of all pages of a list."""
    page = asked.get(LIST, **query)
    found: list[dict[str, Any]] = page["items"]
    while page["next"]:
        page = asked.get(LIST, **query, cursor=page["next"])
        found += page["items"]
    return found
