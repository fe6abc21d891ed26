"""Corrections and moves as they are answered, with the names of what they refer to."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from api.cases.schemas import Named
from api.catalogue.closing_days.tables import CalendarCorrection
from api.deadlines.corrections import queries, rules, schemas
from api.deadlines.corrections.rules import Becomes, Move, Said
from api.deadlines.tables import DeadlineMove
from api.people.rules import Actor, Scope


def show_corrections(
    session: Session, actor: Actor, rows: Sequence[CalendarCorrection]
) -> list[schemas.CalendarCorrectionOut]:
    said = queries.all_said(session)
    names = queries.made_by(session, [row.id for row in rows])
    return [
        schemas.CalendarCorrectionOut(
            id=row.id,
            version=row.version,
            number=row.number,
            reason=row.reason,
            added=row.added,
            removed=row.removed,
            moved=row.moved,
            undoes=numbered(next((each for each in said if each.id == row.undoes_id), None)),
            undone_by=numbered(rules.undone_by(queries.said(row), said)),
            corrected_at=row.created_at,
            corrected_by=names.get(row.id),
            may=may(actor, queries.said(row), said),
        )
        for row in rows
    ]


def numbered(said: Said | None) -> schemas.CorrectionNumber | None:
    return schemas.CorrectionNumber(id=said.id, number=said.number) if said else None


def may(actor: Actor, one: Said, said: Collection[Said]) -> list[str]:
    """Name what may be done to a correction: take it back, once, if nothing was built upon it."""
    held = actor.has_everywhere(Scope.CALENDAR_WRITE)
    stands = not rules.undone_by(one, said) and not rules.touched_later(one, said)
    return ["undo"] if held and stands else []


@dataclass(frozen=True)
class Effect:
    """What a correction does: its number, the moves, and the row itself unless it was tried."""

    number: int
    moves: list[Move]
    shown: list[queries.Shown]
    correction: CalendarCorrection | None


def show_effect(
    session: Session, actor: Actor, effect: Effect, today: date
) -> schemas.CorrectionEffect:
    made = [effect.correction] if effect.correction else []
    return schemas.CorrectionEffect(
        dry_run=not made,
        number=effect.number,
        correction=next(iter(show_corrections(session, actor, made)), None),
        totals=schemas.Totals(**asdict(rules.totals(effect.moves, today))),
        by_kind=[
            schemas.KindTotals(kind=kind, **asdict(totals))
            for kind, totals in rules.totals_by_kind(effect.moves, today).items()
        ],
        moves=moved_deadlines(effect, today),
    )


def moved_deadlines(effect: Effect, today: date) -> list[schemas.MovedDeadline]:
    wanted = {deadline.id for deadline in effect.shown}
    move_of = {key: move for move in effect.moves for key in wanted.intersection(move.alike.ids)}
    return [moved_deadline(deadline, move_of[deadline.id], today) for deadline in effect.shown]


def moved_deadline(deadline: queries.Shown, move: Move, today: date) -> schemas.MovedDeadline:
    return schemas.MovedDeadline(
        **about(deadline),
        raw_end_before_on=move.alike.raw_end_on,
        raw_end_after_on=move.raw_end_on,
        legal_due_before_on=move.alike.legal_due_on,
        legal_due_after_on=move.legal_due_on,
        due_before_on=deadline.due_on,
        due_after_on=deadline.due_on if deadline.promised else move.legal_due_on,
        **judged(move.becomes(today)),
    )


def about(deadline: queries.Shown) -> dict[str, Any]:
    return {
        "deadline_id": deadline.id,
        "case_number": deadline.case_number,
        "kind": deadline.kind,
        "unit": Named(id=deadline.unit_id, name=deadline.unit_name),
    }


def judged(becomes: Becomes | None) -> dict[str, bool]:
    return {
        "becomes_overdue": becomes is Becomes.OVERDUE,
        "becomes_timely": becomes is Becomes.TIMELY,
    }


def show_moves(
    session: Session, actor: Actor, rows: Sequence[DeadlineMove], as_of: date
) -> list[schemas.CorrectionMove]:
    ids = [row.deadline_id for row in rows]
    found = queries.deadlines_shown(session, actor, ids, as_of, most=len(ids))
    shown = {deadline.id: deadline for deadline in found}
    return [moved(row, shown[row.deadline_id], as_of) for row in rows]


def moved(row: DeadlineMove, deadline: queries.Shown, as_of: date) -> schemas.CorrectionMove:
    before_on, after_on = row.legal_due_before_on, row.legal_due_after_on
    becomes = rules.becomes(before_on, after_on, as_of, deadline.still_since)
    return schemas.CorrectionMove.model_validate(
        row.model_dump() | about(deadline) | judged(becomes)
    )
