"""The facts as columns of numbers in memory, which any figure is counted from in milliseconds.

Each process has its own, brought up to date by the number of the state. Rows are only added, and
what ends a row is noted beside it, so any earlier state can be counted too. Values that have names
are kept as codes: their places in a list of the names seen so far.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from api.complaints.facts.once import Once

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


SPAN: Final = [("id", ">i8"), ("since", ">i4"), ("until", ">i4")]
PLACE: Final = [
    *[("unit", "V16"), ("case_type", "V16"), ("legal_basis", "V16"), ("letter_type", "V16")]
]
COMPLAINT: Final = np.dtype([
    *SPAN, ("complaint", "V16"), ("day", ">i4"), *PLACE,
    ("kind", "S16"), ("channel", "S16"), ("outcome", "S32"), ("board_result", "S16"),
    ("deadline_state", "S24"), ("has_case", ">i2"), ("repeated", ">i2"),
    ("caseworker_changes", ">i2"), ("hours", ">f8"), ("answer_days", ">i4"), ("contacted", ">i2"),
    ("noted", ">i2"), ("undecided", ">i2"), ("decision_days", ">i4"), ("words", "V16"),
])  # fmt: skip
POINT: Final = np.dtype([
    ("id", ">i8"), ("place", ">i2"), ("cause", "V16"), ("finding", "S16"), ("marks", ">i2"),
])  # fmt: skip
DECISION: Final = np.dtype([
    *SPAN, ("day", ">i4"), *PLACE, ("deadline_state", "S24"), ("caseworker_changes", ">i2"),
    ("complained", ">i2"),
])  # fmt: skip
KEYS: Final = ("unit", "case_type", "legal_basis", "letter_type")
CODES: Final = ("kind", "channel", "outcome", "board_result", "deadline_state")


def records(sent: bytes | None, layout: np.dtype[Any], *order: str) -> Column:
    """Return the records that some bytes are, in the order of some of their fields."""
    found = np.frombuffer(sent or b"", layout)
    return found[np.lexsort([found[name] for name in reversed(order)])]


def spans(found: Column) -> dict[str, Column]:
    """Return the columns that say which row it is, and in which states it held."""
    ids, since, until = found["id"], found["since"], found["until"]
    return {
        "id": ids.astype(np.int64),
        "since": since.astype(np.int32),
        "until": until.astype(np.int32),
    }


def when(found: Column) -> dict[str, Column]:
    """Return the days since 1970 began, and the months."""
    day = found["day"].astype(np.int32)
    month = day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int32)
    return {"day": day, "month": month}


def days_or_none(days: Column) -> Column:
    """Return numbers of days, NaN where there is none."""
    return np.where(days < 0, np.float32(np.nan), days.astype(np.float32))


def told_as(complaints: Column, words: Column) -> NDArray[np.uint64]:
    """Return one number for each complaint with what it says, by the ids of both.

    The second halves of ids are random, and tell them apart.
    """
    halves = (np.ascontiguousarray(ids).view("<u8")[1::2] for ids in (complaints, words))
    found: NDArray[np.uint64] = np.bitwise_xor(*halves)
    return found


class Coder:
    """Turns records of the fact tables into columns, giving codes to names as they come."""

    def __init__(self) -> None:
        kinds = (*KEYS, *CODES, "cause", "finding")
        self.names: dict[str, Names] = {name: Names() for name in kinds}

    def seen(self) -> dict[str, Names]:
        """Return the names seen so far, which later rows add nothing to."""
        return {name: Names(names.codes) for name, names in self.names.items()}

    def coded(self, name: str, values: Column) -> Column:
        """Return codes of codes that are words; a blank one is none."""
        distinct, places = np.unique(values, return_inverse=True)
        words = (word.decode().rstrip() for word in distinct.tolist())
        codes = [self.names[name].code(word) if word else NONE for word in words]
        return np.array(codes, np.int32)[places]

    def keyed(self, name: str, values: Column) -> Column:
        """Return codes of ids. Their second halves are random, and tell them apart."""
        halves = np.ascontiguousarray(values).view("<u8").reshape(-1, 2)[:, 1]
        _, first, places = np.unique(halves, return_index=True, return_inverse=True)
        keys = (UUID(bytes=bytes(values[at])) for at in first)
        codes = [self.names[name].code(str(key)) if key.int else NONE for key in keys]
        return np.array(codes, np.int32)[places]

    def complaints(self, sent: bytes | None) -> Rows:
        found = records(sent, COMPLAINT, "id")
        return Rows(
            spans(found)
            | {name: self.keyed(name, found[name]) for name in KEYS}
            | {name: self.coded(name, found[name]) for name in CODES}
            | when(found)
            | {
                "complaint": np.ascontiguousarray(found["complaint"]),
                "has_case": found["has_case"].astype(np.bool_),
                "repeated": found["repeated"].astype(np.int8),
                "caseworker_changes": found["caseworker_changes"].astype(np.int16),
                "hours": found["hours"].astype(np.float32),
                "answer_days": days_or_none(found["answer_days"]),
                "contacted": found["contacted"].astype(np.bool_),
                "noted": found["noted"].astype(np.bool_),
                "undecided": found["undecided"].astype(np.int8),
                "decision_days": days_or_none(found["decision_days"]),
                "told_as": told_as(found["complaint"], found["words"]),
            }
        )

    def points(self, sent: bytes | None, ids: Column, first_row: int) -> Rows:
        """Return the points of some complaints, each with the place of its complaint's row.

        `ids` are those of the complaints, in their order, the first of which is `first_row`.
        """
        found = records(sent, POINT, "id", "place")
        return Rows(
            {
                "row": (np.searchsorted(ids, found["id"]) + first_row).astype(np.int32),
                "cause": self.keyed("cause", found["cause"]),
                "finding": self.coded("finding", found["finding"]),
                "marks": found["marks"].astype(np.uint8),
            }
        )

    def decisions(self, sent: bytes | None) -> Rows:
        found = records(sent, DECISION, "id")
        return Rows(
            spans(found)
            | {name: self.keyed(name, found[name]) for name in KEYS}
            | {"deadline_state": self.coded("deadline_state", found["deadline_state"])}
            | when(found)
            | {
                "caseworker_changes": found["caseworker_changes"].astype(np.int16),
                "complained": found["complained"].astype(np.bool_),
            }
        )


@dataclass(frozen=True)
class Ranked:
    """Numbers in ascending order, each once, and the places there of some rows' (`NONE` of NaN)."""

    values: Column
    ranks: Column


