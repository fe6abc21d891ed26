"""A new case as the rows that opening it, and what has happened in it since, would write.

Each rule is the one that the act itself asks; only the writing is done for many cases at once. It
knows no database.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from api.calendar.arrival import Channel
from api.cases.rules import OVER, AssignmentReason, CaseAct, CaseState, Party, moved
from api.casework.decisions.rules import check_made_on, granted_in_full
from api.casework.facts import starts_of
from api.casework.imports.arriving import Arriving
from api.casework.imports.clocks import Clock, Clocks
from api.casework.imports.lines import Line
from api.casework.imports.rules import ACT_TO, IMPORTED, Fault, attempt
from api.casework.opening import OWN_CLOCKS
from api.catalogue.terms.kinds import DeadlineKind, StartEvent
from api.deadlines.rules import WITHDRAWN, check_extension, check_met_on
from api.errors import InvalidInput, RuleBroken
from api.table import new_id

DECISION, ACKNOWLEDGEMENT = DeadlineKind.DECISION, DeadlineKind.ACKNOWLEDGEMENT


@dataclass(slots=True)
class Running:
    """A deadline of the case, as it stands after all that the line tells."""

    id: UUID
    clock: Clock
    due_on: date
    met_on: date | None = None
    cancelled_on: date | None = None
    extensions: int = 0
    notified_on: date | None = None
    notice_id: UUID | None = None

    @property
    def is_open(self) -> bool:
        return self.met_on is None and self.cancelled_on is None

    def meet_by(self, day: date) -> None:
        """Meet the deadline on a day, unless it was met before."""
        day = max(day, self.clock.started_on)
        self.met_on = day if self.met_on is None else min(day, self.met_on)


@dataclass(slots=True)
class Making:
    """A case in the making: what it has come to, its rows so far, and what can't be."""

    line: Line
    id: UUID
    state: CaseState = CaseState.RECEIVED
    closed_on: date | None = None
    own: dict[DeadlineKind, Running] = field(default_factory=dict)
    rows: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def add(self, table: str, *values: Any) -> UUID:
        """Add a row with an id of its own."""
        key = new_id()
        self.rows.append((table, (key, *values)))
        return key

    def move(self, act: CaseAct, happened_on: date, reason: str | None = None) -> None:
        before, self.state = self.state, moved(self.state, act)
        if self.state in OVER:
            self.closed_on = happened_on
        self.add("case_events", self.id, act, happened_on, before, self.state, None, reason)


