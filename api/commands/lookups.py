"""The command that reads who asked what of complaints: for whoever runs the database, in an audit.

The services can't read it. That it was read is noted in the same place.
"""

import csv
from argparse import Namespace
from io import StringIO
from typing import Any, Final

from sqlalchemy import text

from api.commands.answer import Answer
from api.commands.database import migrated
from api.commands.failures import CommandFailed
from api.db import make_engine

COLUMNS: Final = ("at", "actor_kind", "actor", "actor_id", "route", "query", "data_number")
BETWEEN: Final = """
    SELECT at, actor_kind, coalesce(username, clients.name) AS actor, actor_id, route, query,
        data_number
    FROM pattern_lookups
    LEFT JOIN people ON people.id = actor_id LEFT JOIN clients ON clients.id = actor_id
    WHERE (at AT TIME ZONE 'Europe/Copenhagen')::date BETWEEN :since AND :until
    AND (CAST(:person AS text) IS NULL OR lower(username) = lower(:person))
    ORDER BY pattern_lookups.id
"""
READ: Final = """
    INSERT INTO pattern_lookups (actor_kind, route, query)
    VALUES ('program', 'rettidig lookups', :query)
"""
KNOWN: Final = "SELECT count(*) FROM people WHERE lower(username) = lower(:person)"


def list_lookups(options: Namespace) -> Answer:
    """Write who asked what in some days, and note that this was read."""
    wanted = {"since": options.since, "until": options.until, "person": options.person}
    asked = " ".join(f"{name}={value}" for name, value in wanted.items() if value)
    with migrated() as database:
        engine = make_engine(database.url, role=None, pool=1)
        try:
            with engine.begin() as connection:
                if options.person and not connection.scalar(text(KNOWN), wanted):
                    raise CommandFailed(f"There is nobody called {options.person!r}.")
                found = connection.execute(text(BETWEEN), wanted).mappings().all()
                connection.execute(text(READ), {"query": asked})
        finally:
            engine.dispose()
    lines: list[dict[str, Any]] = [dict(row) for row in found]
    return Answer({"lookups": lines}, as_csv(lines))


def as_csv(lines: list[dict[str, Any]]) -> str:
    file = StringIO()
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return file.getvalue()
