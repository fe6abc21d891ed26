"""The time to appeal, for each party and channel that a decision was sent to."""

from typing import Any

from sqlmodel import Session

from api.cases.tables import Case, Decision, DecisionNotice
from api.casework.correcting import restart, same_clock
from api.casework.decisions import queries, rules
from api.casework.started import started_by
from api.catalogue.terms.kinds import DeadlineKind, StartEvent
from api.deadlines.starting import Starter
from api.deadlines.tables import Deadline


def settle_appeals(session: Session, starter: Starter, case: Case, decision: Decision) -> None:
    """Let the time run from the notices that start it, as they are now, and from no others."""
    notices = queries.notices_of(session, [decision.id])
    starting = rules.appealable(decision.outcome, notices)
    known = started_by(
        session, Deadline.decision_notice_id, [notice.id for notice in notices], lock=True
    )
    for notice in notices:
        values = appeal_values(starter, case, notice) if notice.id in starting else None
        if not same_appeal(known.get(notice.id), values):
            restart(session, known.get(notice.id), values)


def appeal_values(starter: Starter, case: Case, notice: DecisionNotice) -> dict[str, Any] | None:
    starts = {StartEvent.DECISION_AVAILABLE: notice.available_on}
    values = starter.values(case, DeadlineKind.APPEAL, starts)
    return values and values | {"decision_notice_id": notice.id, "party": notice.party}


def same_appeal(known: Deadline | None, values: dict[str, Any] | None) -> bool:
    same_party = known is None or values is None or known.party == values["party"]
    return same_party and same_clock(known, values)
