"""How the facts come into memory, and how they are kept up with there."""

from collections.abc import Mapping
from threading import Lock
from typing import Any, Final

import numpy as np
from sqlmodel import Session

from api.complaints.facts.columns import Coder, Facts, Rows, joined
from api.complaints.facts.heap import keep_freed_memory
from api.complaints.facts.packed import sql
from api.complaints.facts.refreshing import State, run

KNOWN: Final = "SELECT count(*) FROM pattern_data WHERE number = %(number)s AND id = %(id)s"


class Memory:
    """The facts that one process holds, and those of the state before.

    A refresh may be undone with the transaction that asked for it; then its state is no state, and
    what came before it is followed on.
    """

    def __init__(self) -> None:
        self.lock = Lock()
        self.coder = Coder()
        self.facts: Facts | None = None
        self.before: Facts | None = None

    def at(self, session: Session, state: State) -> Facts:
        """Return the facts up to a state; what came since the last time is added."""
        facts = self.facts
        if facts and facts.id == state.id:
            return facts
        with self.lock:
            held = next(filter(lambda each: still_there(session, each), self.held()), None)
            if held is None:
                self.coder, self.before = Coder(), None
                self.facts = loaded(session, self.coder, state)
            elif held.number < state.number:
                self.before = held
                self.facts = caught_up(session, self.coder, held, state)
            else:
                self.facts = held
            return self.facts

    def held(self) -> list[Facts]:
        return [each for each in (self.facts, self.before) if each]


def still_there(session: Session, facts: Facts) -> bool:
    """Say whether what is held is of this database: a restored one may be another."""
    return bool(run(session, KNOWN, number=facts.number, id=facts.id).scalar_one())


def fetched(session: Session, statement: str, values: Mapping[str, int]) -> tuple[Any, ...]:
    """Return the one row of a statement, its bytes as they are."""
    connection = session.connection().connection.driver_connection
    assert connection is not None  # noqa: S101 - the session has one
    with connection.cursor(binary=True) as cursor:
        row: tuple[Any, ...] = cursor.execute(statement, values).fetchone()
    return row


def complaints_since(
    session: Session, coder: Coder, after: int, first_row: int, state: State
) -> tuple[Rows, Rows]:
    """Return the complaints and the points that came after a state."""
    complaints, points = [coder.complaints(None)], [coder.points(None, np.array([]), 0)]
    values = {"after": after, "number": state.number, "last": 0}
    while True:
        sent, last = fetched(session, sql.COMPLAINTS, values)
        if last is None:
            return joined(complaints), joined(points)
        rows = coder.complaints(sent)
        [said] = fetched(session, sql.POINTS, values)
        points.append(coder.points(said, rows["id"], first_row))
        complaints.append(rows)
        first_row += len(rows)
        values["last"] = last


def decisions_since(session: Session, coder: Coder, after: int, state: State) -> Rows:
    found = [coder.decisions(None)]
    values = {"after": after, "number": state.number, "last": 0}
    while True:
        sent, last = fetched(session, sql.DECISIONS, values)
        if last is None:
            return joined(found)
        found.append(coder.decisions(sent))
        values["last"] = last


def loaded(session: Session, coder: Coder, state: State) -> Facts:
    keep_freed_memory()
    complaints, points = complaints_since(session, coder, 0, 0, state)
    decisions = decisions_since(session, coder, 0, state)
    return Facts(state.number, state.id, coder.seen(), complaints, points, decisions)


def caught_up(session: Session, coder: Coder, held: Facts, state: State) -> Facts:
    after, first = held.number, len(held.complaints)
    complaints, points = complaints_since(session, coder, after, first, state)
    before = ended(session, "complaint_facts", held.complaints, after, state)
    decided = ended(session, "decision_facts", held.decisions, after, state)
    decisions = joined([decided, decisions_since(session, coder, after, state)])
    whole = (joined([before, complaints]), joined([held.points, points]), decisions)
    return Facts(state.number, state.id, coder.seen(), *whole)


def ended(session: Session, table: str, held: Rows, after: int, state: State) -> Rows:
    """Note which of the rows that are held have ended since a state."""
    statement = sql.ENDED.format(table=table)
    rows = run(session, statement, after=after, number=state.number).all()
    return held.ended([row.id for row in rows], [row.until for row in rows])
