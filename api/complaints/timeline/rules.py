"""What the time line of a complaint tells: pure."""

from enum import StrEnum


class ComplaintHappening(StrEnum):
    """What happened with a complaint, in the order of one day."""

    RECEIVED = "received"
    LINKED = "linked"
    REPEATED = "repeated"
    REOPENED = "reopened"
    TRANSFERRED = "transferred"
    DEADLINE_STARTED = "deadline_started"
    SOUGHT = "sought"
    CONTACTED = "contacted"
    POINT_FOUND = "point_found"
    REASSESSED = "reassessed"
    FORWARDED = "forwarded"
    BOARD_ANSWERED = "board_answered"
    CLOSED = "closed"
    DEADLINE_MET = "deadline_met"
    DEADLINE_CANCELLED = "deadline_cancelled"
    LEARNT = "learnt"
    DEADLINE_DUE = "deadline_due"
