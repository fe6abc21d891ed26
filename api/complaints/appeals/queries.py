"""Every question about reassessments and the board's answers: seen where the complaint is seen."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, and_, not_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.cases.tables import Case, Remittal
from api.complaints.appeals.rules import GOES_ON
from api.complaints.appeals.schemas import BoardOutcomesQuery, ReassessmentsQuery
from api.complaints.parts import one_of_complaint
from api.complaints.queries import of_visible_complaints
from api.complaints.tables import BoardOutcome, Reassessment
from api.paging import Found, by_day, by_id, find_page
from api.people.rules import Actor
from api.values import check_days_in_order

Part = TypeVar("Part", Reassessment, BoardOutcome)


def reassessments_visible_to(actor: Actor) -> SelectOfScalar[Reassessment]:
    return select(Reassessment).where(of_visible_complaints(Reassessment.complaint_id, actor))


def board_outcomes_visible_to(actor: Actor) -> SelectOfScalar[BoardOutcome]:
    return select(BoardOutcome).where(of_visible_complaints(BoardOutcome.complaint_id, actor))


def reassessment(session: Session, actor: Actor, key: UUID, *, lock: bool = False) -> Reassessment:
    visible = reassessments_visible_to(actor)
    return one_of_complaint(session, actor, visible, "reassessment", key, lock=lock)


def board_outcome(session: Session, actor: Actor, key: UUID, *, lock: bool = False) -> BoardOutcome:
    visible = board_outcomes_visible_to(actor)
    return one_of_complaint(session, actor, visible, "board_outcome", key, lock=lock)


def find_reassessments(
    session: Session, actor: Actor, query: ReassessmentsQuery, _: date
) -> Found[Reassessment]:
    """Return reassessments by the day they were made, the oldest first."""
    statement = reassessments_visible_to(actor).where(*reassessment_filters(query))
    keys = [by_day(Reassessment.made_on), by_id(Reassessment.id)]
    return find_page(session, statement, query, name="reassessments", keys=keys)


def reassessment_filters(query: ReassessmentsQuery) -> Iterator[ColumnElement[bool]]:
    check_days_in_order(query.made_from, query.made_before, "made_before")
    if query.complaint:
        yield col(Reassessment.complaint_id) == query.complaint
    if query.outcome:
        yield col(Reassessment.outcome).in_(query.outcome)
    if query.made_from:
        yield col(Reassessment.made_on) >= query.made_from
    if query.made_before:
        yield col(Reassessment.made_on) < query.made_before
    if query.unforwarded is not None:
        owed = and_(
            col(Reassessment.outcome).in_(GOES_ON), col(Reassessment.forwarded_on).is_(None)
        )
        yield owed if query.unforwarded else not_(owed)


def find_board_outcomes(
    session: Session, actor: Actor, query: BoardOutcomesQuery, _: date
) -> Found[BoardOutcome]:
    """Return the board's answers by the day they came, the oldest first."""
    statement = board_outcomes_visible_to(actor).where(*outcome_filters(query))
    keys = [by_day(BoardOutcome.received_on), by_id(BoardOutcome.id)]
    return find_page(session, statement, query, name="board_outcomes", keys=keys)


def outcome_filters(query: BoardOutcomesQuery) -> Iterator[ColumnElement[bool]]:
    check_days_in_order(query.received_from, query.received_before, "received_before")
    if query.complaint:
        yield col(BoardOutcome.complaint_id) == query.complaint
    if query.result:
        yield col(BoardOutcome.result).in_(query.result)
    if query.received_from:
        yield col(BoardOutcome.received_on) >= query.received_from
    if query.received_before:
        yield col(BoardOutcome.received_on) < query.received_before


def of_complaints(
    session: Session, table: type[Part], ids: Collection[UUID]
) -> Mapping[UUID, Part]:
    """Return the reassessments, or the board's answers, of some complaints by the complaint."""
    rows = session.exec(select(table).where(col(table.complaint_id).in_(ids)))
    return {row.complaint_id: row for row in rows}


def reassessment_of(session: Session, complaint_id: UUID) -> Reassessment | None:
    return of_complaints(session, Reassessment, [complaint_id]).get(complaint_id)


def board_outcome_of(session: Session, complaint_id: UUID) -> BoardOutcome | None:
    return of_complaints(session, BoardOutcome, [complaint_id]).get(complaint_id)


def case_of(session: Session, case_id: UUID) -> Case:
    """Return a case, locked: whoever may write the complaint moves what it owes in its case."""
    statement = select(Case).where(Case.id == case_id).with_for_update()
    return session.exec(statement.execution_options(populate_existing=True)).one()


def remittals_by_id(session: Session, ids: Collection[UUID]) -> Mapping[UUID, Remittal]:
    statement = select(Remittal).where(col(Remittal.id).in_(ids))
    return {row.id: row for row in session.exec(statement)}
