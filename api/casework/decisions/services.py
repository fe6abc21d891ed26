"""A case is decided and the parties are told. The caller owns the transaction, and locked the case.

Terms and calendar are read before a deadline is locked: who corrects them does the same, so nobody
waits in a circle.
"""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import Session

from api.cases.rules import check_not_before_receipt
from api.cases.tables import Case, Decision, DecisionNotice
from api.casework.acknowledgement.settling import settle_acknowledgement
from api.casework.acts import check_not_over
from api.casework.arriving import available_on
from api.casework.decisions import queries, rules
from api.casework.decisions.appeals import settle_appeals
from api.casework.decisions.concluding import conclude, reopen
from api.casework.decisions.schemas import DecisionIn, DecisionNoticeIn, NewDecisionIn
from api.casework.parts import case_of
from api.casework.started import DECISION_CLOCKS, open_of
from api.catalogue.letter_types.tables import LetterType
from api.deadlines.ending import correct_met_on
from api.deadlines.starting import Starter
from api.deadlines.tables import Deadline
from api.errors import InvalidInput
from api.people.rules import Actor
from api.resource import add, change
from api.table import now


def decide(session: Session, case: Case, body: NewDecisionIn) -> Decision:
    """Record a decision, with its first notice if it was sent; conclude the case if it does."""
    check_not_over(case)
    check_letter_type(session, body.letter_type_id)
    rules.check_sending(
        dispatched_on=body.dispatched_on, channel=body.channel, available_on=body.available_on
    )
    starter = Starter(session)
    clocks = open_of(session, case.id, DECISION_CLOCKS) if body.concludes else ()
    check_day(session, case, body, clocks)
    values = body.model_dump(include=set(DecisionIn.model_fields))
    decision = add(session, Decision(case_id=case.id, **values))
    if decision.concludes:
        conclude(session, case, decision, clocks)
    if first := first_notice(body):
        send(session, starter, case, decision, first)
    return decision


def first_notice(body: NewDecisionIn) -> DecisionNoticeIn | None:
    """Return the notice that a decision was recorded with. Its guidance is the decision's own."""
    if body.dispatched_on is None or body.channel is None:
        return None
    return DecisionNoticeIn(
        party=body.party,
        channel=body.channel,
        dispatched_on=body.dispatched_on,
        available_on=body.available_on,
        guidance_given=body.appeal_guidance_given,
    )


def replace_decision(
    session: Session, actor: Actor, decision: Decision, body: DecisionIn
) -> Decision:
    """Correct a decision; what was counted from it is counted again."""
    case = case_of(session, actor, decision)
    starter = Starter(session)
    concluded, guided = decision.concludes, decision.appeal_guidance_given
    clocks = clocks_of(session, decision, body)
    check_day(session, case, body, clocks, decision)
    if body.letter_type_id != decision.letter_type_id:
        check_letter_type(session, body.letter_type_id)
    change(session, decision, dict(body))
    if decision.concludes and not concluded:
        conclude(session, case, decision, clocks)
    elif concluded and not decision.concludes:
        reopen(session, case, decision, clocks)
    else:
        for deadline in clocks:
            correct_met_on(session, deadline, decision.made_on)
    if decision.appeal_guidance_given is not guided:
        correct_guidance(session, decision)
    settle_appeals(session, starter, case, decision)
    return decision


def check_letter_type(session: Session, letter_type_id: UUID | None) -> None:
    """Refuse to send a decision in a type of letter that is not known, or used no more."""
    found = session.get(LetterType, letter_type_id) if letter_type_id else None
    if letter_type_id and found is None:
        raise InvalidInput(
            "letter_type_unknown",
            f"There is no letter type {letter_type_id}.",
            pointer="/letter_type_id",
        )
    if found and found.retired:
        raise InvalidInput(
            "letter_type_retired",
            f"The letter type {found.code} is used no more.",
            pointer="/letter_type_id",
        )


def clocks_of(session: Session, decision: Decision, body: DecisionIn) -> Collection[Deadline]:
    """Return the clocks that a correction is about: those it ended, or now ends."""
    if decision.concludes:
        return queries.met_by(session, decision)
    return open_of(session, decision.case_id, DECISION_CLOCKS) if body.concludes else ()


def check_day(
    session: Session,
    case: Case,
    body: DecisionIn,
    clocks: Collection[Deadline],
    corrected: Decision | None = None,
) -> None:
    """Refuse a day that does not fit what happened in the case before and after it."""
    check_not_before_receipt(body.made_on, case.received_on, "/made_on")
    remittals = queries.remittals_of(session, case.id)
    began = [(each.id, each.received_on) for each in remittals]
    began += [(each.id, each.happened_on) for each in queries.reopenings_of(session, case.id)]
    came = [day for key, day in began if corrected is None or key < corrected.id]
    started = [clock.started_on for clock in clocks]
    used = [
        *(each.received_on for each in remittals if corrected and each.decision_id == corrected.id),
        *(each.dispatched_on for each in notices_of(session, corrected)),
    ]
    rules.check_made_on(
        body.made_on, not_before=[*started, *came] if body.concludes else [], not_after=used
    )


def notices_of(session: Session, decision: Decision | None) -> Sequence[DecisionNotice]:
    return queries.notices_of(session, [decision.id]) if decision else []


def correct_guidance(session: Session, decision: Decision) -> None:
    """Let the letters that said what the decision said say what it says now."""
    given = decision.appeal_guidance_given
    for notice in notices_of(session, decision):
        if notice.guidance_given is not given:
            change(session, notice, {"guidance_given": given})


def add_notice(
    session: Session, case: Case, decision: Decision, body: DecisionNoticeIn
) -> Decision:
    """Note that a decision was sent to a party, or that guidance was given later."""
    send(session, Starter(session), case, decision, body)
    return counted(session, decision)


def replace_notice(
    session: Session, case: Case, decision: Decision, notice: DecisionNotice, body: DecisionNoticeIn
) -> Decision:
    """Correct a notice; the time to appeal is counted again where that changes it."""
    starter = Starter(session)
    change(session, notice, sent_values(session, decision, body, but=notice))
    settle(session, starter, case, decision)
    return counted(session, decision)


def send(
    session: Session, starter: Starter, case: Case, decision: Decision, body: DecisionNoticeIn
) -> None:
    values = sent_values(session, decision, body)
    add(session, DecisionNotice(decision_id=decision.id, **values))
    settle(session, starter, case, decision)


def settle(session: Session, starter: Starter, case: Case, decision: Decision) -> None:
    """Let what was sent start the time to appeal, and tell the citizen that the case is known."""
    settle_appeals(session, starter, case, decision)
    settle_acknowledgement(session, case)


def sent_values(
    session: Session,
    decision: Decision,
    body: DecisionNoticeIn,
    *,
    but: DecisionNotice | None = None,
) -> dict[str, Any]:
    """Return a notice's columns, with the day it is available; `but` is the one it corrects."""
    rules.check_dispatched_on(body.dispatched_on, decision.made_on)
    others = [each for each in notices_of(session, decision) if each is not but]
    rules.check_new_notice(body.party, body.channel, body.dispatched_on, others)
    arrived = available_on(session, body.channel, body.dispatched_on, body.available_on)
    documented = body.available_on is not None
    return dict(body) | {"available_on": arrived, "documented": documented}


def counted(session: Session, decision: Decision) -> Decision:
    """Count the decision's version: its notices are part of what it is answered with."""
    return change(session, decision, {"updated_at": now()})
