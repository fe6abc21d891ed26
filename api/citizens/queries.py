"""Every question about citizens and their look-ups.

Citizens have no unit: who may read them reads all of them, without their identity. An identity is
opened one at a time, with a reason, and that is logged. There is no list of citizens.
"""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.citizens.keys import cpr_indexes
from api.citizens.tables import Citizen, CitizenLookup
from api.paging import Found, PageQuery, by_id, find_page
from api.people.rules import Actor
from api.resource import one


def citizens_visible_to(_: Actor) -> SelectOfScalar[Citizen]:
    return select(Citizen)


def citizen(session: Session, actor: Actor, key: UUID, *, lock: bool = False) -> Citizen:
    return one(session, citizens_visible_to(actor), "citizen", key, lock=lock)


def citizen_by_number(session: Session, number: str) -> Citizen | None:
    """Return the citizen with exactly this number."""
    statement = select(Citizen).where(col(Citizen.cpr_index).in_(cpr_indexes(number)))
    return session.exec(statement.order_by(col(Citizen.id))).first()


def ids_by_number(session: Session, numbers: Collection[str]) -> dict[str, UUID]:
    """Return the ids of those citizens that are here, by their numbers."""
    number_of = {index: number for number in numbers for index in cpr_indexes(number)}
    statement = select(Citizen.cpr_index, Citizen.id).where(col(Citizen.cpr_index).in_(number_of))
    return {number_of[index]: key for index, key in session.exec(statement) if index}


def citizens_after(session: Session, key: UUID | None, most: int) -> Sequence[Citizen]:
    """Return citizens in the order of their ids, locked, from after an id or from the first."""
    statement = select(Citizen).order_by(col(Citizen.id)).limit(most).with_for_update()
    return session.exec(statement.where(col(Citizen.id) > key) if key else statement).all()


def find_lookups(session: Session, citizen_id: UUID, query: PageQuery) -> Found[CitizenLookup]:
    """Return who looked a citizen up, the oldest first."""
    statement = select(CitizenLookup).where(CitizenLookup.citizen_id == citizen_id)
    name = f"lookups of {citizen_id}"
    return find_page(session, statement, query, name=name, keys=[by_id(CitizenLookup.id)])
