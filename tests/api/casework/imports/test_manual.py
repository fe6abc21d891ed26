"""The page on importing says what the program does."""

import re
from collections.abc import Iterator
from datetime import date

import pytest

from api.casework.imports.columns import CHANNELS, COLUMNS, ORIGINS, OUTCOMES, STATES
from api.casework.imports.formats.reading import READERS
from api.casework.imports.rules import Format
from api.casework.imports.uploads import FORMATS
from tests.database import ROOT

PAGE = (ROOT / "docs" / "importing.md").read_text(encoding="utf-8")


def row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def columns() -> Iterator[str]:
    yield row("Column", "Danish names", "What it says")
    yield "|---|---|---|"
    for column in COLUMNS:
        name = f"**`{column.name}`**" if column.required else f"`{column.name}`"
        yield row(name, ", ".join(column.danish), column.about)


def words() -> Iterator[str]:
    for columns, names in (
        ("`origin`", ORIGINS),
        ("`outcome`", OUTCOMES),
        ("`channel`, `notice_channel`", CHANNELS),
        ("`state`", STATES),
    ):
        told = (f"`{value.value}` ({', '.join(danish)})" for value, danish in names.items())
        yield row(columns, ", ".join(told))


def test_lists_the_columns_and_words_that_are_read() -> None:
    assert "\n".join(columns()) in PAGE
    assert "\n".join(words()) in PAGE


def test_names_the_media_types_that_are_read() -> None:
    assert all(f"`{media_type}`" in PAGE for media_type in FORMATS)


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_its_examples_are_in_order(kind: str) -> None:
    [example] = re.findall(rf"## Examples.*?```{kind}\n(.*?)```", PAGE, re.DOTALL)
    read = READERS[Format.CSV if kind == "csv" else Format.NDJSON]

    [found] = read([example.encode()])

    assert found.faults == []
    by_name = {column.name: column for column in COLUMNS}
    values = {name: by_name[name].read(raw) for name, raw in found.cells.items()}
    assert (values["reference"], values["received_on"]) == ("S2026-17755", date(2026, 11, 2))


def test_the_refusals_it_explains_are_there() -> None:
    tables = PAGE[PAGE.index("## What refuses a line") : PAGE.index("## How it works")]
    first = (line.split("|")[1] for line in tables.splitlines() if line.startswith("| `"))
    told = {code for cell in first for code in re.findall(r"`([a-z_0-9]+)`", cell)}
    program = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "api").rglob("*.py"))

    assert len(told) > 20
    assert [code for code in told if f'"{code}' not in program] == []
