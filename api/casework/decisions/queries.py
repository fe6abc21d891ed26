"""Every question about decisions: one is seen where its case is seen."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.cases.queries import of_visible_cases
from api.cases.rules import CaseAct
from api.cases.tables import Case, CaseEvent, Decision, DecisionNotice, Remittal
from api.casework.decisions.schemas import DecisionsQuery
from api.casework.parts import one_of_case
from api.casework.started import DECISION_CLOCKS, locked, that_held
from api.deadlines.rules import CORRECTED
from api.deadlines.tables import Deadline
from api.organisation.queries import units_under
from api.organisation.tables import Unit
from api.paging import Found, by_day, by_id, find_page
from api.people.rules import Actor
from api.resource import one


def decisions_visible_to(actor: Actor) -> SelectOfScalar[Decision]:
    return select(Decision).where(of_visible_cases(Decision.case_id, actor))


def decision(session: Session, actor: Actor, decision_id: UUID, *, lock: bool = False) -> Decision:
    visible = decisions_visible_to(actor)
    return one_of_case(session, actor, visible, "decision", decision_id, lock=lock)


def find_decisions(
    session: Session, actor: Actor, query: DecisionsQuery, _: date
) -> Found[Decision]:
    """Return decisions by the day they were made, the oldest first."""
    statement = decisions_visible_to(actor).where(*filters(query), *of_cases(query))
    keys = [by_day(Decision.made_on), by_id(Decision.id)]
    return find_page(session, statement, query, name="decisions", keys=keys)


def filters(query: DecisionsQuery) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if query.case:
        found.append(col(Decision.case_id) == query.case)
    if query.outcome:
        found.append(col(Decision.outcome).in_(query.outcome))
    if query.made_from:
        found.append(col(Decision.made_on) >= query.made_from)
    if query.made_before:
        found.append(col(Decision.made_on) < query.made_before)
    if query.undispatched is not None:
        sent = exists().where(col(DecisionNotice.decision_id) == col(Decision.id))
        found.append(~sent if query.undispatched else sent)
    return found


def of_cases(query: DecisionsQuery) -> list[ColumnElement[bool]]:
    """Return what is asked of the cases that the decisions were made in."""
    if not (query.unit or query.caseworker):
        return []
    cases: Any = select(Case.id)
    if query.unit:
        units = select(Unit.id).where(units_under([query.unit]))
        cases = cases.where(col(Case.unit_id).in_(units))
    if query.caseworker:
        cases = cases.where(Case.caseworker_id == query.caseworker)
    return [col(Decision.case_id).in_(cases)]


def notices_of(session: Session, ids: Collection[UUID]) -> Sequence[DecisionNotice]:
    statement = select(DecisionNotice).where(col(DecisionNotice.decision_id).in_(ids))
    return session.exec(statement).all()


def notice(session: Session, made: Decision, notice_id: UUID) -> DecisionNotice:
    of_decision = select(DecisionNotice).where(DecisionNotice.decision_id == made.id)
    return one(session, of_decision, "notice", notice_id, lock=True)


def remittals_of(session: Session, case_id: UUID) -> Sequence[Remittal]:
    return session.exec(select(Remittal).where(Remittal.case_id == case_id)).all()


def reopenings_of(session: Session, case_id: UUID) -> Sequence[CaseEvent]:
    """Return when a case was taken up again, but for decisions that were corrected."""
    statement = select(CaseEvent).where(
        CaseEvent.case_id == case_id,
        CaseEvent.act == CaseAct.REOPEN,
        col(CaseEvent.reason).is_distinct_from(CORRECTED),
    )
    return session.exec(statement).all()


def met_by(session: Session, made: Decision) -> Sequence[Deadline]:
    """Return the clocks of § 3 that a concluding decision ended on the day it was made, locked."""
    statement = that_held().where(
        Deadline.case_id == made.case_id,
        col(Deadline.kind).in_(DECISION_CLOCKS),
        Deadline.met_on == made.made_on,
    )
    return locked(session, statement)


def concluded_later(session: Session, made: Decision) -> bool:
    """Say whether another decision concluded the case after this one."""
    later = select(Decision.id).where(
        Decision.case_id == made.case_id,
        col(Decision.concludes),
        col(Decision.id) > made.id,
    )
    return session.exec(later.limit(1)).first() is not None
