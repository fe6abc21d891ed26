"""Nobody counts a deadline while what it is counted by is changed, and the other way round.

Whoever counts shares one advisory lock until the transaction ends; whoever corrects the calendar or
revises a term has it alone. It is taken before the calendar and the terms are read, so no deadline
is left in a calendar of yesterday. Who waits too long is refused, and may try again.
"""

from sqlalchemy import text
from sqlmodel import Session

COUNTING = 7_238_175
SHARED = text("SELECT pg_advisory_xact_lock_shared(:key)")
ALONE = text("SELECT pg_advisory_xact_lock(:key)")


def share_counting(session: Session) -> None:
    """Let calendar and terms stand as they are until the transaction ends."""
    session.connection().execute(SHARED, {"key": COUNTING})


def stop_counting(session: Session) -> None:
    """Wait for those who count, and let nobody begin until the transaction ends."""
    session.connection().execute(ALONE, {"key": COUNTING})
