"""Bodies as they are sent and answered, beside the operations that read and give them.

Ids in an example are told by what they are of: `{unit}` stands for a unit. In the document each has
an id that never changes; tests put in the id of such a thing.
"""

import json
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

FOLDER = Path(__file__).with_name("examples")
ANSWERS = FOLDER / "answers.json"
PAGE = re.compile(r"Page_(\w+)_")
PLACE = re.compile(r"\{([a-z_]+)\}")
# Not ids, and as they look.
SECRETS = {
    "client_secret": "rettidig-hemmelighed-der-kun-vises-en-gang",
    "token": "rettidig-adgang-der-varer-en-time",
}


@dataclass(frozen=True)
class Example:
    """A body with its places open, when it is sent, and as what."""

    summary: str
    body: Any
    media: str = "application/json"

    def filled(self, fill: Callable[[str], str]) -> Any:
        """Return the body with each place filled by what it is of."""
        return filled(self.body, fill)


def filled(part: Any, fill: Callable[[str], str]) -> Any:
    if isinstance(part, dict):
        return {name: filled(each, fill) for name, each in part.items()}
    if isinstance(part, list):
        return [filled(each, fill) for each in part]
    if isinstance(part, str) and (place := PLACE.fullmatch(part)):
        return fill(place[1])
    return part


def as_documented(place: str) -> str:
    """Return the id that stands for a thing in the document."""
    return SECRETS.get(place) or str(uuid5(NAMESPACE_URL, f"rettidig:{place}"))


@cache
def examples() -> Mapping[str, tuple[Example, ...]]:
    """Return the examples of each schema or operation, in the order of the files."""
    found: dict[str, tuple[Example, ...]] = {}
    for file in sorted(FOLDER.glob("*.toml")):
        for name, entries in tomllib.loads(file.read_text(encoding="utf-8")).items():
            found[name] = tuple(Example(**entry) for entry in entries)
    return found


def examples_for(operation: str, schema: Mapping[str, Any]) -> tuple[Example, ...]:
    """Return the examples of an operation's body."""
    name = str(schema.get("$ref", "")).rpartition("/")[2]
    return examples().get(operation) or examples().get(name, ())


def add_examples(operation: str, content: Mapping[str, Any]) -> None:
    """Put the examples beside the schema of a body; those that a route has itself stay."""
    for kind, media in content.items():
        found = [each for each in examples_for(operation, media["schema"]) if each.media == kind]
        if found:
            media.setdefault(
                "examples",
                {
                    f"example_{number}": {
                        "summary": each.summary,
                        "value": each.filled(as_documented),
                    }
                    for number, each in enumerate(found, start=1)
                },
            )


@cache
def answers() -> Mapping[str, Any]:
    """Return what was answered once, by the name of its schema."""
    kept: Mapping[str, Any] = json.loads(ANSWERS.read_text(encoding="utf-8"))
    return kept


def answer_like(schema: str) -> Any:
    """Return an example of an answer; a page holds one of its things. None if there is none."""
    if page := PAGE.fullmatch(schema):
        item = answers().get(page[1])
        return item and {"items": [item], "next": None}
    return answers().get(schema)


def add_answer(schema: str, media: dict[str, Any]) -> None:
    """Put an example beside the schema of an answer, if there is one of it."""
    if example := answer_like(schema):
        media.setdefault("examples", {"example": {"summary": "For example", "value": example}})
