"""The appeals board sends a decision back. The caller owns the transaction, and locked the case.

The published terms hold for a case that comes back too, from the day the board's decision came
(Ankestyrelsen on retssikkerhedsloven § 3). What was decided, sent and met before stays as it was.
"""

from uuid import UUID

from sqlmodel import Session

from api.cases.rules import CaseAct
from api.cases.tables import Case, Decision, Remittal
from api.casework.acts import move
from api.casework.remittals import queries, rules
from api.casework.remittals.schemas import RemittalIn
from api.catalogue.terms.kinds import DeadlineKind, StartEvent
from api.deadlines.starting import Starter
from api.errors import InvalidInput, RuleBroken
from api.resource import add


def remit(session: Session, case: Case, body: RemittalIn) -> Remittal:
    """Note that a decision came back; our deadline to decide anew starts that day."""
    decision = remitted_decision(session, case, body.decision_id)
    rules.check_days(
        made_on=decision.made_on,
        board_decided_on=body.board_decided_on,
        received_on=body.received_on,
    )
    starter = Starter(session)
    move(session, case, CaseAct.REMIT, body.received_on)
    remittal = add(session, Remittal(case_id=case.id, **dict(body)))
    starts = {StartEvent.REMITTAL_RECEIVED: remittal.received_on}
    starter.start(case, DeadlineKind.REMITTAL, starts, remittal_id=remittal.id)
    return remittal


def remitted_decision(session: Session, case: Case, decision_id: UUID) -> Decision:
    decision = queries.decision_of(session, case.id, decision_id)
    if decision is None:
        raise InvalidInput(
            "decision_unknown",
            f"No decision {decision_id} was made in this case.",
            pointer="/decision_id",
        )
    if queries.remittal_of(session, decision.id):
        raise RuleBroken(
            "decision_remitted",
            "This decision came back before; the board can send back only what followed it.",
            pointer="/decision_id",
        )
    return decision
