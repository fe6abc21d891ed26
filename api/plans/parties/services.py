"""What people do to parties and their parts. The caller owns the transaction.

Who may write plans anywhere may write parties: the routes ask for that, and there is no unit to
check beyond it.
"""

from sqlmodel import Session

from api.people.rules import Actor
from api.plans.links.places import Place, check_move, check_place, check_right
from api.plans.parties.schemas import InvolvementIn, PartyIn
from api.plans.parties.tables import Involvement, Party
from api.resource import add, change, remove


def create_party(session: Session, _: Actor, body: PartyIn) -> Party:
    return add(session, Party(**dict(body)))


def replace_party(session: Session, _: Actor, party: Party, body: PartyIn) -> Party:
    return change(session, party, dict(body))


def delete_party(session: Session, _: Actor, party: Party) -> None:
    remove(session, party, "party")


def create_involvement(session: Session, actor: Actor, body: InvolvementIn) -> Involvement:
    check_place(session, actor, Place.of(body))
    return add(session, Involvement(**dict(body)))


def replace_involvement(
    session: Session, actor: Actor, involvement: Involvement, body: InvolvementIn
) -> Involvement:
    check_move(session, actor, Place.of(involvement), Place.of(body))
    return change(session, involvement, dict(body))


def delete_involvement(session: Session, actor: Actor, involvement: Involvement) -> None:
    check_right(session, actor, Place.of(involvement))
    remove(session, involvement, "involvement")
