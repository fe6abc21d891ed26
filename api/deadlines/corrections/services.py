"""The calendar is corrected, and the open deadlines with it. The caller owns the transaction.

A dry run is the same work without its last step.
"""

from dataclasses import asdict
from datetime import date
from itertools import chain
from typing import Any
from uuid import UUID

from sqlmodel import Session

from api.calendar.days import Calendar
from api.catalogue.closing_days.queries import calendar_version
from api.catalogue.closing_days.tables import CalendarCorrection, ClosingDay
from api.deadlines.corrections import queries, rules
from api.deadlines.corrections.moving import move_deadlines
from api.deadlines.corrections.reading import Effect
from api.deadlines.corrections.rules import ClosedDay, Move, Wanted
from api.deadlines.corrections.schemas import CorrectionIn, CorrectionUndoingIn, Tried
from api.deadlines.counting_lock import share_counting, stop_counting
from api.people.rules import Actor, Scope
from api.resource import add, remove


def correct_calendar(session: Session, actor: Actor, body: CorrectionIn, today: date) -> Effect:
    """Close some days and open others; every open deadline that counted them moves."""
    actor.check_everywhere(Scope.CALENDAR_WRITE)
    wanted = body.wanted()
    rules.check_wanted(wanted)
    rules.check_no_holidays(wanted)
    lock_counting(session, body)
    return carry_out(session, actor, wanted, body, today)


def undo_correction(
    session: Session, actor: Actor, key: UUID, body: CorrectionUndoingIn, today: date
) -> Effect:
    """Take a correction back by another, as long as no later one touched the same days."""
    actor.check_everywhere(Scope.CALENDAR_WRITE)
    lock_counting(session, body)
    undone = queries.correction(session, key)
    rules.check_can_undo(queries.said(undone), queries.all_said(session))
    wanted = Wanted(
        add=[ClosedDay.kept(day) for day in undone.removed],
        remove=[ClosedDay.kept(day).closed_on for day in undone.added],
    )
    return carry_out(session, actor, wanted, body, today, undoes_id=undone.id)


def lock_counting(session: Session, body: Tried) -> None:
    """Let nobody count while the calendar changes; a dry run only keeps it as it is."""
    lock = share_counting if body.dry_run else stop_counting
    lock(session)


def carry_out(
    session: Session,
    actor: Actor,
    wanted: Wanted,
    body: Tried,
    today: date,
    *,
    undoes_id: UUID | None = None,
) -> Effect:
    """Find what moves, and write it unless this is a dry run."""
    closed = queries.closing_days(session)
    rules.check_fits(wanted, closed.keys())
    number = calendar_version(session) + 1
    running = queries.open_alike(session, wanted.days(), today, lock=not body.dry_run)
    moves = rules.moves_in(corrected(closed, wanted, number), running, today)
    ids = list(chain.from_iterable(move.alike.ids for move in moves))
    shown = list(queries.deadlines_shown(session, actor, ids, today, most=body.show))
    if body.dry_run:
        return Effect(number, moves, shown, None)
    correction = CalendarCorrection(
        number=number,
        reason=body.reason,
        added=[as_kept(day) for day in wanted.add],
        removed=[as_kept(queries.closed_day(closed[day])) for day in wanted.remove],
        moved=len(ids),
        undoes_id=undoes_id,
    )
    write(session, add(session, correction), wanted, closed, moves)
    return Effect(number, moves, shown, correction)


def write(
    session: Session,
    correction: CalendarCorrection,
    wanted: Wanted,
    closed: dict[date, ClosingDay],
    moves: list[Move],
) -> None:
    """Write the days and the moves of a correction."""
    for day in wanted.remove:
        remove(session, closed[day], "closing_day")
    for new in wanted.add:
        add(session, ClosingDay(**asdict(new)))
    move_deadlines(session, correction, moves)


def corrected(closed: dict[date, ClosingDay], wanted: Wanted, number: int) -> Calendar:
    """Return the calendar as it is once the correction is made."""
    stay = [queries.closed_day(row) for day, row in closed.items() if day not in wanted.remove]
    return Calendar((day.special() for day in [*stay, *wanted.add]), number)


def as_kept(day: ClosedDay) -> dict[str, Any]:
    return asdict(day) | {"closed_on": day.closed_on.isoformat()}
