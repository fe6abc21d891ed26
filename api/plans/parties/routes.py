"""Parties and their parts in plans over HTTP."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from api.nouns import Noun, add_routes
from api.people.access import PlansReader, PlansWriter
from api.people.rules import Actor
from api.plans.links.places import acts_on
from api.plans.parties import queries, schemas, services
from api.plans.parties.tables import Involvement, Party
from api.routing import feature

router = feature("/v1", "plans")


def show_parties(
    _: Session, actor: Actor, rows: Sequence[Party], __: date
) -> list[schemas.PartyOut]:
    return [schemas.PartyOut.of(row, actor) for row in rows]


def show_involvements(
    session: Session, actor: Actor, rows: Sequence[Involvement], _: date
) -> list[schemas.InvolvementOut]:
    may = acts_on(session, actor, rows)
    parties = queries.parties_by_id(session, (row.party_id for row in rows))
    return [schemas.InvolvementOut.of(row, parties[row.party_id], may[row.id]) for row in rows]


PARTY = Noun(
    name="party",
    plural="parties",
    about="Somebody whom plans name: a unit, a council, an adviser, an authority, a person.",
    body=schemas.PartyIn,
    out=schemas.PartyOut,
    query=schemas.PartiesQuery,
    reader=PlansReader,
    writer=PlansWriter,
    find=queries.find_parties,
    one=queries.party,
    show=show_parties,
    create=services.create_party,
    replace=services.replace_party,
    delete=services.delete_party,
)
INVOLVEMENT = Noun(
    name="involvement",
    plural="involvements",
    about="A party's part in a plan, a track or an initiative.",
    body=schemas.InvolvementIn,
    out=schemas.InvolvementOut,
    query=schemas.InvolvementsQuery,
    reader=PlansReader,
    writer=PlansWriter,
    find=queries.find_involvements,
    one=queries.involvement,
    show=show_involvements,
    create=services.create_involvement,
    replace=services.replace_involvement,
    delete=services.delete_involvement,
)
for noun in (PARTY, INVOLVEMENT):
    add_routes(router, noun)
