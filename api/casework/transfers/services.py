"""A case goes to another unit. The caller has locked the case, and owns the transaction."""

from datetime import date
from uuid import UUID

from sqlmodel import Session, select

from api.cases.rules import CaseAct
from api.cases.tables import Case, CaseEvent
from api.casework.assignments.services import leave_by_transfer
from api.casework.following import check_follows
from api.casework.transfers.schemas import TransferIn
from api.errors import InvalidInput, RuleBroken
from api.organisation.queries import valid_on
from api.organisation.tables import Unit
from api.resource import add, change


def transfer_case(session: Session, case: Case, body: TransferIn) -> None:
    """Hand a case over; its open deadlines follow it by a trigger of the database.

    The right in the present unit is enough, for one hands over to units that one can't see.
    """
    if body.unit_id == case.unit_id:
        raise RuleBroken("case_there_already", "The case is in this unit.", pointer="/unit_id")
    check_unit(session, body.unit_id, body.happened_on)
    check_follows(session, case, body.happened_on)
    event = CaseEvent(
        case_id=case.id,
        act=CaseAct.TRANSFER,
        happened_on=body.happened_on,
        from_unit_id=case.unit_id,
        to_unit_id=body.unit_id,
        reason=body.reason,
    )
    add(session, event)
    values: dict[str, UUID | None] = {"unit_id": body.unit_id}
    if not body.keep_caseworker:
        leave_by_transfer(session, case, body.happened_on)
        values |= {"caseworker_id": None}
    change(session, case, values)


def check_unit(session: Session, unit_id: UUID, day: date) -> None:
    """Refuse a unit that did not exist on a day. Units are public: all may be handed over to."""
    unit = session.get(Unit, unit_id)
    if unit is None:
        raise InvalidInput("unit_unknown", f"There is no unit {unit_id}.", pointer="/unit_id")
    existed = select(Unit.id).where(Unit.id == unit_id, valid_on(day))
    if session.exec(existed).first() is None:
        raise InvalidInput(
            "unit_not_valid", f"{unit.name} did not exist on {day}.", pointer="/unit_id"
        )
