"""What people do to resource lines. The caller owns the transaction."""

from sqlmodel import Session

from api.people.rules import Actor
from api.plans.links.places import Place, check_move, check_place, check_right
from api.plans.outline.queries import hold_plan
from api.plans.resources import rules
from api.plans.resources.queries import lines_of_plan
from api.plans.resources.rules import Line
from api.plans.resources.schemas import ResourceLineIn
from api.plans.resources.tables import ResourceLine
from api.resource import add, change, remove
from api.table import new_id


def create_line(session: Session, actor: Actor, body: ResourceLineIn) -> ResourceLine:
    check_place(session, actor, Place.of(body))
    if body.part_of_id is not None:
        hold_plan(session, body.plan_id)
    line_id = new_id()
    check_family(session, None, Line.of(line_id, body))
    return add(session, ResourceLine(id=line_id, **dict(body)))


def replace_line(
    session: Session, actor: Actor, row: ResourceLine, body: ResourceLineIn
) -> ResourceLine:
    check_move(session, actor, Place.of(row), Place.of(body))
    check_family(session, Line.of(row.id, row), Line.of(row.id, body))
    return change(session, row, dict(body))


def delete_line(session: Session, actor: Actor, row: ResourceLine) -> None:
    check_right(session, actor, Place.of(row))
    remove(session, row, "resource_line")


def check_family(session: Session, before: Line | None, after: Line) -> None:
    """Refuse a line that would be counted twice, in a circle, or apart from its whole.

    The plan is held, so that no other line changes its place meanwhile.
    """
    lines = {row.id: Line.of(row.id, row) for row in lines_of_plan(session, after.plan_id)}
    if before is not None:
        rules.check_parts_stay(before, after, rules.parts_of(lines.values()).get(before.id, []))
    if before is None or rules.moved(before, after):
        rules.check_part(after, lines)
