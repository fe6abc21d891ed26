"""Units and successions over HTTP."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from api.nouns import Noun, add_routes
from api.organisation import queries, schemas, services
from api.organisation.tables import Unit, UnitSuccession
from api.people.access import UnitsReader, UnitsWriter
from api.people.rules import Actor
from api.routing import feature

router = feature("/v1", "organisation")


def show_units(_: Session, actor: Actor, rows: Sequence[Unit], __: date) -> list[schemas.UnitOut]:
    return [schemas.UnitOut.of(row, actor) for row in rows]


def show_successions(
    _: Session, actor: Actor, rows: Sequence[UnitSuccession], __: date
) -> list[schemas.SuccessionOut]:
    return [schemas.SuccessionOut.of(row, actor) for row in rows]


UNIT = Noun(
    name="unit",
    plural="units",
    about="A part of the administration, with the days from and until it existed.",
    body=schemas.UnitIn,
    out=schemas.UnitOut,
    query=schemas.UnitsQuery,
    reader=UnitsReader,
    writer=UnitsWriter,
    find=queries.find_units,
    one=queries.unit,
    show=show_units,
    create=services.create_unit,
    replace=services.replace_unit,
    delete=services.delete_unit,
)
SUCCESSION = Noun(
    name="unit_succession",
    plural="unit_successions",
    about="Tasks that passed from one unit to another on a day.",
    body=schemas.SuccessionIn,
    out=schemas.SuccessionOut,
    query=schemas.SuccessionsQuery,
    reader=UnitsReader,
    writer=UnitsWriter,
    find=queries.find_successions,
    one=queries.succession,
    show=show_successions,
    create=services.create_succession,
    replace=services.replace_succession,
    delete=services.delete_succession,
)
for noun in (UNIT, SUCCESSION):
    add_routes(router, noun)
