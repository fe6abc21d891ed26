"""What is part of a case is locked by way of it, and changed with the case's rights."""

from collections.abc import Collection
from typing import TypeVar
from uuid import UUID

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.cases import queries
from api.cases.tables import AccessRequest, Case, Decision, PartyHearing, Remittal
from api.casework.acts import check_writer
from api.deadlines.tables import Deadline
from api.people.rules import Actor
from api.resource import Expected, Out, check_current, one

Part = Decision | PartyHearing | AccessRequest | Remittal | Deadline
PartT = TypeVar("PartT", Decision, PartyHearing, AccessRequest, Remittal, Deadline)


def one_of_case(
    session: Session,
    actor: Actor,
    visible: SelectOfScalar[PartT],
    what: str,
    key: UUID,
    *,
    lock: bool = False,
) -> PartT:
    """Return a part of a case. To change it, its case is locked before it, as every act does."""
    found = one(session, visible, what, key)
    if not lock:
        return found
    queries.case(session, actor, found.case_id, lock=True)
    return one(session, visible, what, key, lock=True)


def cases_of(session: Session, parts: Collection[Part]) -> dict[UUID, Case]:
    """Return the cases that some parts belong to, by id."""
    statement = select(Case).where(col(Case.id).in_({part.case_id for part in parts}))
    return {case.id: case for case in session.exec(statement)}


def case_of(session: Session, actor: Actor, part: Part) -> Case:
    """Return the case of a locked part; refuse who may not write it."""
    case = session.get_one(Case, part.case_id)
    check_writer(actor, case)
    return case


def check_change(
    session: Session, actor: Actor, part: Part, wanted: Expected, what: str, current: Out
) -> Case:
    """Return the case of a part; refuse who may not write it, and who knows an older part."""
    case = case_of(session, actor, part)
    check_current(part, wanted, what, current)
    return case
