"""What a deadline is for, what starts it, and whose it is: pure."""

from enum import StrEnum


class DeadlineKind(StrEnum):
    ACKNOWLEDGEMENT = "acknowledgement"
    DECISION = "decision"
    PARTY_HEARING = "party_hearing"
    ACCESS_TO_DOCUMENTS = "access_to_documents"
    APPEAL = "appeal"
    FOLLOW_UP = "follow_up"
    REMITTAL = "remittal"
    REASSESSMENT = "reassessment"


class StartEvent(StrEnum):
    """What starts the clock. The day of the event is day zero."""

    APPLICATION_RECEIVED = "application_received"
    CASE_OPENED_UNDER_ACT = "case_opened_under_act"
    HEARING_AVAILABLE = "hearing_available"
    ACCESS_REQUESTED = "access_requested"
    DECISION_AVAILABLE = "decision_available"
    COMPLAINT_RECEIVED = "complaint_received"
    REMITTAL_RECEIVED = "remittal_received"
    GRANT_STARTED = "grant_started"
    FOLLOWED_UP = "followed_up"
    CONDITIONS_LAPSED = "conditions_lapsed"


class OwedBy(StrEnum):
    """Who must act in time: only the authority's own deadlines count in its figures."""

    AUTHORITY = "authority"
    CITIZEN = "citizen"


class Clock(StrEnum):
    """Whether waiting moves the day.

    The deadlines of retssikkerhedsloven § 3 always run: the time used to inform a case lies inside
    them. Only a term whose own law says so stops while the case waits.
    """

    RUNS = "runs"
    STOPS_WHILE_WAITING = "stops_while_waiting"


OWED_BY: dict[DeadlineKind, OwedBy] = {
    kind: OwedBy.CITIZEN
    if kind in {DeadlineKind.APPEAL, DeadlineKind.PARTY_HEARING}
    else OwedBy.AUTHORITY
    for kind in DeadlineKind
}

NOTICE_OWED = frozenset(
    {
        DeadlineKind.DECISION,
        DeadlineKind.REMITTAL,
        DeadlineKind.ACCESS_TO_DOCUMENTS,
        DeadlineKind.REASSESSMENT,
    }
)
"""The kinds whose delay the citizen must be told of, and when to expect an answer.

Retssikkerhedsloven § 3, stk. 2, also after a remittal; forvaltningsloven § 16, stk. 2. These are of
applications and of documents; a reassessment that takes more than its four weeks is told of by good
administrative practice: of its own accord, with what it waits for and a time frame (Folketingets
Ombudsmand, 26 February 2018).
"""

STARTS: dict[DeadlineKind, frozenset[StartEvent]] = {
    DeadlineKind.ACKNOWLEDGEMENT: frozenset(
        {
            StartEvent.APPLICATION_RECEIVED,
            StartEvent.CASE_OPENED_UNDER_ACT,
            StartEvent.COMPLAINT_RECEIVED,
        }
    ),
    DeadlineKind.DECISION: frozenset(
        {StartEvent.APPLICATION_RECEIVED, StartEvent.CASE_OPENED_UNDER_ACT}
    ),
    DeadlineKind.PARTY_HEARING: frozenset({StartEvent.HEARING_AVAILABLE}),
    DeadlineKind.ACCESS_TO_DOCUMENTS: frozenset({StartEvent.ACCESS_REQUESTED}),
    DeadlineKind.APPEAL: frozenset({StartEvent.DECISION_AVAILABLE}),
    DeadlineKind.FOLLOW_UP: frozenset({StartEvent.GRANT_STARTED, StartEvent.FOLLOWED_UP}),
    DeadlineKind.REMITTAL: frozenset({StartEvent.REMITTAL_RECEIVED}),
    DeadlineKind.REASSESSMENT: frozenset({StartEvent.COMPLAINT_RECEIVED}),
}
"""The events that a term of each kind may start from."""
