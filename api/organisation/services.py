"""What is done to units. The caller owns the transaction."""

from uuid import UUID

from sqlmodel import Session, select

from api.errors import RuleBroken
from api.organisation.queries import succeeding, units_above
from api.organisation.schemas import SuccessionIn, UnitIn
from api.organisation.tables import Unit, UnitSuccession
from api.people.rules import Actor, Scope
from api.resource import add, change, remove


def create_unit(session: Session, actor: Actor, body: UnitIn) -> Unit:
    actor.check(Scope.UNITS_WRITE, body.parent_id)
    return add(session, Unit(**dict(body)))


def replace_unit(session: Session, actor: Actor, unit: Unit, body: UnitIn) -> Unit:
    actor.check(Scope.UNITS_WRITE, unit.id)
    if body.parent_id != unit.parent_id:
        # To lie under a unit is to read upwards: it needs a right there, or everywhere for none.
        actor.check(Scope.UNITS_WRITE, body.parent_id)
    check_no_circle(session, unit.id, body.parent_id)
    return change(session, unit, dict(body))


def delete_unit(session: Session, actor: Actor, unit: Unit) -> None:
    actor.check(Scope.UNITS_WRITE, unit.id)
    remove(session, unit, "unit")


def create_succession(session: Session, actor: Actor, body: SuccessionIn) -> UnitSuccession:
    check_both(actor, body.predecessor_id, body.successor_id)
    check_no_ring(session, body)
    return add(session, UnitSuccession(**dict(body)))


def replace_succession(
    session: Session, actor: Actor, succession: UnitSuccession, body: SuccessionIn
) -> UnitSuccession:
    check_both(actor, succession.predecessor_id, succession.successor_id)
    check_both(actor, body.predecessor_id, body.successor_id)
    check_no_ring(session, body, but=succession.id)
    return change(session, succession, dict(body))


def delete_succession(session: Session, actor: Actor, succession: UnitSuccession) -> None:
    actor.check(Scope.UNITS_WRITE, succession.successor_id)
    remove(session, succession, "unit_succession")


def check_both(actor: Actor, predecessor_id: UUID, successor_id: UUID) -> None:
    """Ask for the right in both units: a succession gives reach from one into the other."""
    actor.check(Scope.UNITS_WRITE, predecessor_id)
    actor.check(Scope.UNITS_WRITE, successor_id)


def check_no_ring(session: Session, body: SuccessionIn, *, but: UUID | None = None) -> None:
    """Refuse that a unit takes over from what took over from it, also by way of others.

    Whoever follows units through a reorganisation would come back to where they began.
    """
    after = session.execute(succeeding(body.successor_id, but=but)).scalars()
    if body.predecessor_id in after:
        raise RuleBroken(
            "unit_succeeds_itself",
            "The one unit took over from the other already, or it would take over from itself.",
            pointer="/successor_id",
        )


def check_no_circle(session: Session, unit_id: UUID, parent_id: UUID | None) -> None:
    """Refuse to put a unit under itself or under one of its own units."""
    if parent_id is None:
        return
    above = session.exec(select(Unit.id).where(units_above(parent_id))).all()
    if unit_id in {parent_id, *above}:
        raise RuleBroken(
            "unit_under_itself", "A unit can't lie under itself.", pointer="/parent_id"
        )
