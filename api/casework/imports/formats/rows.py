"""A row of a file, whatever its format, and what makes a whole file unusable."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from api.casework.imports.columns import column_named
from api.casework.imports.rules import Fault, shown
from api.errors import InvalidInput

NAMELESS = Fault("", "column_nameless", "A cell holds something in a column without a name.")


@dataclass(slots=True)
class Row:
    """The cells of one row by column, those that hold something; `line` is its place in the file.

    `faults` are what kept some of it from being read.
    """

    line: int
    cells: Mapping[str, Any]
    faults: list[Fault] = field(default_factory=list)

    @property
    def unread(self) -> bool:
        """Say that nothing of the row could be read."""
        return bool(self.faults) and not self.cells


def unreadable(line: int, code: str, detail: str) -> Row:
    return Row(line, {}, [Fault("", code, detail)])


def named_row(line: int, pairs: Iterable[tuple[str, Any]]) -> Row:
    """Return a row whose cells come with their names, each of its own."""
    cells: dict[str, Any] = {}
    faults: list[Fault] = []
    for word, raw in pairs:
        name = column_named(word)
        if name is None:
            faults.append(Fault("", "column_unknown", f"There is no column {shown(word)}."))
        elif name in cells:
            faults.append(Fault(name, "column_twice", "This is said twice."))
        elif raw is not None:
            cells[name] = raw
    return Row(line, cells, faults)


def cut_off(line: int) -> InvalidInput:
    return InvalidInput(
        "body_cut",
        f"The file ends in the middle of line {line}. Nothing was changed; send it whole.",
    )
