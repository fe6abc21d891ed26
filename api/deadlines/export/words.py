"""What an export calls things, in Danish and English."""

from collections.abc import Mapping
from typing import Final, TypeVar

from api.calendar.terms import TermUnit
from api.cases.rules import WaitingFor
from api.catalogue.terms.kinds import DeadlineKind, OwedBy
from api.deadlines.rules import Status
from api.language import Language

Code = TypeVar("Code")
Both = tuple[str, str]

FILE: Final = ("frister", "deadlines")
YES: Final = ("ja", "yes")
NO: Final = ("nej", "no")
SINCE: Final = ("siden", "since")
STATUSES: Final[Mapping[Status, Both]] = {
    Status.OPEN: ("åben", "open"),
    Status.OVERDUE: ("overskredet", "overdue"),
    Status.MET: ("fuldført", "met"),
    Status.MET_LATE: ("fuldført for sent", "met late"),
    Status.CANCELLED: ("bortfaldet", "cancelled"),
}
OWNERS: Final[Mapping[OwedBy, Both]] = {
    OwedBy.AUTHORITY: ("kommunen", "the municipality"),
    OwedBy.CITIZEN: ("borgeren", "the citizen"),
}
KINDS: Final[Mapping[DeadlineKind, Both]] = {
    DeadlineKind.ACKNOWLEDGEMENT: ("kvittering", "acknowledgement"),
    DeadlineKind.DECISION: ("afgørelse", "decision"),
    DeadlineKind.PARTY_HEARING: ("svar på partshøring", "reply to a hearing"),
    DeadlineKind.ACCESS_TO_DOCUMENTS: ("aktindsigt", "access to documents"),
    DeadlineKind.APPEAL: ("klage", "appeal"),
    DeadlineKind.FOLLOW_UP: ("opfølgning", "follow-up"),
    DeadlineKind.REMITTAL: ("ny afgørelse efter hjemvisning", "new decision after remittal"),
    DeadlineKind.REASSESSMENT: ("genvurdering", "reassessment"),
}
UNITS: Final[Mapping[TermUnit, Both]] = {
    TermUnit.IMMEDIATELY: ("straks", "at once"),
    TermUnit.HOURS: ("timer", "hours"),
    TermUnit.DAYS: ("dage", "days"),
    TermUnit.WEEKDAYS: ("hverdage", "weekdays"),
    TermUnit.WORKING_DAYS: ("arbejdsdage", "working days"),
    TermUnit.WEEKS: ("uger", "weeks"),
    TermUnit.MONTHS: ("måneder", "months"),
}
WAITED_FOR: Final[Mapping[WaitingFor, Both]] = {
    WaitingFor.CITIZEN: ("borgeren", "the citizen"),
    WaitingFor.DOCTOR: ("læge", "doctor"),
    WaitingFor.OTHER_AUTHORITY: ("anden myndighed", "another authority"),
    WaitingFor.OTHER_UNIT: ("anden enhed", "another unit"),
    WaitingFor.SUPPLIER: ("leverandør", "supplier"),
    WaitingFor.OTHER: ("andre", "others"),
}


def said(both: Both, language: Language) -> str:
    return both[0] if language is Language.DA else both[1]
