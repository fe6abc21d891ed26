"""What a complaint is, and how it ends: pure.

The words are those of Copenhagen's registration of complaints (2013), of the Citizens' Advisor, and
of the National Social Appeals Board's statistics (Ankestyrelsen, "Afgørelsestyper").
"""

from datetime import UTC, datetime
from enum import StrEnum

from api.citizens.rules import first_cpr_in
from api.errors import InvalidInput


class ComplaintKind(StrEnum):
    """Over the casework (formalitetsklage), over the decision itself (realitetsklage), or both."""

    PROCEDURAL = "procedural"
    SUBSTANTIVE = "substantive"
    BOTH = "both"


class ComplaintChannel(StrEnum):
    """How a complaint came. It needs neither writing nor reasons, and may come by any of these."""

    PHONE = "phone"
    EMAIL = "email"
    LETTER = "letter"
    DIGITAL = "digital"
    IN_PERSON = "in_person"
    VIA_ADVISOR = "via_advisor"
    VIA_COUNCILS = "via_councils"


class PointFinding(StrEnum):
    """Whether a complainant is right in one point."""

    UPHELD = "upheld"
    PARTLY_UPHELD = "partly_upheld"
    NOT_UPHELD = "not_upheld"
    NOT_CONSIDERED = "not_considered"


class ContactChannel(StrEnum):
    """How the complainant was sought out."""

    PHONE = "phone"
    MEETING = "meeting"
    EMAIL = "email"
    LETTER = "letter"
    DIGITAL = "digital"


class ClosingWay(StrEnum):
    """How the treatment of a complaint ended here. However it did, it stays in the figures."""

    ANSWERED = "answered"
    RESOLVED_BY_DIALOGUE = "resolved_by_dialogue"
    WITHDRAWN = "withdrawn"
    PASSED_ON = "passed_on"


class ReassessmentOutcome(StrEnum):
    """What became of a decision when the municipality looked at it again (genvurdering).

    Of a decision of the children's committee nobody reassesses anything: that is not owed.
    """

    UPHELD = "upheld"
    PARTLY_CHANGED = "partly_changed"
    FULLY_CHANGED = "fully_changed"
    DISMISSED = "dismissed"
    WITHDRAWN = "withdrawn"
    NOT_OWED = "not_owed"


class BoardResult(StrEnum):
    """What the appeals board did, in the words of its statistics."""

    AFFIRMED = "affirmed"
    CHANGED = "changed"
    ANNULLED = "annulled"
    REMITTED = "remitted"
    DISMISSED = "dismissed"
    REFERRED = "referred"


ON_MERITS = frozenset(
    {BoardResult.AFFIRMED, BoardResult.CHANGED, BoardResult.ANNULLED, BoardResult.REMITTED}
)
REVERSED = ON_MERITS - {BoardResult.AFFIRMED}
"""What the reversal rate counts: (remitted + changed + annulled) of all decided on their merits.

Dismissed and referred complaints count neither way (ast.dk, "omgørelsesprocent": 19 + 5 of 129).
"""

SUBSTANTIVE_KINDS = frozenset({ComplaintKind.SUBSTANTIVE, ComplaintKind.BOTH})
"""The kinds that oblige the municipality to reassess its decision (retssikkerhedsloven § 66)."""


class DeadlineWhenComplained(StrEnum):
    """How the deadline of the case's decision stood on the day somebody complained."""

    NONE = "none"
    WITHIN = "within"
    OVERDUE = "overdue"
    OVERDUE_NOT_NOTIFIED = "overdue_not_notified"


def hours_between(received_at: datetime, contacted_at: datetime) -> float:
    """Return the hours from receipt to a contact, as Styrket Borgerkontakt counts them.

    They are hours that passed: of two moments in one zone Python subtracts what the clock showed.
    """
    return (contacted_at.astimezone(UTC) - received_at.astimezone(UTC)).total_seconds() / 3600


def check_names_no_cpr(text: str | None, pointer: str) -> None:
    """Refuse words that name a CPR number: they are read by more than may know who it is."""
    if found := first_cpr_in(text or ""):
        raise InvalidInput(
            "text_names_cpr",
            f"There is a CPR number at character {found.start() + 1}. Leave it out: whom the "
            "complaint concerns has a field of its own.",
            pointer=pointer,
        )


def outcome_of(
    board: BoardResult | None, again: ReassessmentOutcome | None, closed: ClosingWay | None
) -> str:
    """Return how a complaint ended, by the last who said: the board, the reassessment, the answer.

    That no reassessment was owed is no outcome.
    """
    if board:
        return f"board_{board}"
    if again and again is not ReassessmentOutcome.NOT_OWED:
        return f"reassessed_{again}"
    return closed or "open"
