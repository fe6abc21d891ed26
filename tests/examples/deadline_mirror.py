"""Keep a copy of all deadlines in a SQLite file, up to date within a second.

An example to start from, as docs/integrating.md tells it: load everything once, then follow the
changes. It may be stopped and started at any point, and needs Python and httpx only.

    RETTIDIG_CLIENT_ID=… RETTIDIG_CLIENT_SECRET=… \
        python deadline_mirror.py https://api.rettidig.example.dk deadlines.sqlite

The client needs the scopes deadlines:read, units:read, people:read and catalogue:read.
"""

import json
import os
import sqlite3
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx

Item = dict[str, Any]
LIST, CHANGES, TOKENS = "/v1/deadlines", "/v1/changes", "/v1/tokens"
NDJSON = "application/x-ndjson"
WAIT_SECONDS, AT_A_TIME, IDS_AT_A_TIME = 30, 1000, 100
# A name is no fact of the deadlines it stands in: it is told once, of the thing that has it.
# Where it stands in a deadline, whose it is there, and which column of that thing it is.
NAMES = {
    "units": ("$.unit.name", "$.unit.id", "name"),
    "people": ("$.caseworker.name", "$.caseworker.id", "full_name"),
    "case_types": ("$.case_type.name", "$.case_type.id", "name_da"),
    "published_terms": ("$.term.as_published", "$.term.published_term_id", "as_published"),
}
GONE = {"deadlines.left", "deadlines.deleted"}
ENTITIES = ("deadlines", "extensions", *NAMES)
TABLES = """
    CREATE TABLE IF NOT EXISTS deadlines (id TEXT PRIMARY KEY, document TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


class CutShort(Exception):
    """The first load ended before its last line: what came is not everything."""


class Mirror:
    """A copy in a file. What changes and the place in the feed are kept in one transaction."""

    def __init__(self, file: str, http: httpx.Client, client_id: str, client_secret: str) -> None:
        self.database = sqlite3.connect(file)
        self.database.executescript(TABLES)
        self.http = http
        self.credentials = {"client_id": client_id, "client_secret": client_secret}
        self.token = ""

    def run(self) -> None:
        """Follow for ever, whatever happens to the connection."""
        while True:
            try:
                self.step()
            except (httpx.TransportError, CutShort) as error:
                print(f"{error!r}; trying again", file=sys.stderr)  # noqa: T201
                time.sleep(5)

    def step(self, wait: int = WAIT_SECONDS) -> bool:
        """Load if nothing is loaded yet, else read on once; say whether anything came."""
        position = self.state("position")
        if position is None or (self.state("idle") and self.day_is_over()):
            self.load()
            return True
        query = {"after": position, "entity": ENTITIES, "limit": AT_A_TIME, "wait": wait}
        with self.asked(CHANGES, query) as answer:
            if answer.status_code == httpx.codes.GONE:
                self.load()
                return True
            page = json.loads(answer.read())
        if any(item["type"] == "access.changed" for item in page["items"]):
            self.load()
            return True
        self.apply(page["items"], page["next"])
        return bool(page["items"])

    def load(self) -> None:
        """Replace everything by what there is now, and go on from the place that belongs to it."""
        with self.asked(LIST, {}, accept=NDJSON) as answer, self.database:
            self.database.execute("DELETE FROM deadlines")
            count, end = 0, None
            for line in lines(answer.iter_bytes()):
                end = json.loads(line)
                if "complete" not in end:
                    self.keep([end])
                    count += 1
            if end is None or end.get("count") != count:
                raise CutShort(f"{count} deadlines came, and no end")
            self.note(position=end["feed_position"], as_of=end["as_of"], idle="")

    def apply(self, items: list[Item], position: str) -> None:
        """Carry out some changes. What has changed is read anew: it may have changed again."""
        ids = {
            item["data"]["deadline_id"] if item["entity"] == "extensions" else item["entity_id"]
            for item in items
            if item["entity"] in {"deadlines", "extensions"} and item["data"]
        }
        fresh = list(self.read(sorted(ids)))
        ids |= {item["entity_id"] for item in items if item["type"] in GONE}
        gone = ids - {each["id"] for each in fresh}
        with self.database:
            for item in items:
                self.rename(item)
            self.keep(fresh)
            self.database.executemany(
                "DELETE FROM deadlines WHERE id = ?", [(key,) for key in gone]
            )
            self.note(position=position, idle="" if items else "yes")

    def rename(self, item: Item) -> None:
        if item["entity"] in NAMES and item["data"]:
            name, key, column = NAMES[item["entity"]]
            self.database.execute(
                "UPDATE deadlines SET document = json_set(document, ?, ?) "
                "WHERE json_extract(document, ?) = ?",
                [name, item["data"][column], key, item["entity_id"]],
            )

    def read(self, ids: list[str]) -> Iterator[Item]:
        for start in range(0, len(ids), IDS_AT_A_TIME):
            some = ids[start : start + IDS_AT_A_TIME]
            with self.asked(LIST, {"id": some, "limit": IDS_AT_A_TIME}) as answer:
                yield from json.loads(answer.read())["items"]

    def day_is_over(self) -> bool:
        """Say whether `status` and `days_left` are those of another day than today's."""
        with self.asked(LIST, {"limit": 1}) as answer:
            return bool(answer.headers["Rettidig-As-Of"] != self.state("as_of"))

    def keep(self, deadlines: Iterable[Item]) -> None:
        self.database.executemany(
            "INSERT OR REPLACE INTO deadlines VALUES (?, ?)",
            [(each["id"], json.dumps(each)) for each in deadlines],
        )

    def state(self, name: str) -> str | None:
        found = self.database.execute("SELECT value FROM state WHERE name = ?", [name]).fetchone()
        return found[0] if found else None

    def note(self, **values: str) -> None:
        self.database.executemany("INSERT OR REPLACE INTO state VALUES (?, ?)", values.items())

    @contextmanager
    def asked(self, path: str, query: Item, *, accept: str = "application/json") -> Iterator[Any]:
        """Ask, with a new token when the old one is over, and again when there is room again."""
        while True:
            self.token = self.token or self.new_token()
            headers = {"Authorization": f"Bearer {self.token}", "Accept": accept}
            with self.http.stream("GET", path, params=query, headers=headers) as answer:
                if answer.status_code == httpx.codes.UNAUTHORIZED:
                    self.token = ""
                elif "Retry-After" in answer.headers:
                    time.sleep(int(answer.headers["Retry-After"]))
                elif answer.is_success or answer.status_code == httpx.codes.GONE:
                    yield answer
                    return
                else:
                    raise SystemExit(f"{path}: {answer.status_code} {answer.read().decode()}")

    def new_token(self) -> str:
        form = self.credentials | {"grant_type": "client_credentials"}
        answer = self.http.post(TOKENS, data=form)
        if "Retry-After" in answer.headers:
            time.sleep(int(answer.headers["Retry-After"]))
            return self.new_token()
        if answer.is_client_error:
            raise SystemExit(f"no token: {answer.text}")
        token: str = answer.raise_for_status().json()["access_token"]
        return token


def lines(parts: Iterable[bytes]) -> Iterator[bytes]:
    """Part lines at line feeds only: a name may hold other ends of lines, as U+2028."""
    rest = b""
    for part in parts:
        *whole, rest = (rest + part).split(b"\n")
        yield from whole
    if rest:
        yield rest


def main() -> None:
    address, file = sys.argv[1:]
    with httpx.Client(base_url=address, timeout=WAIT_SECONDS + 30) as http:
        secret = os.environ["RETTIDIG_CLIENT_SECRET"]
        Mirror(file, http, os.environ["RETTIDIG_CLIENT_ID"], secret).run()


if __name__ == "__main__":
    main()
