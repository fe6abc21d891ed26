"""Every question about corrections of the calendar and the deadlines they move."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Uuid, and_, bindparam, case, false, func, literal, or_
from sqlalchemy import select as select_columns
from sqlalchemy.dialects.postgresql import DATERANGE, aggregate_order_by
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from api.calendar.counting import Pause
from api.calendar.days import DayKind
from api.calendar.terms import Term
from api.cases.queries import in_own_units
from api.cases.tables import WaitingPeriod
from api.cases.waiting_queries import runs_on
from api.catalogue.closing_days.tables import CalendarCorrection, ClosingDay
from api.catalogue.terms.kinds import Clock, DeadlineKind
from api.changes.tables import Change
from api.deadlines.corrections.rules import Alike, Becomes, ClosedDay, Said
from api.deadlines.corrections.schemas import CorrectionsQuery, MovesQuery
from api.deadlines.tables import OPEN, Deadline, DeadlineMove, Extension
from api.organisation.tables import Unit
from api.paging import Found, by_id, by_number, find_page
from api.people.rules import Actor, Scope
from api.resource import one

COUNTED_BY: tuple[Any, ...] = (
    Deadline.kind,
    Deadline.amount,
    Deadline.unit,
    Deadline.roll,
    Deadline.closed,
    Deadline.started_on,
    Deadline.raw_end_on,
    Deadline.legal_due_on,
)


def corrections() -> SelectOfScalar[CalendarCorrection]:
    """Start every read of corrections here. They are the same for all."""
    return select(CalendarCorrection)


def correction(session: Session, key: UUID) -> CalendarCorrection:
    return one(session, corrections(), "calendar_correction", key)


def find_corrections(session: Session, query: CorrectionsQuery) -> Found[CalendarCorrection]:
    """Return corrections by their number, the first one first."""
    statement = corrections()
    if query.day:
        named = [{"closed_on": query.day.isoformat()}]
        columns = (CalendarCorrection.added, CalendarCorrection.removed)
        statement = statement.where(or_(*(col(column).contains(named) for column in columns)))
    keys = [by_number(CalendarCorrection.number)]
    return find_page(session, statement, query, name="calendar_corrections", keys=keys)


def all_said(session: Session) -> list[Said]:
    """Return what every correction touched, in order."""
    rows = session.exec(corrections().order_by(col(CalendarCorrection.number)))
    return [said(row) for row in rows]


def said(row: CalendarCorrection) -> Said:
    days = {date.fromisoformat(day["closed_on"]) for day in [*row.added, *row.removed]}
    return Said(row.id, row.number, frozenset(days), row.undoes_id)


def made_by(session: Session, ids: Collection[UUID]) -> dict[UUID, str | None]:
    """Return who made some corrections, by the change log."""
    statement = select(Change.entity_id, Change.actor_name).where(
        Change.entity == CalendarCorrection.__tablename__,
        col(Change.entity_id).in_(ids),
        Change.operation == "insert",
    )
    return dict(session.exec(statement).all())


def closing_days(session: Session) -> dict[date, ClosingDay]:
    rows = session.exec(select(ClosingDay).order_by(col(ClosingDay.closed_on)))
    return {row.closed_on: row for row in rows}


def closed_day(row: ClosingDay) -> ClosedDay:
    return ClosedDay(row.closed_on, row.name_da, row.name_en, row.source)


def open_alike(session: Session, days: Sequence[date], today: date, *, lock: bool) -> list[Alike]:
    """Return the open deadlines whose clock passes over one of the days, by what counts them.

    A closing day between start and end is all that can move one, and only where the term leaves
    such days out. To move them they are locked: one that is met meanwhile stays as it was judged.
    """
    stopped = (waits().label("waits"), still_since(today).label("still_since"))
    running = select_columns(col(Deadline.id), *COUNTED_BY, *stopped).where(
        OPEN,
        literal(DayKind.CLOSING_DAY.value) == func.any(col(Deadline.closed)),
        col(Deadline.started_on) <= max(days),
        col(Deadline.legal_due_on) >= min(days),
    )
    if lock:
        running = running.order_by(col(Deadline.id)).with_for_update(of=Deadline, key_share=True)
    each = running.subquery()
    counted_by = [column for column in each.c if column is not each.c.id]
    ids = func.array_agg(each.c.id, type_=ARRAY(Uuid()))
    statement = select_columns(*counted_by, ids).group_by(*counted_by)
    rows: Iterable[Any] = session.connection().execute(statement)
    return [alike(*row) for row in rows]


def waits() -> ColumnElement[Any]:
    """Return the ended waits of a deadline's case as date ranges, if its clock stops for them."""
    waited = func.daterange(WaitingPeriod.since_on, WaitingPeriod.until_on)
    in_order = aggregate_order_by(waited, col(WaitingPeriod.since_on), col(WaitingPeriod.id))
    of_case = (
        select_columns(func.array_agg(in_order, type_=ARRAY(DATERANGE())))
        .where(
            col(WaitingPeriod.case_id) == Deadline.case_id,
            col(WaitingPeriod.until_on) > WaitingPeriod.since_on,
        )
        .correlate(Deadline)
        .scalar_subquery()
    )
    return if_it_stops(of_case)


