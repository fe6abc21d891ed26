"""A case that is here already becomes what a line says, by the same acts as if done by hand.

The caller owns the transaction.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from sqlmodel import Session

from api.calendar.arrival import Channel
from api.cases.queries import assignments_of
from api.cases.reading import hands
from api.cases.rules import (
    OVER,
    UNDECIDED,
    AssignmentReason,
    Party,
    in_charge,
)
from api.cases.tables import Case, Decision
from api.casework.acknowledgement.schemas import AcknowledgementIn
from api.casework.acknowledgement.services import acknowledge
from api.casework.assignments.schemas import AssignmentIn
from api.casework.assignments.services import assign_case
from api.casework.correcting import recount_own_clocks
from api.casework.decisions.schemas import DecisionNoticeIn, NewDecisionIn
from api.casework.decisions.services import add_notice, decide
from api.casework.imports import queries
from api.casework.imports.columns import BY_NAME
from api.casework.imports.lines import Line
from api.casework.imports.rules import ACT_TO, IMPORTED
from api.casework.imports.standing import Difference, Standing, differences
from api.casework.moves.schemas import MoveIn
from api.casework.moves.services import move_case
from api.casework.started import DECISION_CLOCKS, open_of
from api.casework.transfers.schemas import TransferIn
from api.casework.transfers.services import transfer_case
from api.catalogue.case_types.tables import CaseType
from api.deadlines.schemas import ExtensionIn
from api.deadlines.services import extend_deadline
from api.deadlines.starting import Starter
from api.errors import DomainError, RuleBroken
from api.people.rules import Actor
from api.resource import change

# The column that asks for an act; facts are of several.
ASKED_BY: Mapping[Difference, str] = MappingProxyType(
    {
        Difference.FACTS: "",
        Difference.UNIT: "unit",
        Difference.CASEWORKER: "caseworker",
        Difference.ACKNOWLEDGEMENT: "acknowledged_on",
        Difference.EXTENSION: "extended_to",
        Difference.DECISION: "decided_on",
        Difference.NOTICE: "dispatched_on",
    }
)


@dataclass(frozen=True)
class Changing:
    """A locked case, how it stood, what a line says of it, who says so and when."""

    session: Session
    actor: Actor
    today: date
    case: Case
    standing: Standing
    line: Line
    starter: Starter


def carry_out(starter: Starter, actor: Actor, line: Line, today: date) -> bool:
    """Make a case what the line says; return whether anything was to be done."""
    session = starter.session
    case = queries.case_named(session, line.system, line.reference)
    [standing] = queries.standings(session, [(line.system, line.reference)]).values()
    return bring_to(Changing(session, actor, today, case, standing, line, starter))


def bring_to(changing: Changing) -> bool:
    """Do to a case all in which the line differs from how it stands."""
    line, standing = changing.line, changing.standing
    done = [carry_out_one(changing, each) for each in differences(line, standing)]
    return any(done)


def carry_out_one(changing: Changing, difference: Difference) -> bool:
    """Carry out an act; a refusal of it names the column that asked for it."""
    try:
        return ACTS[difference](changing)
    except DomainError as refusal:
        name = (refusal.pointer or "").lstrip("/")
        refusal.pointer = name if name in BY_NAME else column_of(difference, changing.line)
        raise


def column_of(difference: Difference, line: Line) -> str:
    if difference is Difference.STATE:
        told = (each for each in ("withdrawn_on", "closed_on") if getattr(line, each))
        return next(told, "state")
    return ASKED_BY[difference]


def correct_facts(changing: Changing) -> bool:
    line = changing.line
    told = {
        "case_type_id": line.case_type_id,
        "origin": line.origin,
        "received_on": line.received_on,
        "variant": line.variant,
        "citizen_id": line.citizen_id,
        "opened_under_act_on": line.opened_under_act_on,
    }
    said = {name: value for name, value in told.items() if value is not None}
    change(changing.session, changing.case, said)
    recount_own_clocks(changing.session, changing.case, changing.starter)
    return True


def transfer(changing: Changing) -> bool:
    """Hand the case over as of today. Its caseworker goes with it."""
    body = TransferIn(
        unit_id=changing.line.unit_id,
        happened_on=changing.today,
        reason=IMPORTED,
        keep_caseworker=True,
    )
    transfer_case(changing.session, changing.case, body)
    return True


def assign(changing: Changing) -> bool:
    """Give the case into other hands, unless somebody only stands in for whom the line names."""
    held = hands(assignments_of(changing.session, [changing.case.id]))
    charged = in_charge(held)
    if charged and charged[-1].caseworker == str(changing.line.caseworker_id):
        covered = held[-1].reason is AssignmentReason.LEAVE_COVER and held[-1].until_on is None
        if covered:
            return False
    reason = AssignmentReason.TAKEOVER if held else AssignmentReason.FIRST
    body = AssignmentIn(
        caseworker_id=changing.line.caseworker_id, from_on=changing.today, reason=reason
    )
    assign_case(changing.session, changing.case, body)
    return True


def note_acknowledgement(changing: Changing) -> bool:
    body = AcknowledgementIn.model_validate({"acknowledged_on": changing.line.acknowledged_on})
    acknowledge(changing.session, changing.case, body)
    return True


def extend(changing: Changing) -> bool:
    line = changing.line
    running = open_of(changing.session, changing.case.id, DECISION_CLOCKS)
    if not running:
        raise RuleBroken(
            "no_deadline_to_extend", "No decision is owed in this case.", pointer="/extended_to"
        )
    body = ExtensionIn.model_validate(
        {
            "due_on": line.extended_to,
            "reason": line.extension_reason,
            "notice_sent_on": line.notice_sent_on,
            "channel": line.notice_channel or Channel.DIGITAL_POST,
        }
    )
    extend_deadline(changing.session, changing.actor, running[-1], body, changing.today)
    return True


def note_decision(changing: Changing) -> bool:
    """Note the decision, unless the case stands decided in another way."""
    line, standing = changing.line, changing.standing
    if standing.decisions and standing.state not in UNDECIDED:
        known = standing.decisions[-1]
        raise RuleBroken(
            "decision_other",
            f"The case was decided on {known.made_on} ({known.outcome.value}). Correct that "
            "decision, or reopen the case.",
            pointer="/decided_on",
        )
    subject = changing.session.get_one(CaseType, line.case_type_id).name_da
    body = NewDecisionIn.model_validate(
        {
            "subject": subject,
            "made_on": line.decided_on,
            "outcome": line.outcome,
            "reasons_given": line.reasons_given is not False,
            "appeal_guidance_given": line.appeal_guidance_given is not False,
            "letter_type_id": line.letter_type_id,
            "dispatched_on": line.dispatched_on,
            "channel": line.channel,
            "available_on": line.available_on,
        }
    )
    decide(changing.session, changing.case, body)
    return True


def note_notice(changing: Changing) -> bool:
    line, made = changing.line, changing.standing.decision_of(changing.line)
    assert made is not None  # noqa: S101 - only a known decision lacks a letter
    decision = changing.session.get_one(Decision, made.id)
    body = DecisionNoticeIn.model_validate(
        {
            "party": Party.CITIZEN,
            "channel": line.channel,
            "dispatched_on": line.dispatched_on,
            "available_on": line.available_on,
            "guidance_given": decision.appeal_guidance_given,
        }
    )
    add_notice(changing.session, changing.case, decision, body)
    return True


def move_on(changing: Changing) -> bool:
    """Move the case to the line's state, on its day; a move without one is noted as of today."""
    line, case = changing.line, changing.case
    if changing.standing.state in OVER:
        raise RuleBroken(
            "case_ended_otherwise",
            f"The case was {changing.standing.state.value} on {changing.standing.closed_on}.",
            pointer="/withdrawn_on" if line.withdrawn_on else "/closed_on",
        )
    assert line.target is not None  # noqa: S101 - what has no state differs in none
    happened_on = line.withdrawn_on or line.closed_on or changing.today
    body = MoveIn(act=ACT_TO[line.target], happened_on=happened_on, reason=IMPORTED)
    move_case(changing.session, case, body)
    return True


ACTS: Mapping[Difference, Callable[[Changing], bool]] = MappingProxyType(
    {
        Difference.FACTS: correct_facts,
        Difference.UNIT: transfer,
        Difference.CASEWORKER: assign,
        Difference.ACKNOWLEDGEMENT: note_acknowledgement,
        Difference.EXTENSION: extend,
        Difference.DECISION: note_decision,
        Difference.NOTICE: note_notice,
        Difference.STATE: move_on,
    }
)
