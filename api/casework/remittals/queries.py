"""Every question about remittals: one is seen where its case is seen."""

from datetime import date
from uuid import UUID

from sqlmodel import Session, select
from sqlmodel.sql.expression import SelectOfScalar

from api.cases.queries import of_visible_cases
from api.cases.tables import Decision, Remittal
from api.casework.parts import one_of_case
from api.casework.remittals.schemas import RemittalsQuery
from api.paging import Found, by_day, by_id, find_page
from api.people.rules import Actor


def remittals_visible_to(actor: Actor) -> SelectOfScalar[Remittal]:
    return select(Remittal).where(of_visible_cases(Remittal.case_id, actor))


def remittal(session: Session, actor: Actor, key: UUID, *, lock: bool = False) -> Remittal:
    visible = remittals_visible_to(actor)
    return one_of_case(session, actor, visible, "remittal", key, lock=lock)


def find_remittals(
    session: Session, actor: Actor, query: RemittalsQuery, _: date
) -> Found[Remittal]:
    """Return remittals by the day they came, the oldest first."""
    statement = remittals_visible_to(actor)
    if query.case:
        statement = statement.where(Remittal.case_id == query.case)
    if query.decision:
        statement = statement.where(Remittal.decision_id == query.decision)
    keys = [by_day(Remittal.received_on), by_id(Remittal.id)]
    return find_page(session, statement, query, name="remittals", keys=keys)


def decision_of(session: Session, case_id: UUID, decision_id: UUID) -> Decision | None:
    """Return a decision if it was made in a case."""
    statement = select(Decision).where(Decision.id == decision_id, Decision.case_id == case_id)
    return session.exec(statement).one_or_none()


def remittal_of(session: Session, decision_id: UUID) -> UUID | None:
    return session.exec(select(Remittal.id).where(Remittal.decision_id == decision_id)).first()
