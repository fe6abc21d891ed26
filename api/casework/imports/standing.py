"""A case that is here already, and in what a line says something else of it. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from api.calendar.arrival import Channel
from api.cases.rules import OVER, CaseState, DecisionOutcome, Origin
from api.casework.imports.lines import Line
from api.casework.imports.rules import ACT_TO
from api.errors import RuleBroken

# How far a case is. A line never takes one back: the system it comes from may know less.
FAR = {
    state: far
    for far, states in enumerate(
        (
            (CaseState.RECEIVED,),
            (CaseState.INVESTIGATING, CaseState.REMITTED),
            (CaseState.INFORMED,),
            (CaseState.DECIDED,),
            (CaseState.ORDERED,),
            (CaseState.DELIVERED,),
            (CaseState.CLOSED, CaseState.WITHDRAWN),
        )
    )
    for state in states
}


class Difference(StrEnum):
    """What of a case a line says otherwise, in the order in which it is carried out."""

    FACTS = "facts"
    UNIT = "unit"
    CASEWORKER = "caseworker"
    ACKNOWLEDGEMENT = "acknowledgement"
    EXTENSION = "extension"
    DECISION = "decision"
    NOTICE = "notice"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Made:
    """A concluding decision as it is known, with the letters it was sent in."""

    id: UUID
    made_on: date
    outcome: DecisionOutcome
    sent: frozenset[tuple[Channel, date]]


@dataclass(frozen=True, slots=True)
class Standing:
    """A case as it is known, so far as lines tell of it."""

    id: UUID
    number: str
    case_type_id: UUID
    variant: str
    unit_id: UUID
    citizen_id: UUID | None
    origin: Origin
    received_on: date
    opened_under_act_on: date | None
    acknowledged_on: date | None
    state: CaseState
    caseworker_id: UUID | None
    closed_on: date | None
    decisions: tuple[Made, ...]
    notices: frozenset[tuple[date, date]]

    def decision_of(self, line: Line) -> Made | None:
        told = (line.decided_on, line.outcome)
        return next((each for each in self.decisions if (each.made_on, each.outcome) == told), None)


def check_number(line: Line, standing: Standing) -> None:
    if line.case_number and line.case_number != standing.number:
        raise RuleBroken(
            "case_number_other",
            f"This reference names the case {standing.number}; a number never changes.",
            pointer="/number",
        )


def differences(line: Line, standing: Standing) -> Iterator[Difference]:
    """Name what is to be carried out so that the case is as the line says."""
    if any(differ_in(line, standing)):
        yield Difference.FACTS
    if line.unit_id != standing.unit_id:
        yield Difference.UNIT
    if line.caseworker_id and line.caseworker_id != standing.caseworker_id:
        yield Difference.CASEWORKER
    if line.acknowledged_on and line.acknowledged_on != standing.acknowledged_on:
        yield Difference.ACKNOWLEDGEMENT
    promised = (line.extended_to, line.notice_sent_on)
    if line.extended_to and promised not in standing.notices:
        yield Difference.EXTENSION
    made = standing.decision_of(line)
    if line.decided_on and made is None:
        yield Difference.DECISION
    if made and line.dispatched_on and (line.channel, line.dispatched_on) not in made.sent:
        yield Difference.NOTICE
    if goes_further(line, standing):
        yield Difference.STATE


def differ_in(line: Line, standing: Standing) -> Iterator[bool]:
    for name in ("case_type_id", "origin", "received_on"):
        yield getattr(line, name) != getattr(standing, name)
    for name in ("variant", "citizen_id", "opened_under_act_on"):
        told = getattr(line, name)
        yield told is not None and told != getattr(standing, name)
    yield line.cpr_index is not None


def goes_further(line: Line, standing: Standing) -> bool:
    """Say whether the line's state lies ahead of the case's; if both have ended, whether alike."""
    if line.target in OVER:
        ended_on = line.withdrawn_on or line.closed_on or standing.closed_on
        return (line.target, ended_on) != (standing.state, standing.closed_on)
    if line.target is None or line.target not in ACT_TO:
        return False
    return FAR[line.target] > FAR[standing.state]
