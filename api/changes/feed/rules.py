"""The feed's order, its cursors, and which rows tell by themselves who may read them: pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from api.errors import Gone, InvalidInput
from api.people.rules import Scope

FIRST_LOAD: Final = "/v1/deadlines"
CURSOR = re.compile(r"([0-9a-f]{12})\.(\d{1,19})\.(\d{1,18})\.([0-9a-f]{8})", re.ASCII)


@dataclass(frozen=True, order=True)
class Position:
    """A place in the feed: by transaction, and inside one by the order of its changes.

    The order of transactions is that in which they began to write. A transaction is told of when
    all that began before it have ended, so that nothing can come later and lie before.
    """

    transaction: int
    sequence: int


START: Final = Position(0, 0)


@dataclass(frozen=True)
class Cursor:
    """A position in one life of the database, as read by somebody with certain rights.

    After a restore the database has another epoch: its transactions are numbered anew. `reach`
    stands for what the reader might see, so that a change of rights is noticed at the next read.
    """

    epoch: str
    position: Position
    reach: str

    def __str__(self) -> str:
        place = self.position
        return f"{self.epoch}.{place.transaction}.{place.sequence}.{self.reach}"


def read_cursor(text: str, epoch: str) -> Cursor:
    """Read a cursor, refusing one that is none and one of another life of the database."""
    found = CURSOR.fullmatch(text)
    if found is None:
        raise InvalidInput(
            "cursor_invalid",
            "This is no cursor of the feed. Take `next` of an answer, or leave it out.",
            pointer="after",
        )
    if found[1] != epoch:
        raise Gone(
            "feed_restarted",
            "The database was restored since this cursor was given; changes may be missing behind "
            "it. Load everything once more, and follow the cursor that comes with that.",
            pointer="after",
            start_at=FIRST_LOAD,
        )
    return Cursor(found[1], Position(int(found[2]), int(found[3])), found[4])


class By(StrEnum):
    """How a change tells who may read it, for those whose rights hold in some units only."""

    SCOPE = "scope"
    UNIT = "unit"
    CASE = "case"
    DEADLINE = "deadline"


@dataclass(frozen=True)
class Readable:
    """The scope that a table's changes need, and where it must hold."""

    scope: Scope
    by: By


# What is not named here is told to those alone who may read the whole log.
READABLE: Final[Mapping[str, Readable]] = {
    **dict.fromkeys(("units", "unit_successions"), Readable(Scope.UNITS_READ, By.SCOPE)),
    "people": Readable(Scope.PEOPLE_READ, By.SCOPE),
    **dict.fromkeys(
        (
            "case_types",
            "case_type_bases",
            "legal_bases",
            "term_catalogues",
            "published_terms",
            "closing_days",
            "calendar_corrections",
            "arrival_rules",
        ),
        Readable(Scope.CATALOGUE_READ, By.SCOPE),
    ),
    "cases": Readable(Scope.CASES_READ, By.UNIT),
    **dict.fromkeys(
        (
            "case_references",
            "case_events",
            "assignments",
            "waiting_periods",
            "decisions",
            "party_hearings",
            "access_requests",
            "remittals",
        ),
        Readable(Scope.CASES_READ, By.CASE),
    ),
    "deadlines": Readable(Scope.DEADLINES_READ, By.UNIT),
    **dict.fromkeys(("extensions", "deadline_moves"), Readable(Scope.DEADLINES_READ, By.DEADLINE)),
}
# Columns of people that are between them and those who keep accounts.
PRIVATE: Final = ("username", "password_changed_at")
