"""How the facts keep up with the change log. Each refresh is one transaction, and one at a time."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlmodel import Session

from api.complaints.facts import sql
from api.complaints.facts.known.sql import (
    COMPLAINT_COLUMNS,
    DECISION_COLUMNS,
    complaints_now,
    decisions_now,
)
from api.complaints.facts.trees.sql import KEEP
from api.table import new_id, now

MOST_AT_ONCE: Final = 2000
"""So many complaints and decisions are looked at anew while somebody waits; more is for jobs."""
LONGEST_UNCHECKED: Final = timedelta(minutes=3)
LOCK: Final = "SELECT pg_try_advisory_xact_lock(hashtext('pattern_data')) AS held"
BEGIN: Final = """
    INSERT INTO pattern_data (number, id, epoch, at, checked_at, snapshot, trees_id)
    VALUES (%(number)s, %(id)s, %(epoch)s, %(at)s, %(at)s, %(snapshot)s, %(trees_id)s)
"""
STILL: Final = """
    UPDATE pattern_data SET checked_at = %(at)s, snapshot = %(snapshot)s, epoch = %(epoch)s
    WHERE number = %(number)s
"""
Facts = tuple[str, str, tuple[str, ...], Callable[[str], str]]
COMPLAINTS: Final[Facts] = (
    "complaint_facts",
    "complaint_id",
    COMPLAINT_COLUMNS,
    complaints_now,
)
DECISIONS: Final[Facts] = (
    "decision_facts",
    "decision_id",
    DECISION_COLUMNS,
    decisions_now,
)


@dataclass(frozen=True)
class State:
    """The newest state of the facts: its number, since when it is so, and when that was checked.

    It is behind if something has changed since that is not yet looked at.
    """

    number: int
    id: UUID
    at: datetime
    checked_at: datetime
    snapshot: str
    same_epoch: bool
    trees_id: UUID | None = None
    behind: bool = False


def run(session: Session, statement: str, **values: Any) -> Any:
    return session.connection().exec_driver_sql(statement, values)


def newest(session: Session) -> State | None:
    row = run(session, sql.NEWEST).mappings().one_or_none()
    if row is None:
        return None
    return State(**{name: row[name] for name in State.__annotations__ if name in row})


def changed_since(session: Session, state: State) -> bool:
    values = {
        "entities": list(sql.ENTITIES),
        "snapshot": state.snapshot,
        "checked_at": state.checked_at,
    }
    return bool(run(session, sql.CHANGED, **values).scalar_one())


def refresh(session: Session, *, most: int | None = None) -> State:
    """Bring the facts up to date, and return their state.

    While another transaction does so, or when more than `most` rows need it and the job is at work,
    they are left as they are: their state tells how old they are.
    """
    known = newest(session)
    if known and known.same_epoch and not changed_since(session, known):
        return known
    if known and not run(session, LOCK).scalar_one():
        return replace(known, behind=True)
    if known is None:
        run(session, LOCK.replace("pg_try", "pg").replace(" AS held", ""))
    return brought_up(session, newest(session), most)


def brought_up(session: Session, known: State | None, most: int | None) -> State:
    """Look at what has changed since a state, and begin another if anything is different."""
    # What is written after this moment is looked at again next time.
    here = run(session, sql.HERE).mappings().one()
    keys = touched(session, known) if known and known.same_epoch else None
    if known and keys and most and sum(map(len, keys)) > most and recently(known):
        return replace(known, behind=True)
    number = known.number + 1 if known else 1
    written = [
        write(session, number, COMPLAINTS, keys and keys[0], first=known is None),
        write(session, number, DECISIONS, keys and keys[1], first=known is None),
    ]
    trees_id = run(session, KEEP).scalar_one()
    values = {"at": now(), "snapshot": here["snapshot"], "epoch": here["epoch"]}
    if known is None or any(written) or known.trees_id != trees_id:
        run(session, BEGIN, number=number, id=new_id(), trees_id=trees_id, **values)
    else:
        run(session, STILL, number=known.number, **values)
    state = newest(session)
    assert state is not None  # noqa: S101 - written above
    return state


def recently(known: State) -> bool:
    """Say whether a state was checked so lately that the job which does so is at work."""
    return now() - known.checked_at < LONGEST_UNCHECKED


def touched(session: Session, known: State) -> tuple[list[UUID], list[UUID]]:
    """Return which complaints and decisions may be otherwise since a state."""
    row = run(
        session,
        sql.TOUCHED,
        entities=list(sql.ENTITIES),
        of_complaint=list(sql.OF_COMPLAINT),
        of_case=list(sql.OF_CASE),
        snapshot=known.snapshot,
    ).one()
    return row.complaints, row.decisions


def write(
    session: Session, number: int, facts: Facts, keys: list[UUID] | None, *, first: bool
) -> bool:
    """End the states that hold no more, and begin those that do; say if there were any.

    Of the rows with some keys; of all rows if there are none to go by.
    """
    if keys == []:
        return False
    table, key, columns, fresh_of = facts
    fresh = fresh_of("" if keys is None else "WHERE id = ANY(%(keys)s)")
    values = {"number": number, "keys": keys, "all": keys is None}
    ended = 0
    if not first:
        ended = run(session, sql.ended(table, key, columns, fresh), **values).rowcount
    statement = sql.begun(table, key, columns, fresh, first=first)
    begun = run(session, statement, **values).rowcount
    return bool(ended or begun)
