"""What a line says of a case, once its cells are read, and what it can't say: pure.

What a line leaves out it does not deny: of a case that is here already, that stays as it is.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from api.calendar.arrival import Channel
from api.cases.rules import (
    AFTER_DECISION,
    UNDECIDED,
    CaseState,
    DecisionOutcome,
    Origin,
    check_not_before_receipt,
    check_not_in_future,
)
from api.casework.arriving import check_not_before_sent
from api.casework.decisions.rules import check_dispatched_on, check_sending
from api.casework.imports.rules import Fault, attempt
from api.errors import InvalidInput

DAYS = (
    "opened_under_act_on",
    "acknowledged_on",
    "decided_on",
    "dispatched_on",
    "available_on",
    "withdrawn_on",
    "closed_on",
    "notice_sent_on",
)
OF_DECISION = (
    "outcome",
    "reasons_given",
    "appeal_guidance_given",
    "letter_type_id",
    "dispatched_on",
    "channel",
    "available_on",
)
OF_EXTENSION = ("extended_to", "notice_sent_on", "extension_reason")
DECIDED_STATES = AFTER_DECISION | {CaseState.CLOSED}


@dataclass(slots=True, kw_only=True)
class Line:
    """A case as a line tells it. `number` is the line's place in its file.

    The citizen is known by id, or is new and found by the index of their number; the number itself
    is not kept here.
    """

    number: int
    system: str
    reference: str
    case_type_id: UUID
    unit_id: UUID
    origin: Origin
    received_on: date
    case_number: str | None = None
    variant: str | None = None
    caseworker_id: UUID | None = None
    citizen_id: UUID | None = None
    cpr_index: bytes | None = None
    opened_under_act_on: date | None = None
    acknowledged_on: date | None = None
    decided_on: date | None = None
    outcome: DecisionOutcome | None = None
    reasons_given: bool | None = None
    appeal_guidance_given: bool | None = None
    letter_type_id: UUID | None = None
    dispatched_on: date | None = None
    channel: Channel | None = None
    available_on: date | None = None
    withdrawn_on: date | None = None
    closed_on: date | None = None
    extended_to: date | None = None
    notice_sent_on: date | None = None
    notice_channel: Channel | None = None
    extension_reason: str | None = None
    state: CaseState | None = None

    @property
    def target(self) -> CaseState | None:
        """Return the state the line tells, by its days or in so many words."""
        if self.withdrawn_on:
            return CaseState.WITHDRAWN
        return CaseState.CLOSED if self.closed_on else self.state

    @property
    def last_told_on(self) -> date:
        """Return the latest day the line tells: a move without a day of its own is noted on it."""
        days = (
            self.received_on,
            self.opened_under_act_on,
            self.acknowledged_on,
            self.decided_on,
            self.dispatched_on,
        )
        return max(day for day in days if day)


def faults_of(line: Line, today: date) -> list[Fault]:
    """Return all that can't be said together, whatever is known of the case."""
    faults: list[Fault] = []
    attempt(faults, check_not_in_future, line.received_on, today, "/received_on")
    for name in DAYS:
        if day := getattr(line, name):
            attempt(faults, check_not_in_future, day, today, f"/{name}")
            attempt(faults, check_not_before_receipt, day, line.received_on, f"/{name}")
    for check in (check_sent, check_ended, check_extended, check_state):
        attempt(faults, check, line)
    return faults


def check_sent(line: Line) -> None:
    """Refuse a decision that is told by halves, or was sent before it was made."""
    if line.decided_on is None:
        told = next((name for name in OF_DECISION if getattr(line, name) is not None), None)
        if told:
            raise InvalidInput(
                "decided_on_missing",
                f"Say on which day it was decided: {told} tells of a decision.",
                pointer="/decided_on",
            )
        return
    if line.outcome is None:
        raise InvalidInput("outcome_missing", "Say how it was decided.", pointer="/outcome")
    check_sending(
        dispatched_on=line.dispatched_on, channel=line.channel, available_on=line.available_on
    )
    if line.dispatched_on:
        check_dispatched_on(line.dispatched_on, line.decided_on)
        if line.available_on:
            check_not_before_sent(line.available_on, line.dispatched_on)


def check_ended(line: Line) -> None:
    """Refuse a case that ended in two ways, or was closed before it was decided."""
    if line.withdrawn_on and (line.decided_on or line.closed_on):
        raise InvalidInput(
            "withdrawn_and_decided",
            "A case is withdrawn, or it is decided and closed.",
            pointer="/withdrawn_on",
        )
    if line.closed_on and line.decided_on and line.closed_on < line.decided_on:
        raise InvalidInput(
            "closed_before_decision",
            f"The case was decided on {line.decided_on}; it can't have been closed before.",
            pointer="/closed_on",
        )


def check_extended(line: Line) -> None:
    """Refuse a notice of a later day that is told by halves, or came after the decision."""
    told = [name for name in OF_EXTENSION if getattr(line, name) is not None]
    if told and len(told) < len(OF_EXTENSION):
        [missing, *_] = [name for name in OF_EXTENSION if name not in told]
        raise InvalidInput(
            "extension_by_halves",
            "A notice of a later day needs the day, when it was sent, and the reason.",
            pointer=f"/{missing}",
        )
    if line.notice_sent_on and line.decided_on and line.notice_sent_on > line.decided_on:
        raise InvalidInput(
            "notice_after_decision",
            f"The case was decided on {line.decided_on}; no later day was promised after that.",
            pointer="/notice_sent_on",
        )


def check_state(line: Line) -> None:
    """Refuse a state that the days of the line do not bear out."""
    if line.state is CaseState.WITHDRAWN and line.withdrawn_on is None:
        raise InvalidInput(
            "withdrawn_on_missing", "Say on which day it was withdrawn.", pointer="/withdrawn_on"
        )
    if line.target in DECIDED_STATES and line.decided_on is None:
        raise InvalidInput(
            "decided_on_missing", "Say on which day it was decided.", pointer="/decided_on"
        )
    other = line.state is not None and line.state is not line.target
    if other or (line.target in UNDECIDED and line.decided_on):
        raise InvalidInput(
            "state_contradicted", "The days of this line say something else.", pointer="/state"
        )
