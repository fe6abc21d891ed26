"""Whether each kept document is still what its rows say: all are made anew and compared."""

from typing import Any

from sqlmodel import Session

ALL = "SELECT deadline_id, document::text FROM deadline_documents AS document"
ANEW = "SELECT write_deadline_documents(ARRAY(SELECT id FROM deadlines))"
BARE = "SELECT id FROM deadlines WHERE id NOT IN (SELECT deadline_id FROM deadline_documents)"


def gone_stale(session: Session) -> list[Any]:
    """Return the documents that differ from their rows; what differs is made anew by this."""
    session.flush()
    run = session.connection().exec_driver_sql
    bare = run(BARE).scalars().all()
    kept = {row.deadline_id: row.document for row in run(ALL)}
    run(ANEW)
    anew = {row.deadline_id: row.document for row in run(ALL)}
    return [*bare, *((kept[key], anew[key]) for key in kept if kept[key] != anew[key])]
