"""How the facts come into memory, and how they are kept up with there."""

from threading import Lock
from typing import Any, Final

from sqlmodel import Session

from api.complaints.facts import sql
from api.complaints.facts.columns import Coder, Facts, Rows
from api.complaints.facts.refreshing import State, run

KNOWN: Final = "SELECT count(*) FROM pattern_data WHERE number = %(number)s AND id = %(id)s"


class Memory:
    """The facts that one process holds."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.coder = Coder()
        self.facts: Facts | None = None

    def at(self, session: Session, state: State) -> Facts:
        """Return the facts up to a state; what came since the last time is added."""
        facts = self.facts
        if facts and facts.id == state.id:
            return facts
        with self.lock:
            if self.facts is None or not still_there(session, self.facts):
                self.coder = Coder()
                self.facts = loaded(session, self.coder, state)
            elif self.facts.number < state.number:
                self.facts = caught_up(session, self.coder, self.facts, state)
            return self.facts


def still_there(session: Session, facts: Facts) -> bool:
    """Say whether what is held is of this database: a restored one may be another."""
    return bool(run(session, KNOWN, number=facts.number, id=facts.id).scalar_one())


def rows(session: Session, statement: str, after: int, state: State) -> list[Any]:
    found: list[Any] = run(session, statement, after=after, number=state.number).all()
    return found


def loaded(session: Session, coder: Coder, state: State) -> Facts:
    complaints = rows(session, sql.COMPLAINTS, 0, state)
    return Facts(
        number=state.number,
        id=state.id,
        names=coder.names,
        complaints=coder.complaints(complaints),
        points=coder.points(complaints, 0),
        decisions=coder.decisions(rows(session, sql.DECISIONS, 0, state)),
    )


def caught_up(session: Session, coder: Coder, held: Facts, state: State) -> Facts:
    complaints = rows(session, sql.COMPLAINTS, held.number, state)
    decisions = rows(session, sql.DECISIONS, held.number, state)
    first = len(held.complaints)
    return Facts(
        number=state.number,
        id=state.id,
        names=coder.names,
        complaints=_ended(session, "complaint_facts", held.complaints, held.number, state).extended(
            coder.complaints(complaints)
        ),
        points=held.points.extended(coder.points(complaints, first)),
        decisions=_ended(session, "decision_facts", held.decisions, held.number, state).extended(
            coder.decisions(decisions)
        ),
    )


def _ended(session: Session, table: str, held: Rows, after: int, state: State) -> Rows:
    ended = rows(session, sql.ENDED.format(table=table), after, state)
    return held.ended([row.id for row in ended], [row.until for row in ended])
