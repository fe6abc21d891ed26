"""The two papers as they were written, and every text that the data files took from them."""

import re
from collections.abc import Iterator
from typing import Any

from api.demo import records
from api.demo.records import Record

PAPERS = {"2011": "2011-09-21", "2017": "2017-09-20"}
# Everything else that is text comes from the paper, word for word.
NOT_FROM_THE_PAPER = frozenset({"key", "source"})
# These begin with a capital, as titles do, wherever the words stood.
TITLES = frozenset({"title", "label", "name", "aliases"})


def one_space(text: str) -> str:
    return " ".join(text.split())


def written(year: str) -> str:
    file = records.DATA.parent / "papers" / f"{PAPERS[year]}.txt"
    return file.read_text(encoding="utf-8")


def paper(year: str) -> str:
    return one_space(written(year))


def solution(year: str) -> str:
    """Return the section in which a paper tells what is done: Løsning."""
    return one_space(written(year).split("\nLøsning\n")[1].split("\nØkonomi\n")[0])


def records_of(year: str) -> list[Record]:
    return [record for record in records.read().records if record.file.startswith(f"{year}/")]


def record(key: str) -> Record:
    return next(record for record in records.read().records if record.key == key)


def is_word(model: type[Any], name: str) -> bool:
    """Say whether a field holds free text, and neither a key nor a word of a list."""
    if name in NOT_FROM_THE_PAPER:
        return False
    choices = getattr(model.__table__.columns.get(name), "type", None)
    return f"{name}_id" not in model.model_fields and not getattr(choices, "enums", None)


def texts(record: Record) -> Iterator[tuple[str, str]]:
    """Yield field and text for everything a record says in words; a line is a text of its own."""
    model = records.MODEL_OF[record.table]
    for name, value in record.values.items():
        if isinstance(value, dict) and "as_written" in value:
            yield f"{name}.as_written", value["as_written"]
        elif is_word(model, name) and isinstance(value, str | list):
            lines = value.split("\n") if isinstance(value, str) else value
            yield from ((name, line) for line in lines if line.strip())


def fragment(field: str, text: str) -> re.Pattern[str]:
    """Return what finds a text in its paper, in whole words."""
    flags = re.IGNORECASE if field in TITLES else 0
    return re.compile(rf"(?<!\w){re.escape(one_space(text))}(?!\w)", flags)
