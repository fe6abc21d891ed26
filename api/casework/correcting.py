"""What was recorded of a case is corrected. The caller owns the transaction.

A deadline that was counted from a wrong fact never held: it is cancelled from its first day, and
another starts. So what was computed at the time can still be read.
"""

from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from api.cases import queries
from api.cases.rules import CaseState
from api.cases.schemas import CaseIn
from api.cases.tables import Case, CaseReference
from api.casework.acknowledgement.settling import settle_acknowledgement
from api.casework.facts import starts_of
from api.casework.opening import OWN_CLOCKS, add_references, check_references_free
from api.casework.started import that_held
from api.casework.waiting.recounting import recount
from api.catalogue.terms.kinds import DeadlineKind, OwedBy
from api.deadlines import services
from api.deadlines.ending import cancel, cancel_as_corrected, meet
from api.deadlines.rules import WITHDRAWN
from api.deadlines.starting import Starter
from api.deadlines.tables import Deadline, Extension
from api.errors import InvalidInput
from api.people.rules import Actor, Scope
from api.resource import add, change, remove


def replace_case(session: Session, actor: Actor, case: Case, body: CaseIn) -> Case:
    """Correct what a case is; its own deadlines are counted again where that changes them."""
    actor.check(Scope.CASES_WRITE, case.unit_id, owners=[case.caseworker_id])
    check_references_free(session, body.references, but=case.id)
    change(session, case, body.model_dump(exclude={"references"}))
    for reference in session.exec(select(CaseReference).where(CaseReference.case_id == case.id)):
        remove(session, reference, "case_reference")
    add_references(session, case, body.references)
    recount_own_clocks(session, case)
    return case


def recount_own_clocks(session: Session, case: Case, starter: Starter | None = None) -> None:
    """Let the case's own deadlines be those that its facts, as they are now, give it.

    Who corrects many cases in one transaction gives the same starter for all of them.
    """
    check_received(session, case)
    starter, starts = starter or Starter(session), starts_of(case)
    for kind in OWN_CLOCKS:
        values = starter.values(case, kind, starts)
        standing = standing_deadline(session, case, kind)
        if not same_clock(standing, values):
            made = restart(session, standing, values)
            if made and not standing:
                end_with_case(session, case, made)
    settle_acknowledgement(session, case)
    recount(session, case.id)


def check_received(session: Session, case: Case) -> None:
    """Refuse a day of receipt after the citizen was told, or after a decision was made."""
    done_on = [day for day, _ in queries.decided_on(session, case.id)]
    if case.acknowledged_on:
        done_on.append(case.acknowledged_on)
    if done_on and case.received_on > min(done_on):
        raise InvalidInput(
            "received_after_act",
            f"Something was done in this case on {min(done_on)}; it can't have come after that.",
            pointer="/received_on",
        )


def end_with_case(session: Session, case: Case, deadline: Deadline) -> None:
    """End a deadline that nobody knew of as its case had ended it: decided, or withdrawn."""
    decided = [day for day, concludes in queries.decided_on(session, case.id) if concludes]
    if deadline.kind is DeadlineKind.DECISION and decided:
        meet(session, deadline, max(decided[0], deadline.started_on))
    elif case.state is CaseState.WITHDRAWN and case.closed_on:
        cancel(session, deadline, max(case.closed_on, deadline.started_on), WITHDRAWN)


def standing_deadline(session: Session, case: Case, kind: DeadlineKind) -> Deadline | None:
    """Return the case's own deadline of a kind that held, an open one first.

    One that ended with its withdrawn case holds too: correcting the case brings nothing back.
    """
    statement = that_held().where(Deadline.case_id == case.id, Deadline.kind == kind)
    in_order = statement.order_by(col(Deadline.cancelled_on).desc().nulls_first(), col(Deadline.id))
    return session.exec(in_order.with_for_update()).first()


def same_clock(standing: Deadline | None, values: dict[str, Any] | None) -> bool:
    if standing is None or values is None:
        return standing is None and values is None
    return all(
        getattr(standing, name) == values[name] for name in ("published_term_id", "started_on")
    )


def restart(
    session: Session, standing: Deadline | None, values: dict[str, Any] | None
) -> Deadline | None:
    """Cancel a deadline that never held; return the right one, with what was done in it."""
    ended = end_of(standing, values["started_on"]) if standing and values else {}
    if standing:
        cancel_as_corrected(session, standing)
    if values is None:
        return None
    deadline = add(session, Deadline(**values, **ended))
    if standing and standing.extensions:
        take_over_notices(session, standing, deadline)
    return deadline


def end_of(deadline: Deadline, started_on: date) -> dict[str, Any]:
    """Return how a deadline ended, for one that takes its place and started on a day.

    What the citizen did before a letter counts as arrived meets the deadline as it starts.
    """
    if deadline.cancelled_on is None:
        met_on = deadline.met_on
        if met_on is not None and deadline.owed_by is OwedBy.CITIZEN:
            met_on = max(met_on, started_on)
        return {"met_on": met_on}
    cancelled_on = max(deadline.cancelled_on, started_on)
    return {"cancelled_on": cancelled_on, "cancel_reason": deadline.cancel_reason}


def take_over_notices(session: Session, old: Deadline, new: Deadline) -> None:
    """Let the notices that the citizen got stand at the deadline that holds."""
    for extension in session.exec(select(Extension).where(Extension.deadline_id == old.id)):
        change(session, extension, {"deadline_id": new.id})
    for deadline in (old, new):
        services.follow_notices(session, deadline, services.standing(session, deadline))
