"""Which law a case type is decided by on a day, and what followed a section: pure."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from api.errors import InvalidInput, RuleBroken


@dataclass(frozen=True)
class Basis:
    """A legal basis of a case type, as it is written: "SEL § 41"."""

    case_type_id: UUID
    text: str
    valid_from: date | None
    valid_until: date | None

    def holds_on(self, day: date) -> bool:
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day < self.valid_until)


class Bases:
    """The legal bases of all case types, ready to be asked many times."""

    def __init__(self, bases: Iterable[Basis]) -> None:
        self._of: dict[UUID, list[Basis]] = {}
        for basis in bases:
            self._of.setdefault(basis.case_type_id, []).append(basis)

    def on(self, case_type_id: UUID, day: date) -> Iterator[str]:
        """Name the legal bases of a case type that hold on a day."""
        return (basis.text for basis in self._of.get(case_type_id, ()) if basis.holds_on(day))

    def first_on(self, path: Iterable[UUID], day: date) -> str | None:
        """Name the first basis that holds on a day, of a case type or else of one above it."""
        return next((text for type_id in path for text in self.on(type_id, day)), None)


def as_written(act_short: str, section: str) -> str:
    return f"{act_short} {section}"


def check_no_circle(basis_id: UUID, successor_and_after: Collection[UUID]) -> None:
    """Refuse to let a section follow itself, straight or by way of others."""
    if basis_id in successor_and_after:
        raise RuleBroken(
            "legal_basis_follows_itself",
            "A section can't be followed by itself.",
            pointer="/successor_id",
        )


def check_order(begins: date | None, successor_begins: date | None, *, pointer: str) -> None:
    """Refuse a successor that was in force before what it follows. Unknown days are not judged."""
    if begins is None or successor_begins is None:
        return
    if successor_begins < begins:
        raise InvalidInput(
            "successor_begins_earlier",
            f"What follows came into force on {successor_begins}, before {begins}.",
            pointer=pointer,
        )
