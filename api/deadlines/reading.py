"""Deadlines as they are answered, with the names of what they refer to."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, func, true
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.cases.rules import CaseState
from api.cases.schemas import Named
from api.cases.tables import Case, Decision, WaitingPeriod
from api.cases.waiting_queries import IN_ORDER, runs_on
from api.catalogue.case_types.tables import CaseType
from api.catalogue.terms.kinds import NOTICE_OWED, OwedBy
from api.catalogue.terms.tables import PublishedTerm
from api.deadlines import judging, queries, rules
from api.deadlines.rules import ENDED_BY_DECISION, AsOf, Status
from api.deadlines.schemas import DeadlineOut, DeadlineTerm, ExtensionOut, Waiting
from api.deadlines.tables import Deadline, Extension
from api.organisation.tables import Unit
from api.people.rules import Actor, Scope
from api.people.tables import Person

AS_STORED = set(DeadlineOut.model_fields) & set(Deadline.model_fields) - {
    *("due_on", "met_on", "cancelled_on", "extensions", "notified_on", "unit")
}
OF_TERM = set(DeadlineTerm.model_fields) & set(Deadline.model_fields)


def with_details(deadlines: SelectOfScalar[Deadline], as_of: AsOf) -> Any:
    """Add to a statement of deadlines what is shown of each, so that no row needs another query."""
    notices = standing_notices(as_of)
    return (
        queries.with_columns(
            deadlines,
            col(Case.received_on),
            col(Case.state).label("case_state"),
            col(Case.unit_id).label("case_unit_id"),
            col(Case.caseworker_id).label("case_caseworker_id"),
            col(Unit.name).label("unit_name"),
            col(CaseType.name_da).label("type_name_da"),
            col(CaseType.name_en).label("type_name_en"),
            col(Person.full_name).label("caseworker_name"),
            col(PublishedTerm.as_published),
            *notices.c,
            waiting_of(as_of),
            judging.stands_still(as_of).label("stands_still"),
            met_by_decision().label("met_by_decision"),
        )
        .join(Case, col(Case.id) == Deadline.case_id)
        .join(Unit, col(Unit.id) == Deadline.unit_id)
        .join(CaseType, col(CaseType.id) == Deadline.case_type_id)
        .outerjoin(Person, col(Person.id) == Deadline.caseworker_id)
        .outerjoin(PublishedTerm, col(PublishedTerm.id) == Deadline.published_term_id)
        .outerjoin(notices, true())
    )


def standing_notices(as_of: AsOf) -> Any:
    """Sum up the notices of each deadline that stood on the day."""
    sent, before = col(Extension.notice_sent_on), col(Extension.before_due_on)
    return (
        select(
            func.count().label("notices"),
            func.max(sent).label("notified_on"),
            func.bool_and(sent <= before).label("notified_in_time"),
            func.max(Extension.due_on).label("promised_on"),
        )
        .where(Extension.deadline_id == Deadline.id, judging.standing(as_of))
        .correlate(Deadline)
        .lateral("notices")
    )


def waiting_of(as_of: AsOf) -> Any:
    """List what the case of each deadline waited for on the day, the longest wait first."""
    period = func.json_build_object(
        *("for", WaitingPeriod.waiting_for),
        *("what", WaitingPeriod.what),
        *("since_on", WaitingPeriod.since_on),
    )
    periods = select(func.json_agg(aggregate_order_by(period, *IN_ORDER)))
    return (
        periods.where(WaitingPeriod.case_id == Deadline.case_id, runs_on(as_of.day))
        .correlate(Deadline)
        .scalar_subquery()
        .label("waiting")
    )


def met_by_decision() -> Any:
    decided = select(Decision.id).where(
        Decision.case_id == Deadline.case_id,
        col(Decision.concludes),
        Decision.made_on == Deadline.met_on,
    )
    by_decision = col(Deadline.kind).in_(ENDED_BY_DECISION)
    return and_(by_decision, decided.correlate(Deadline).exists())


def show_deadlines(
    session: Session, actor: Actor, rows: Sequence[Deadline], as_of: AsOf
) -> list[DeadlineOut]:
    """Return some deadlines as of a day, in their order."""
    statement = select(Deadline).where(col(Deadline.id).in_([row.id for row in rows]))
    found: dict[UUID, DeadlineOut] = {
        line.Deadline.id: shown(line, actor, as_of)
        for line in session.exec(with_details(statement, as_of))
    }
    return [found[row.id] for row in rows]


def shown(line: Row[Any], actor: Actor, as_of: AsOf) -> DeadlineOut:
    """Return a deadline as of a day; what happened later is left out."""
    row: Deadline = line.Deadline
    due_on = expected_on(row, line, as_of)
    return DeadlineOut(
        **row.model_dump(include=AS_STORED),
        status=status_of(row, line, as_of),
        due_on=due_on,
        days_left=rules.days_left(due_on, as_of.day),
        met_on=rules.happened(row.met_on, as_of.day),
        cancelled_on=rules.happened(row.cancelled_on, as_of.day),
        term=term_of(row, line.as_published),
        notice_owed=row.kind in NOTICE_OWED,
        extensions=line.notices,
        notified_on=line.notified_on,
        notified_in_time=line.notified_in_time,
        waiting=waiting(line, actor),
        unit=Named(id=row.unit_id, name=line.unit_name),
        case_type=Named(id=row.case_type_id, name=line.type_name_da),
        caseworker=named(row.caseworker_id, line.caseworker_name),
        received_on=line.received_on,
        may=may(row, line, actor),
    )


def waiting(line: Row[Any], actor: Actor) -> list[Waiting]:
    """Return what the case waits for, unless it went where the asker reads no deadlines.

    What had ended before a transfer stays where it ended.
    """
    owners = [line.case_caseworker_id]
    sees_case = actor.may(Scope.DEADLINES_READ, line.case_unit_id, owners=owners)
    return (line.waiting or []) if sees_case else []


def status_of(row: Deadline, line: Row[Any], as_of: AsOf) -> Status:
    days = (row.legal_due_on, row.met_on, row.cancelled_on, as_of.day)
    return rules.status_of(*days, stands_still=line.stands_still)


def expected_on(row: Deadline, line: Row[Any], as_of: AsOf) -> date:
    if not as_of.past:
        return row.due_on
    return rules.expected_on(row.legal_due_on, [line.promised_on] if line.promised_on else [])


def term_of(row: Deadline, as_published: str | None) -> DeadlineTerm:
    return DeadlineTerm(**row.model_dump(include=OF_TERM), as_published=as_published)


def named(key: UUID | None, name: str | None) -> Named | None:
    return Named(id=key, name=name) if key and name else None


def may(row: Deadline, line: Row[Any], actor: Actor) -> list[str]:
    """Name the acts the asker can do to a deadline now."""
    owners = [line.case_caseworker_id]
    if not actor.may(Scope.DEADLINES_WRITE, line.case_unit_id, owners=owners):
        return []
    if row.met_on is None and row.cancelled_on is None:
        extend = ["extend"] if row.owed_by is OwedBy.AUTHORITY else []
        return [*extend, "complete", "cancel"]
    with_case = line.case_state is CaseState.CLOSED and row.cancel_reason == rules.CLOSED
    kept = row.cancel_reason == rules.CORRECTED or line.met_by_decision or with_case
    return [] if kept or line.case_state is CaseState.WITHDRAWN else ["reopen"]


def show_extension(row: Extension, case: Case, actor: Actor) -> ExtensionOut:
    writes = actor.may(Scope.DEADLINES_WRITE, case.unit_id, owners=[case.caseworker_id])
    undo = row.undone_on is None and writes
    return ExtensionOut(
        **row.model_dump(include=set(ExtensionOut.model_fields)),
        in_time=rules.notified_in_time(row.notice_sent_on, row.before_due_on),
        may=["undo"] if undo else [],
    )
