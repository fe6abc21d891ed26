"""Every question about the deadlines that facts of a case started."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.catalogue.terms.kinds import DeadlineKind
from api.deadlines.rules import CORRECTED
from api.deadlines.tables import Deadline

# What ends when all that was applied for is decided: the clocks of retssikkerhedsloven § 3.
DECISION_CLOCKS = (DeadlineKind.DECISION, DeadlineKind.REMITTAL)


def that_held() -> SelectOfScalar[Deadline]:
    """Leave out the deadlines that were counted from a wrong fact: they never held."""
    return select(Deadline).where(col(Deadline.cancel_reason).is_distinct_from(CORRECTED))


def still_open() -> SelectOfScalar[Deadline]:
    return select(Deadline).where(
        col(Deadline.met_on).is_(None), col(Deadline.cancelled_on).is_(None)
    )


def locked(session: Session, statement: SelectOfScalar[Deadline]) -> Sequence[Deadline]:
    """Return the deadlines in order of making, locked until the transaction ends."""
    statement = statement.order_by(col(Deadline.id)).with_for_update()
    return session.exec(statement.execution_options(populate_existing=True)).all()


def started_by(
    session: Session, fact: Any, ids: Collection[UUID], *, lock: bool = False
) -> Mapping[UUID, Deadline]:
    """Return the deadlines that facts started, by the fact's id; `fact` is the column of it."""
    statement = that_held().where(fact.in_(ids))
    rows = locked(session, statement) if lock else session.exec(statement)
    return {getattr(row, fact.key): row for row in rows}


def open_by(session: Session, fact: Any, fact_id: UUID) -> Deadline | None:
    """Return the deadline that a fact started, locked, unless it has ended."""
    found = locked(session, still_open().where(fact == fact_id))
    return found[0] if found else None


def open_of(session: Session, case_id: UUID, kinds: Collection[DeadlineKind]) -> Sequence[Deadline]:
    """Return a case's open deadlines of some kinds, locked."""
    of_case = Deadline.case_id == case_id, col(Deadline.kind).in_(kinds)
    return locked(session, still_open().where(*of_case))
