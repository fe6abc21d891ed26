"""The job that keeps the facts up with the change log, so that nobody waits for much of it."""

from sqlmodel import Session

from api.complaints.facts.refreshing import refresh
from api.db import get_engine
from api.jobs import app


@app.periodic(cron="* * * * *")
@app.task(name="refresh_complaint_facts", queueing_lock="refresh_complaint_facts")
def refresh_complaint_facts(timestamp: int) -> int:  # noqa: ARG001  # every periodic task is given it
    """Bring the facts up to date, however much has changed; return the number of their state."""
    with Session(get_engine()) as session, session.begin():
        return refresh(session).number
