"""Every question about causes of complaints."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import column, func, text
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.catalogue.causes.rules import Place, Standing, in_tree
from api.catalogue.causes.schemas import ComplaintCausesQuery
from api.catalogue.causes.tables import ComplaintCause
from api.catalogue.locking import stop_writers
from api.paging import Found, Key, by_number, find_among
from api.people.rules import Actor
from api.resource import one


@dataclass(frozen=True)
class Placed:
    """A cause with its place in the tree, as a page is read on from it."""

    cause: ComplaintCause
    group_position: int
    group_code: str
    level: int
    position: int
    code: str


KEYS = (
    by_number(column("group_position")),
    Key(column("group_code")),
    by_number(column("level")),
    by_number(column("position")),
    Key(column("code")),
)


def complaint_causes() -> SelectOfScalar[ComplaintCause]:
    """Start every read of causes here. They are the same for all."""
    return select(ComplaintCause)


def complaint_cause(session: Session, _: Actor, key: UUID, *, lock: bool = False) -> ComplaintCause:
    """Return a cause. If it is to be changed, no other changes level meanwhile."""
    if lock:
        stop_writers(session, ComplaintCause)
    return one(session, complaint_causes(), "complaint_cause", key, lock=lock)


def causes_in_tree(session: Session) -> list[tuple[Place, ComplaintCause]]:
    """Return all causes with their places, each group before its causes."""
    rows = {row.id: row for row in session.exec(complaint_causes())}
    standing = (Standing(row.id, row.code, row.position, row.group_id) for row in rows.values())
    return [(place, rows[key]) for place, key in in_tree(standing)]


def find_complaint_causes(
    session: Session, _: Actor, query: ComplaintCausesQuery, __: date
) -> Found[ComplaintCause]:
    """Return the causes that fit the filters, each group followed by its causes."""
    placed = [Placed(row, *place) for place, row in causes_in_tree(session) if fits(row, query)]
    found = find_among(placed, query, name="complaint_causes", keys=KEYS)
    return Found([each.cause for each in found.rows], found.next, found.total)


def fits(cause: ComplaintCause, query: ComplaintCausesQuery) -> bool:
    in_group = query.group is None or cause.group_id == query.group
    return in_group and query.retired in (None, cause.retired)


def levels(session: Session) -> tuple[set[UUID], set[UUID]]:
    """Return the ids of the groups, and of the causes in them."""
    rows = session.exec(select(ComplaintCause.id, ComplaintCause.group_id)).all()
    groups = {key for key, group_id in rows if group_id is None}
    return groups, {key for key, _ in rows} - groups


def causes_in(session: Session, group_id: UUID) -> int:
    """Return how many causes lie in a group."""
    inside = col(ComplaintCause.group_id) == group_id
    return session.exec(select(func.count()).select_from(ComplaintCause).where(inside)).one()


def is_complained_of(session: Session, cause_id: UUID) -> bool:
    """Say whether any complaint names a cause. Complaints stand above, so they are only asked."""
    named = text("SELECT EXISTS (SELECT FROM complaint_points WHERE cause_id = :cause)")
    return bool(session.connection().execute(named, {"cause": cause_id}).scalar())
