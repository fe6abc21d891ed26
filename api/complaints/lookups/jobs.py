"""The job that forgets old look-ups. It can neither read them nor choose: the database does it."""

from typing import Final

from sqlalchemy import Connection, text

from api.db import get_engine
from api.jobs import app
from api.settings import get_settings

FORGET: Final = text("SELECT forget_pattern_lookups(:months)")


@app.periodic(cron="31 3 * * *")
@app.task(name="forget_pattern_lookups", queueing_lock="forget_pattern_lookups")
def forget_pattern_lookups(timestamp: int) -> None:  # noqa: ARG001  # every periodic task is given it
    """Delete who asked what of complaints, when it has been kept for as long as it is set."""
    with get_engine().begin() as connection:
        forget(connection, get_settings().lookups_kept_months)


def forget(connection: Connection, months: int) -> None:
    connection.execute(FORGET, {"months": months})