def ranked(numbers: Column) -> Ranked:
    values, ranks = np.unique(numbers, return_inverse=True)
    known = np.count_nonzero(~np.isnan(values))
    return Ranked(values[:known], np.where(ranks < known, ranks, NONE))


def repeated(cells: Column, complaints: Column) -> Column:
    """Return where a complaint is in a cell for a second time, or a later one.

    Points of one complaint lie together, so what is sorted here lies nearly in order already.
    """
    keys = complaints.astype(np.int64) * (int(cells.max(initial=0)) + 1) + cells
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    found: Column = order[1:][ordered[1:] == ordered[:-1]]
    return found


@dataclass(frozen=True)
class Facts:
    """All that is counted, up to the state of a number. `id` names the state, to know it again."""

    number: int
    id: UUID
    names: Mapping[str, Names]
    complaints: Rows
    points: Rows
    decisions: Rows
    once: Once = field(default_factory=Once, compare=False, repr=False)

    def ranked(self, name: str) -> Ranked:
        """Return the numbers of complaints by rank."""
        return self.once(("ranked", name), lambda: ranked(self.complaints[name]))

    @property
    def pointed(self) -> NDArray[np.bool_]:
        """Say which complaints have points."""
        return self.once("pointed", self.find_pointed)

    def find_pointed(self) -> NDArray[np.bool_]:
        found = np.zeros(len(self.complaints), np.bool_)
        found[self.points["row"]] = True
        return found

    def repeats(self, *names: str) -> NDArray[np.bool_]:
        """Say which points repeat what an earlier one of their complaint says in some columns."""
        return self.once(("repeats", *names), lambda: self.find_repeats(names))

    def find_repeats(self, names: Sequence[str]) -> NDArray[np.bool_]:
        found, codes = np.zeros(len(self.points), np.bool_), np.zeros(len(self.points), np.int64)
        for name in names:
            codes = codes * (len(self.names[name].codes) + 1) + self.points[name] - NONE
        found[repeated(codes, self.points["row"])] = True
        return found
