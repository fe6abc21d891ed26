"""What complaints are counted by, and what is told of each group of them: pure."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from api.errors import InvalidInput


class Dimension(StrEnum):
    """What complaints are grouped by."""

    CAUSE = "cause"
    CAUSE_GROUP = "cause_group"
    UNIT = "unit"
    CASE_TYPE = "case_type"
    LEGAL_BASIS = "legal_basis"
    LETTER_TYPE = "letter_type"
    KIND = "kind"
    CHANNEL = "channel"
    OUTCOME = "outcome"
    FINDING = "finding"
    MARK = "mark"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    CASEWORKER_CHANGES = "caseworker_changes"
    DEADLINE_STATE = "deadline_state"
    REPEATED = "repeated"


OF_POINTS: Final = frozenset(
    {Dimension.CAUSE, Dimension.CAUSE_GROUP, Dimension.FINDING, Dimension.MARK}
)
"""A complaint of several points counts once in each group that one of its points is in."""

PERIODS: Final = (Dimension.WEEK, Dimension.MONTH, Dimension.QUARTER, Dimension.YEAR)
OF_DECISIONS: Final = frozenset(
    {
        *PERIODS,
        Dimension.UNIT,
        Dimension.CASE_TYPE,
        Dimension.LEGAL_BASIS,
        Dimension.LETTER_TYPE,
        Dimension.CASEWORKER_CHANGES,
        Dimension.DEADLINE_STATE,
    }
)
"""What decisions are grouped by too. By any other, a rate is of all decisions of the same place."""


class Measure(StrEnum):
    """What is told of a group of complaints."""

    COMPLAINTS = "complaints"
    POINTS = "points"
    PER_100_DECISIONS = "per_100_decisions"
    UPHELD_SHARE = "upheld_share"
    DAYS_TO_FIRST_CONTACT = "days_to_first_contact"
    DAYS_TO_ANSWER = "days_to_answer"
    CONTACTED_SHARE = "contacted_share"
    NOTED_SHARE = "noted_share"
    REVERSAL_RATE = "reversal_rate"
    POINTS_SHARE = "points_share"
    DECIDED_AFTER_SHARE = "decided_after_share"
    DAYS_TO_DECISION = "days_to_decision"
    RETURNED_SHARE = "returned_share"
    CASEWORKER_CHANGED_SHARE = "caseworker_changed_share"
    CASEWORKER_CHANGED_SHARE_UNCOMPLAINED = "caseworker_changed_share_uncomplained"


KNOWN_LATER: Final = frozenset({Measure.DECIDED_AFTER_SHARE, Measure.RETURNED_SHARE})
"""What can't be told of a period that has just ended."""

DECIDED_WITHIN: Final = 14
"""A decision within so many days after a complaint came soon, unless other days are asked for."""


class ComplaintMark(StrEnum):
    """What may be said of a point whatever its cause: the Citizens' Advisor's five marks."""

    AFFECTS_LEGALITY = "affects_legality"
    AFFECTS_LEGAL_POSITION = "affects_legal_position"
    BOUND_BY_LAW = "bound_by_law"
    SHOWS_INEFFICIENCY = "shows_inefficiency"
    AFFECTS_CREDIBILITY = "affects_credibility"


class CaseworkerChanges(StrEnum):
    """How often a case changed hands for good in the six months before the complaint."""

    NONE = "0"
    ONE = "1"
    MORE = "2_or_more"


class ComplaintOutcome(StrEnum):
    """How a complaint ended, by the last who said: the board, the reassessment, or the answer."""

    OPEN = "open"
    ANSWERED = "answered"
    RESOLVED_BY_DIALOGUE = "resolved_by_dialogue"
    WITHDRAWN = "withdrawn"
    PASSED_ON = "passed_on"
    REASSESSED_UPHELD = "reassessed_upheld"
    REASSESSED_PARTLY_CHANGED = "reassessed_partly_changed"
    REASSESSED_FULLY_CHANGED = "reassessed_fully_changed"
    REASSESSED_DISMISSED = "reassessed_dismissed"
    REASSESSED_WITHDRAWN = "reassessed_withdrawn"
    BOARD_AFFIRMED = "board_affirmed"
    BOARD_CHANGED = "board_changed"
    BOARD_ANNULLED = "board_annulled"
    BOARD_REMITTED = "board_remitted"
    BOARD_DISMISSED = "board_dismissed"
    BOARD_REFERRED = "board_referred"


class Unknown(StrEnum):
    """What may not be known of a complaint."""

    CAUSE = "cause"
    FINDING = "finding"
    CASE = "case"
    CASE_TYPE = "case_type"
    LEGAL_BASIS = "legal_basis"
    LETTER_TYPE = "letter_type"


class Comparison(StrEnum):
    """Which other span of the same length the figures are compared with."""

    PREVIOUS_PERIOD = "previous_period"
    YEAR_BEFORE = "year_before"
    BEFORE_DAY = "before_day"


class Audience(StrEnum):
    """Who will read the figures: oneself by one's rights, or everybody."""

    OWN = "own"
    PUBLIC = "public"


def check_dimensions(by: Sequence[Dimension]) -> None:
    """Refuse a question whose answer nobody could read."""
    if len(by) > 3:  # noqa: PLR2004 - rows, columns, and one more
        raise InvalidInput(
            "too_many_dimensions",
            "Group by three at most: by more, nearly every group holds one complaint.",
            pointer="by",
        )
    if len(set(by)) < len(by):
        raise InvalidInput("dimension_twice", "Group by each only once.", pointer="by")
    if len(set(by).intersection(PERIODS)) > 1:
        raise InvalidInput(
            "two_periods", "Group by one length of period: a shorter one tells more.", pointer="by"
        )
