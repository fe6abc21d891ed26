"""Writers that are slow, undo or are killed, and readers that forget where they were."""

import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import httpx
import psycopg

from api.db import connection_settings
from api.table import new_id
from tests.api.changes.feed.reading import ask, read, tells_all
from tests.factories import Headers

Connection = psycopg.Connection[Any]
# What is told of a row: its table, its id, its version then.
Told = tuple[str, str, int]
FIRST_DAY = date(2030, 1, 1)
INSERTS = {
    "legal_bases": "INSERT INTO legal_bases (id, act, act_short, section, subject_da, subject_en) "
    "VALUES (%(id)s, 'Lov', 'SEL', %(mark)s, '', '')",
    "case_types": "INSERT INTO case_types (id, code, name_da, name_en) "
    "VALUES (%(id)s, %(mark)s, '', '')",
    "closing_days": "INSERT INTO closing_days (id, closed_on, name_da, name_en) "
    "VALUES (%(id)s, %(day)s, '', '')",
}
RENAMES = {
    "legal_bases": "UPDATE legal_bases SET subject_da = %s WHERE id = %s",
    "case_types": "UPDATE case_types SET name_da = %s WHERE id = %s",
    "closing_days": "UPDATE closing_days SET name_da = %s WHERE id = %s",
}
DELETES = {
    "legal_bases": "DELETE FROM legal_bases WHERE id = %s",
    "case_types": "DELETE FROM case_types WHERE id = %s",
    "closing_days": "DELETE FROM closing_days WHERE id = %s",
}


@dataclass
class Writer:
    """Writes rows of its own in many transactions, and knows which changes it committed."""

    url: str
    chance: Random
    number: int
    committed: set[Told] = field(default_factory=set)
    rows: dict[Told, None] = field(default_factory=dict)
    made: int = 0

    def write(self, transactions: int) -> None:
        connection = self.connect()
        for _ in range(transactions):
            told, rows = self.some_changes(connection)
            ending = self.chance.choices(["commit", "roll back", "be killed"], [7, 2, 1])[0]
            if ending == "commit":
                connection.commit()
                self.committed |= told
                self.rows = rows
            elif ending == "roll back":
                connection.rollback()
            else:
                self.kill(connection)
                connection = self.connect()
        connection.close()

    def connect(self) -> Connection:
        return psycopg.connect(self.url, **connection_settings())

    def kill(self, connection: Connection) -> None:
        with psycopg.connect(self.url, autocommit=True) as other:
            pid = connection.info.backend_pid
            ended = other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid]).fetchone()
        assert ended == (True,)
        connection.close()

    def some_changes(self, connection: Connection) -> tuple[set[Told], dict[Told, None]]:
        """Change some rows slowly, and return what is to be told and what is there if it stays."""
        told, rows = set[Told](), dict(self.rows)
        for _ in range(self.chance.randint(1, 4)):
            changed = self.change(connection, rows)
            told.add(changed)
            time.sleep(self.chance.random() * 0.02)
        return told, rows

    def change(self, connection: Connection, rows: dict[Told, None]) -> Told:
        if not rows or self.chance.random() < 0.5:
            told = self.insert(connection)
            rows[told] = None
            return told
        entity, key, version = before = self.chance.choice(list(rows))
        del rows[before]
        after = (entity, key, version + 1)
        if self.chance.random() < 0.3:
            connection.execute(DELETES[entity], [key])
            return after
        rows[after] = None
        connection.execute(RENAMES[entity], [str(version), key])
        return after

    def insert(self, connection: Connection) -> Told:
        entity, key = self.chance.choice(list(INSERTS)), str(new_id())
        self.made += 1
        day = FIRST_DAY + timedelta(days=1000 * self.number + self.made)
        connection.execute(INSERTS[entity], {"id": key, "mark": key, "day": day})
        return entity, key, 1


@dataclass
class Reader:
    """Follows the feed over HTTP. Now and then it forgets all but the cursor it last stored."""

    feed: httpx.Client
    headers: Headers
    chance: Random
    entities: tuple[str, ...] = ()
    stored: str | None = None
    got: dict[str, dict[str, Any]] = field(default_factory=dict)
    deliveries: int = 0

    @property
    def told(self) -> list[Told]:
        """Return what it was told, in the order in which it first was."""
        return [(each["entity"], each["entity_id"], each["version"]) for each in self.got.values()]

    def follow(self, over: threading.Event) -> None:
        """Read on until nothing comes any more after the writers have ended."""
        after, ended = self.stored, False
        while not ended:
            last, asked = over.is_set(), datetime.now(UTC)
            page = self.read(after, self.chance.randint(1, 30))
            for item in page["items"]:
                self.deliveries += 1
                assert self.got.setdefault(item["id"], item) == item
            ended = last and not page["items"] and tells_all(page, asked)
            after = page["next"]
            if self.chance.random() < 0.5:
                self.stored = self.somewhere(page)
            elif self.chance.random() < 0.3:
                after = self.stored

    def somewhere(self, page: dict[str, Any]) -> str:
        """Return the end of a page, or a place inside it."""
        places = [page["next"], *(item["cursor"] for item in page["items"])]
        return str(self.chance.choice(places))

    def read(self, after: str | None, limit: int) -> dict[str, Any]:
        page = ask(self.feed, self.headers, **self.query(after, limit))
        assert len(page["items"]) <= limit
        return page

    def read_whole(self, after: str, limit: int) -> dict[str, Any]:
        """Read a page that holds all that is committed."""
        return read(self.feed, self.headers, **self.query(after, limit))

    def query(self, after: str | None, limit: int) -> dict[str, Any]:
        return {"limit": limit, "entity": self.entities} | ({"after": after} if after else {})


@dataclass
class NaiveReader:
    """Follows the log by its numbers, as nearly everybody would."""

    url: str
    last: int = 0
    told: list[Told] = field(default_factory=list)

    def follow(self, over: threading.Event) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            ended = False
            while not ended:
                last = over.is_set()
                ended = self.read(connection) == 0 and last

    def read(self, connection: Connection) -> int:
        rows = connection.execute(
            "SELECT sequence, entity, entity_id::text, version FROM changes "
            "WHERE sequence > %s ORDER BY sequence LIMIT 30",
            [self.last],
        ).fetchall()
        self.told += [(entity, key, version) for _, entity, key, version in rows]
        self.last = rows[-1][0] if rows else self.last
        return len(rows)
