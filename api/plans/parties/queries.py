"""Every question about parties and their parts in plans."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.paging import Found, Key, by_id, find_page
from api.people.rules import Actor
from api.plans.outline.queries import containing, of_visible_plans
from api.plans.outline.tables import Initiative
from api.plans.parties.schemas import InvolvementsQuery, PartiesQuery
from api.plans.parties.tables import Involvement, Party
from api.resource import one


def parties() -> SelectOfScalar[Party]:
    """Start every read of parties here. They belong to no plan: who reads plans reads them all."""
    return select(Party)


def party(session: Session, _: Actor, party_id: UUID, *, lock: bool = False) -> Party:
    return one(session, parties(), "party", party_id, lock=lock)


def find_parties(session: Session, _: Actor, query: PartiesQuery, __: date) -> Found[Party]:
    """Return parties by name."""
    statement = parties()
    if query.kind:
        statement = statement.where(Party.kind == query.kind)
    if query.unit:
        statement = statement.where(Party.unit_id == query.unit)
    if query.q:
        aliases = func.array_to_string(Party.aliases, "\n")
        matches = aliases.icontains(query.q, autoescape=True)
        statement = statement.where(or_(containing(query.q, [Party.name, Party.title]), matches))
    keys = [Key(Party.name), by_id(Party.id)]
    return find_page(session, statement, query, name="parties", keys=keys)


def parties_by_id(session: Session, ids: Iterable[UUID]) -> dict[UUID, Party]:
    found = session.exec(parties().where(col(Party.id).in_(set(ids))))
    return {party.id: party for party in found}


def involvements_visible_to(actor: Actor) -> SelectOfScalar[Involvement]:
    return select(Involvement).where(of_visible_plans(Involvement.plan_id, actor))


def involvement(
    session: Session, actor: Actor, involvement_id: UUID, *, lock: bool = False
) -> Involvement:
    return one(session, involvements_visible_to(actor), "involvement", involvement_id, lock=lock)


def find_involvements(
    session: Session, actor: Actor, query: InvolvementsQuery, _: date
) -> Found[Involvement]:
    """Return involvements by plan and part."""
    statement = involvements_visible_to(actor)
    if query.plan:
        statement = statement.where(Involvement.plan_id == query.plan)
    if query.track:
        statement = statement.where(in_track(query.track))
    if query.initiative:
        statement = statement.where(Involvement.initiative_id == query.initiative)
    if query.party:
        statement = statement.where(Involvement.party_id == query.party)
    if query.part:
        statement = statement.where(Involvement.part == query.part)
    keys = [by_id(Involvement.plan_id), Key(Involvement.part), by_id(Involvement.id)]
    return find_page(session, statement, query, name="involvements", keys=keys)


def in_track(track_id: UUID) -> ColumnElement[bool]:
    initiatives = select(Initiative.id).where(Initiative.track_id == track_id)
    return or_(
        col(Involvement.track_id) == track_id, col(Involvement.initiative_id).in_(initiatives)
    )
