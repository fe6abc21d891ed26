"""What an export calls things, in Danish and English."""

from typing import Final

from api.calendar.terms import TermUnit
from api.cases.rules import WaitingFor
from api.catalogue.terms.kinds import DeadlineKind, OwedBy
from api.deadlines.rules import Status
from api.words.enumerations import Both, said, words_of

__all__ = (
    "FILE",
    "KINDS",
    "NO",
    "OWNERS",
    "SINCE",
    "STATUSES",
    "UNITS",
    "WAITED_FOR",
    "YES",
    "Both",
    "said",
)

FILE: Final = ("frister", "deadlines")
YES: Final = ("ja", "yes")
NO: Final = ("nej", "no")
SINCE: Final = ("siden", "since")
STATUSES: Final = words_of(Status)
OWNERS: Final = words_of(OwedBy)
KINDS: Final = words_of(DeadlineKind)
UNITS: Final = words_of(TermUnit)
WAITED_FOR: Final = words_of(WaitingFor)
