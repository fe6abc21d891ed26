"""The facts as columns of numbers in memory, which any figure is counted from in milliseconds.

Each process has its own, brought up to date by the number of the state. Rows are only added, and
what ends a row is noted beside it, so any earlier state can be counted too. Values that have names
are kept as codes: their places in a list of the names seen so far.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

Column = NDArray[Any]
NONE: Final = -1
NEVER: Final = np.iinfo(np.int32).max
MARKS: Final = 5


class Names:
    """The values of one kind seen so far, each with its code."""

    def __init__(self, known: Iterable[str] = ()) -> None:
        self.codes: dict[str, int] = {}
        for name in known:
            self.code(name)

    def code(self, name: str) -> int:
        return self.codes.setdefault(name, len(self.codes))

    def known(self, name: str) -> int:
        """Return the code of a value, or one that no row has."""
        return self.codes.get(name, NONE - 1)

    def all(self) -> list[str]:
        return list(self.codes)

    def encode(self, values: Sequence[Any]) -> Column:
        codes = (NONE if value is None else self.code(value) for value in values)
        return np.fromiter(codes, np.int32, len(values))


@dataclass(frozen=True)
class Rows:
    """Rows of one kind, column by column."""

    columns: Mapping[str, Column]

    def __len__(self) -> int:
        return len(next(iter(self.columns.values())))

    def __getitem__(self, name: str) -> Column:
        return self.columns[name]

    def at(self, number: int) -> NDArray[np.bool_]:
        """Say which rows held in the state of a number."""
        held: NDArray[np.bool_] = (self["since"] <= number) & (self["until"] > number)
        return held

    def ended(self, ids: Sequence[int], numbers: Sequence[int]) -> "Rows":
        """Note the states that ended, with the numbers of those that ended them."""
        until = self["until"].copy()
        until[np.searchsorted(self["id"], ids)] = numbers
        return Rows({**self.columns, "until": until})


def joined(parts: Sequence[Rows]) -> Rows:
    """Return rows one part after another."""
    names = parts[0].columns
    return Rows({name: np.concatenate([part[name] for part in parts]) for name in names})


NAMED: Final = {
    "unit": "unit_id",
    "case_type": "case_type_id",
    "legal_basis": "legal_basis_id",
    "kind": "kind",
    "channel": "channel",
    "outcome": "outcome",
    "board_result": "board_result",
    "deadline_state": "deadline_state",
}
OF_DECISIONS: Final = ("unit", "case_type", "legal_basis", "deadline_state")


def whole(values: Sequence[Any], of: Any = np.int32, none: Any = NONE) -> Column:
    return np.fromiter((none if value is None else value for value in values), of, len(values))


def spans(rows: Sequence[Any]) -> dict[str, Column]:
    """Return the columns that say which row it is, and in which states it held."""
    return {
        "id": whole([row.id for row in rows], np.int64),
        "since": whole([row.since for row in rows]),
        "until": whole([row.until for row in rows], none=NEVER),
    }


def when(days: Sequence[int]) -> dict[str, Column]:
    """Return the days since 1970 began, and the months."""
    day = whole(days)
    month = day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int32)
    return {"day": day, "month": month}


class Coder:
    """Turns rows of the fact tables into columns, giving codes to names as they come."""

    def __init__(self) -> None:
        self.names: dict[str, Names] = {name: Names() for name in (*NAMED, "cause", "finding")}

    def seen(self) -> dict[str, Names]:
        """Return the names seen so far, which later rows add nothing to."""
        return {name: Names(names.codes) for name, names in self.names.items()}

    def complaints(self, rows: Sequence[Any]) -> Rows:
        named = {
            name: self.names[name].encode([getattr(row, column) for row in rows])
            for name, column in NAMED.items()
        }
        return Rows(
            spans(rows)
            | named
            | {
                "complaint": np.frombuffer(b"".join(row.complaint for row in rows), "V16"),
                **when([row.day for row in rows]),
                "has_case": whole([row.has_case for row in rows], np.bool_),
                "repeated": whole([row.repeated for row in rows], np.int8),
                "caseworker_changes": whole([row.caseworker_changes for row in rows], np.int16),
                "hours": whole([row.first_contact_hours for row in rows], np.float32, np.nan),
                "answer_days": whole([row.answer_days for row in rows], np.float32, np.nan),
                "contacted": whole([row.contacted for row in rows], np.bool_),
                "noted": whole([row.noted for row in rows], np.bool_),
            }
        )

    def points(self, rows: Sequence[Any], first_row: int) -> Rows:
        """Return the points of some complaints, each with the place of its complaint's row."""
        flat = [
            (place, *point) for place, row in enumerate(rows, first_row) for point in row.points
        ]
        places, causes, findings, marks = zip(*flat, strict=True) if flat else ((), (), (), ())
        return Rows(
            {
                "row": whole(places),
                "cause": self.names["cause"].encode(causes),
                "finding": self.names["finding"].encode(findings),
                "marks": whole(marks, np.uint8),
            }
        )

    def decisions(self, rows: Sequence[Any]) -> Rows:
        named = {
            name: self.names[name].encode([getattr(row, NAMED[name]) for row in rows])
            for name in OF_DECISIONS
        }
        return Rows(
            spans(rows)
            | named
            | {
                **when([row.day for row in rows]),
                "caseworker_changes": whole([row.caseworker_changes for row in rows], np.int16),
                "complained": whole([row.complained for row in rows], np.bool_),
            }
        )


@dataclass(frozen=True)
class Facts:
    """All that is counted, up to the state of a number. `id` names the state, to know it again."""

    number: int
    id: UUID
    names: Mapping[str, Names]
    complaints: Rows
    points: Rows
    decisions: Rows
