"""A municipality at work: many deadlines change at a time, by several hands."""

from dataclasses import dataclass
from random import Random
from typing import Any

import psycopg
from psycopg.errors import DeadlockDetected, LockNotAvailable

from api.db import connection_settings
from tests.api.deadlines.streams.filling import COLUMNS, TAKEN

# ruff: noqa: S608 - statements put together from fixed parts; values are parameters
DEADLINES, CASES = 40, 5
SOME = (
    "id IN (SELECT id FROM deadlines ORDER BY md5(id || %(mark)s) LIMIT %(many)s "
    "FOR UPDATE SKIP LOCKED)"
)
SOME_CASES = "(SELECT id FROM cases ORDER BY md5(id || %(mark)s) LIMIT %(cases)s)"
ANY_UNIT = "(SELECT id FROM units ORDER BY md5(id || %(mark)s) LIMIT 1)"
ANY_PERSON = "(SELECT id FROM people ORDER BY md5(id || %(mark)s) LIMIT 1)"
OFTEN = (
    f"UPDATE deadlines SET legal_due_on = legal_due_on + 1 WHERE {SOME}",
    f"""
    UPDATE deadlines SET met_on = CASE WHEN met_on IS NULL THEN started_on END
    WHERE cancelled_on IS NULL AND {SOME}
    """,
)
NOW_AND_THEN = (
    f"UPDATE deadlines SET cancelled_on = started_on WHERE met_on IS NULL AND {SOME}",
    f"INSERT INTO deadlines ({', '.join(COLUMNS)}) SELECT {TAKEN} FROM deadlines WHERE {SOME}",
    f"DELETE FROM deadlines WHERE extensions = 0 AND {SOME}",
    f"""
    WITH told AS (UPDATE deadlines SET extensions = extensions + 1 WHERE {SOME} RETURNING *)
    INSERT INTO extensions (id, deadline_id, due_on, before_due_on, reason, notice_sent_on, channel)
    SELECT gen_random_uuid(), id, due_on + 9, due_on, '', started_on, 'letter' FROM told
    """,
    f"UPDATE cases SET unit_id = {ANY_UNIT} WHERE id IN {SOME_CASES}",
    f"UPDATE cases SET caseworker_id = {ANY_PERSON} WHERE id IN {SOME_CASES}",
    f"UPDATE cases SET received_on = received_on - 1 WHERE id IN {SOME_CASES}",
    f"""
    INSERT INTO waiting_periods (id, case_id, waiting_for, what, since_on)
    SELECT gen_random_uuid(), id, 'doctor', %(name)s, received_on
    FROM cases WHERE id IN {SOME_CASES}
    """,
    f"""
    UPDATE waiting_periods SET until_on = since_on
    WHERE until_on IS NULL AND case_id IN {SOME_CASES}
    """,
    f"UPDATE units SET name = %(name)s WHERE id = {ANY_UNIT}",
    f"UPDATE people SET full_name = %(name)s WHERE id = {ANY_PERSON}",
    "UPDATE case_types SET name_da = %(name)s WHERE code LIKE '%%7'",
    "UPDATE published_terms SET as_published = %(name)s WHERE id::text LIKE '%%7'",
)
CHANGED = """
    SELECT count(*) FROM changes
    WHERE transaction_id = pg_current_xact_id() AND entity = 'deadlines'
"""
NAMES = ("Børnecenter", "Æ\u2028Ø", 'Center "Nord"', "Ny\nlinje", "😀\x85", "\\")


@dataclass
class Hand:
    """Somebody who changes many rows at a time, and now and then thinks better of it."""

    url: str
    chance: Random
    changed: int = 0

    def work(self, changes: int) -> None:
        """Work until so many changes of deadlines are committed."""
        with psycopg.connect(self.url, **connection_settings()) as connection:
            connection.execute("SET lock_timeout = 200")
            connection.commit()
            while self.changed < changes:
                try:
                    self.act(connection)
                except (DeadlockDetected, LockNotAvailable):
                    connection.rollback()

    def act(self, connection: psycopg.Connection[Any]) -> None:
        for _ in range(2):
            acts = OFTEN if self.chance.random() < 0.7 else NOW_AND_THEN
            connection.execute(self.chance.choice(acts), self.values())
        [(changed,)] = connection.execute(CHANGED)
        if self.chance.random() < 0.1:
            connection.rollback()
        else:
            connection.commit()
            self.changed += changed

    def values(self) -> dict[str, Any]:
        mark = str(self.chance.random())
        name = f"{self.chance.choice(NAMES)} {mark}"
        return {"mark": mark, "many": DEADLINES, "cases": CASES, "name": name}
