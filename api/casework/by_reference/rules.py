"""What another system calls a case, and what becomes of a case that it writes: pure."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, order=True)
class Name:
    """A system, and what it calls the case. Together they name one case."""

    system: str
    reference: str

    def __str__(self) -> str:
        return f"{self.system} {self.reference}"


class WriteOutcome(StrEnum):
    """What became of a case. `held_back` would have been written, but the batch stopped."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    HELD_BACK = "held_back"
