"""Deadlines completed one by one through each system, and the fastest that two writers commit."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import cycle
from time import perf_counter
from typing import Any
from uuid import uuid4

import psycopg

from api.db import connection_settings
from tests.bench.pulling.bench import LIST, Bench, Figures
from tests.bench.pulling.load import request
from tests.bench.pulling.servers import PRODUCT, RAW, TUTORIAL, Server

CONNECTIONS = 16
WRITERS = 2
MOST = 20_000
PUBLIC, TUTORIALS = "public", "tutorial,public"

# In no order of theirs, and each time those that are left.
TO_COMPLETE = """
SELECT id::text, version FROM deadlines
WHERE kind = 'follow_up' AND due_on > %(today)s + 20 AND met_on IS NULL AND cancelled_on IS NULL
ORDER BY md5(id::text) LIMIT %(most)s
"""
# What is due that late was completed today by nobody but the bench.
RESTORE = """
UPDATE deadlines SET met_on = NULL
WHERE kind = 'follow_up' AND due_on > %(today)s + 20 AND met_on = %(today)s
"""
COMMITTED = "UPDATE deadlines SET calendar_version = calendar_version + 1 WHERE id = %s"


def completions(bench: Bench) -> Mapping[str, Callable[[], Figures]]:
    """Complete deadlines that are due in three weeks or later, each once."""
    schemas = {PRODUCT: PUBLIC, TUTORIAL: TUTORIALS, RAW: PUBLIC}
    return {name: partial(completed, bench, name, schema) for name, schema in schemas.items()}


def completed(bench: Bench, name: str, schema: str) -> Figures:
    requests = [completing(bench, name, *row) for row in to_complete(bench, schema)]
    figures = bench.asked(name, requests, CONNECTIONS)
    if figures.units > len(requests):
        raise SystemExit(f"{len(requests)} deadlines are too few to complete; choose more rows.")
    return figures


def connected(bench: Bench, schema: str) -> psycopg.Connection[Any]:
    return psycopg.connect(
        bench.data.url, autocommit=True, options=f"-c search_path={schema} -c timezone=UTC"
    )


def to_complete(bench: Bench, schema: str) -> list[tuple[str, int]]:
    values = {"today": bench.data.today, "most": MOST}
    with connected(bench, schema) as connection:
        return [(row[0], row[1]) for row in connection.execute(TO_COMPLETE, values)]


def completing(bench: Bench, name: str, key: str, version: int) -> bytes:
    body = f'{{"met_on":"{bench.data.today}"}}'
    if name == TUTORIAL:
        return request("PATCH", f"/deadlines/{key}", {}, body)
    if name == RAW:
        return request("POST", f"/complete?id={key}&version={version}", {}, body)
    once = {"If-Match": f'"{version}"', "Idempotency-Key": str(uuid4())}
    return request("POST", f"{LIST}/{key}/completion", bench.everywhere | once, body)


def restore(bench: Bench) -> None:
    """Let the next bench find what this one found."""
    for schema in (PUBLIC, TUTORIALS):
        with connected(bench, schema) as connection:
            connection.execute(RESTORE, {"today": bench.data.today})
            connection.execute("VACUUM ANALYZE deadlines")


def two_writers(bench: Bench, _: Server) -> Figures:
    """Commit the smallest change there is, one row a transaction, as fast as two can."""
    rows = to_complete(bench, PUBLIC)
    begun = perf_counter()
    with ThreadPoolExecutor(WRITERS) as pool:
        shares = [rows[n::WRITERS] for n in range(WRITERS)]
        committed = sum(pool.map(partial(write, bench, begun + bench.seconds), shares))
    return Figures(committed, perf_counter() - begun)


def write(bench: Bench, until: float, rows: list[tuple[str, int]]) -> int:
    done = 0
    with psycopg.connect(bench.data.url, autocommit=True, **connection_settings()) as connection:
        for key, _ in cycle(rows):
            if perf_counter() > until:
                break
            connection.execute(COMMITTED, [key])
            done += 1
    return done
