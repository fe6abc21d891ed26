"""Write the moves of a correction: one statement, however many deadlines it moves."""

from collections.abc import Iterable

from sqlalchemy import text
from sqlmodel import Session

from api.catalogue.closing_days.tables import CalendarCorrection
from api.deadlines.corrections.rules import Move
from api.table import new_id

# What was promised to the citizen stands: a notice that was not undone keeps the day expected.
MOVE = text("""
WITH moved AS (
    SELECT *
    FROM unnest(
        CAST(:move_ids AS uuid[]), CAST(:ids AS uuid[]),
        CAST(:raw_ends AS date[]), CAST(:legal_days AS date[])
    ) AS moved (move_id, id, raw_end_on, legal_due_on)
), before AS MATERIALIZED (
    SELECT
        moved.*,
        deadlines.raw_end_on AS raw_end_before_on,
        deadlines.legal_due_on AS legal_due_before_on,
        deadlines.due_on AS due_before_on,
        CASE
            WHEN EXISTS (
                SELECT FROM extensions
                WHERE extensions.deadline_id = deadlines.id AND extensions.undone_on IS NULL
            ) THEN deadlines.due_on
            ELSE moved.legal_due_on
        END AS due_after_on
    FROM moved
    JOIN deadlines ON deadlines.id = moved.id
), told AS (
    INSERT INTO deadline_moves (
        id, deadline_id, calendar_correction_id, raw_end_before_on, raw_end_after_on,
        legal_due_before_on, legal_due_after_on, due_before_on, due_after_on, reason
    )
    SELECT
        move_id, id, :correction_id, raw_end_before_on, raw_end_on,
        legal_due_before_on, legal_due_on, due_before_on, due_after_on, :reason
    FROM before
)
UPDATE deadlines
SET raw_end_on = before.raw_end_on,
    legal_due_on = before.legal_due_on,
    due_on = before.due_after_on,
    calendar_version = :number
FROM before
WHERE deadlines.id = before.id
""")


def move_deadlines(session: Session, correction: CalendarCorrection, moves: Iterable[Move]) -> None:
    """Give the deadlines their new days, and each of them a row that tells the old ones.

    The deadlines must be locked. Where no standing notice promised another day, the day that is
    expected moves with the legal one.
    """
    rows = [(each, move) for move in moves for each in move.alike.ids]
    values = {
        "move_ids": [new_id() for _ in rows],
        "ids": [each for each, _ in rows],
        "raw_ends": [move.raw_end_on for _, move in rows],
        "legal_days": [move.legal_due_on for _, move in rows],
        "correction_id": correction.id,
        "number": correction.number,
        "reason": correction.reason,
    }
    session.connection().execute(MOVE, values)