def still_since(day: date) -> ColumnElement[Any]:
    """Return since when a wait runs on a day, if a deadline's clock stops for it."""
    of_case = (
        select_columns(func.min(WaitingPeriod.since_on))
        .where(col(WaitingPeriod.case_id) == Deadline.case_id, runs_on(day))
        .correlate(Deadline)
        .scalar_subquery()
    )
    return if_it_stops(of_case)


def if_it_stops(value: Any) -> ColumnElement[Any]:
    return case((col(Deadline.clock) == Clock.STOPS_WHILE_WAITING, value))


def alike(
    kind: DeadlineKind,
    amount: int,
    unit: Any,
    roll: Any,
    closed: Sequence[str],
    started_on: date,
    raw_end_on: date,
    legal_due_on: date,
    waited: Sequence[Any] | None,
    still: date | None,
    ids: Sequence[UUID],
) -> Alike:
    term = Term(amount, unit, roll=roll, closed=frozenset(map(DayKind, closed)))
    pauses = tuple(Pause(wait.lower, wait.upper) for wait in waited or ())
    return Alike(kind, term, started_on, pauses, still, raw_end_on, legal_due_on, ids)


class Shown(NamedTuple):
    """A deadline as a list of moves shows it. `promised`: a standing notice names another day."""

    id: UUID
    case_number: str
    kind: DeadlineKind
    unit_id: UUID
    unit_name: str
    due_on: date
    promised: bool
    still_since: date | None


def deadlines_shown(
    session: Session, actor: Actor, ids: Sequence[UUID], as_of: date, *, most: int
) -> Iterator[Shown]:
    """Return the first of some deadlines that the actor may see, in the order of the ids."""
    named = func.unnest(bindparam("ids", list(ids), ARRAY(Uuid())))
    wanted = named.table_valued("id", with_ordinality="place", name="wanted").render_derived()
    promised = (
        select_columns(col(Extension.id))
        .where(col(Extension.deadline_id) == Deadline.id, col(Extension.undone_on).is_(None))
        .correlate(Deadline)
        .exists()
    )
    statement = (
        select_columns(
            col(Deadline.id),
            col(Deadline.case_number),
            col(Deadline.kind),
            col(Unit.id),
            col(Unit.name),
            col(Deadline.due_on),
            promised,
            still_since(as_of),
        )
        .select_from(wanted)
        .join(Deadline, col(Deadline.id) == wanted.c.id)
        .join(Unit, col(Unit.id) == Deadline.unit_id)
        .where(in_own_units(Deadline.unit_id, Deadline.caseworker_id, actor, Scope.DEADLINES_READ))
        .order_by(wanted.c.place)
        .limit(most)
    )
    return (Shown(*row) for row in session.connection().execute(statement))


def find_moves(
    session: Session, actor: Actor, made: CalendarCorrection, query: MovesQuery, as_of: date
) -> Found[DeadlineMove]:
    """Return the moves of a correction that the actor may see, those that became overdue first."""
    statement = (
        select(DeadlineMove)
        .join(Deadline)
        .where(
            DeadlineMove.calendar_correction_id == made.id,
            in_own_units(Deadline.unit_id, Deadline.caseworker_id, actor, Scope.DEADLINES_READ),
        )
    )
    if query.becomes:
        statement = statement.where(became(query.becomes, as_of))
    name = f"moves of {made.id}"
    return find_page(session, statement, query, name=name, keys=[by_id(DeadlineMove.id)])


def became(wanted: Becomes, as_of: date) -> ColumnElement[bool]:
    """Say what `rules.becomes` says."""
    was = overdue(DeadlineMove.legal_due_before_on, as_of)
    is_now = overdue(DeadlineMove.legal_due_after_on, as_of)
    return and_(~was, is_now) if wanted is Becomes.OVERDUE else and_(was, ~is_now)


def overdue(legal_due_on: Any, as_of: date) -> ColumnElement[bool]:
    stopped = func.coalesce(still_since(as_of) <= legal_due_on, false())
    return and_(col(legal_due_on) < as_of, ~stopped)