class Maker:
    """Makes new cases, by the terms, the calendar and the arrival rules of one transaction."""

    def __init__(
        self, clocks: Clocks, arriving: Arriving, subjects: Mapping[UUID, str], today: date
    ) -> None:
        self.clocks = clocks
        self.arriving = arriving
        self.subjects = subjects
        self.today = today

    def make(self, line: Line) -> Making:
        case = Making(line, new_id())
        self.open(case)
        attempt(case.faults, self.start_clocks, case)
        if line.extended_to:
            attempt(case.faults, self.extend, case)
        if line.decided_on:
            attempt(case.faults, self.decide, case)
        if not case.faults:
            attempt(case.faults, self.move_on, case)
        self.note_case(case)
        return case

    def open(self, case: Making) -> None:
        line = case.line
        case.add("case_references", case.id, line.system, line.reference)
        opened = (CaseAct.OPEN, line.received_on, None, case.state, line.unit_id, None)
        case.add("case_events", case.id, *opened)
        if line.caseworker_id:
            first = (line.caseworker_id, line.received_on, AssignmentReason.FIRST)
            case.add("assignments", case.id, *first)

    def start_clocks(self, case: Making) -> None:
        """Start the case's own deadlines; the acknowledgement's is met at once if it was sent."""
        line, starts = case.line, starts_of(case.line)
        for kind in OWN_CLOCKS:
            clock = self.clocks.started(line.case_type_id, line.variant or "", kind, starts)
            if clock:
                case.own[kind] = Running(new_id(), clock, clock.due_on)
        acknowledgement = case.own.get(ACKNOWLEDGEMENT)
        if acknowledgement and line.acknowledged_on:
            started_on = acknowledgement.clock.started_on
            check = (check_met_on, line.acknowledged_on, started_on, self.today)
            attempt(case.faults, *check, field="acknowledged_on")
            acknowledgement.met_on = line.acknowledged_on

    def extend(self, case: Making) -> None:
        """Note that the citizen was told of a later day, before the decision was made."""
        line, decision = case.line, case.own.get(DECISION)
        assert line.extended_to and line.notice_sent_on  # noqa: S101, PT018 - told as a whole
        if decision is None:
            raise InvalidInput(
                "no_deadline_to_extend",
                "No published term gives this case a deadline that could be extended.",
                pointer="/extended_to",
            )
        try:
            check_extension(
                line.extended_to,
                current_due_on=decision.due_on,
                notice_sent_on=line.notice_sent_on,
                started_on=decision.clock.started_on,
                today=self.today,
            )
        except InvalidInput as refusal:
            names = {"/due_on": "/extended_to"}
            pointer = names.get(refusal.pointer or "", refusal.pointer)
            raise InvalidInput(refusal.code, refusal.detail, pointer=pointer) from refusal
        channel = line.notice_channel or Channel.DIGITAL_POST
        told = (line.extension_reason, line.notice_sent_on, channel)
        case.add("extensions", decision.id, line.extended_to, decision.due_on, *told)
        decision.due_on = line.extended_to
        decision.extensions, decision.notified_on = 1, line.notice_sent_on

    def decide(self, case: Making) -> None:
        """Note the decision; it ends the clock of § 3 on the day it was made."""
        line, running = case.line, case.own.get(DECISION)
        assert line.decided_on and line.outcome  # noqa: S101, PT018 - told as a whole
        not_before = [running.clock.started_on] if running else []
        attempt(
            case.faults,
            check_made_on,
            line.decided_on,
            not_before=not_before,
            not_after=[],
            field="decided_on",
        )
        if running:
            running.met_on = line.decided_on
        subject = self.subjects.get(line.case_type_id, "")
        guided = line.appeal_guidance_given is not False
        decided = (line.decided_on, line.outcome, line.reasons_given is not False, guided, True)
        letter = line.letter_type_id
        decision_id = case.add("decisions", case.id, subject, *decided, letter)
        case.move(CaseAct.DECIDE, line.decided_on)
        if line.dispatched_on and line.channel:
            self.send(case, decision_id, guided=guided)

    def send(self, case: Making, decision_id: UUID, *, guided: bool) -> None:
        """Note the letter. With guidance, and unless all was granted, the time to appeal runs."""
        line = case.line
        assert line.dispatched_on and line.channel and line.outcome  # noqa: S101, PT018 - asked before
        arrived = self.arriving.on(line.channel, line.dispatched_on, line.available_on)
        sent = (line.channel, line.dispatched_on, arrived, line.available_on is not None, guided)
        notice_id = case.add("decision_notices", decision_id, Party.CITIZEN, *sent)
        acknowledgement = case.own.get(ACKNOWLEDGEMENT)
        if acknowledgement:
            acknowledgement.meet_by(line.dispatched_on)
        if not guided or granted_in_full(line.outcome):
            return
        starts = {StartEvent.DECISION_AVAILABLE: arrived}
        variant = line.variant or ""
        clock = self.clocks.started(line.case_type_id, variant, DeadlineKind.APPEAL, starts)
        if clock:
            appeal = Running(new_id(), clock, clock.due_on, notice_id=notice_id)
            case.own[DeadlineKind.APPEAL] = appeal

    def move_on(self, case: Making) -> None:
        """Bring the case to the state that the line tells, and end with it what it owes."""
        line, target = case.line, case.line.target
        if target is None or target is case.state:
            return
        told_on = line.withdrawn_on or line.closed_on
        happened_on = told_on or line.last_told_on
        if target is CaseState.CLOSED:
            check_nothing_owed(case)
        case.move(ACT_TO[target], happened_on, IMPORTED)
        if target is CaseState.WITHDRAWN:
            for running in case.own.values():
                if running.is_open:
                    running.cancelled_on = max(happened_on, running.clock.started_on)

    def note_case(self, case: Making) -> None:
        """Add the rows of the case itself and of its deadlines, as all that has come to be."""
        line = case.line
        case.rows.append(
            (
                "cases",
                (
                    case.id,
                    line.case_number,
                    line.case_type_id,
                    line.variant or "",
                    line.unit_id,
                    line.citizen_id,
                    line.origin,
                    line.received_on,
                    line.opened_under_act_on,
                    line.acknowledged_on,
                    case.state,
                    line.caseworker_id,
                    case.closed_on,
                    line.cpr_index,
                ),
            )
        )
        for running in case.own.values():
            case.rows.append(("deadlines", deadline_row(case, running)))


def deadline_row(case: Making, running: Running) -> tuple[Any, ...]:
    return (
        running.id,
        case.id,
        Party.CITIZEN if running.notice_id else None,
        running.notice_id,
        running.due_on,
        running.met_on,
        running.cancelled_on,
        WITHDRAWN if running.cancelled_on else None,
        running.extensions,
        running.notified_on,
        running.clock.number,
    )


def check_nothing_owed(case: Making) -> None:
    """Refuse to close a case while something is owed in it."""
    for kind in OWN_CLOCKS:
        running = case.own.get(kind)
        if running and running.is_open:
            raise RuleBroken(
                "case_has_open_deadlines",
                f"This is still owed in the case: {kind.value} by {running.clock.due_on}.",
                pointer="/state",
            )
