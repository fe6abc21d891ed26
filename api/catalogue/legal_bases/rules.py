"""Which law a case type is decided by on a day: pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID


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
