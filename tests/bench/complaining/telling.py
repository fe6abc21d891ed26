"""Complaints registered one by one through each system: by telephone, of today, about a case."""

import json
from collections.abc import Sequence
from functools import partial
from random import Random
from typing import Any
from uuid import uuid4

import psycopg

from tests.bench.complaining.rows import POINTS, one_of
from tests.bench.complaining.texts import CAUSES, Writer
from tests.bench.pulling.asking import Variants
from tests.bench.pulling.bench import Bench, Figures
from tests.bench.pulling.load import request
from tests.bench.pulling.servers import PRODUCT, TUTORIAL_OF_COMPLAINTS

PATHS = {PRODUCT: "/v1/complaints", TUTORIAL_OF_COMPLAINTS: "/complaints"}
SCHEMAS = {PRODUCT: "public", TUTORIAL_OF_COMPLAINTS: "tutorial"}
CAUSE_TABLES = {PRODUCT: "complaint_causes", TUTORIAL_OF_COMPLAINTS: "causes"}
CONNECTIONS, MOST = 16, 10_000
Key = int | str


def registrations(bench: Bench) -> Variants:
    return {name: partial(registered, bench, name) for name in PATHS}


def registered(bench: Bench, name: str) -> Figures:
    requests = list(tellings(bench, name))
    figures = bench.asked(name, requests, CONNECTIONS)
    if figures.units > len(requests):
        raise SystemExit(f"{len(requests)} complaints are too few to register; choose more rows.")
    return figures


def tellings(bench: Bench, name: str) -> Sequence[bytes]:
    """Return requests to register complaints, no two alike."""
    draw = Random(name)  # noqa: S311 - the same in every run
    write = Writer(draw)
    cases, causes = about(bench, name)
    found = []
    for case, unit in cases:
        codes = draw.sample(list(causes), one_of(draw, POINTS))
        text, keys = write.text(codes), [causes[code] for code in codes]
        found.append(telling(bench, name, text, case, unit, keys))
    return found


def about(bench: Bench, name: str) -> tuple[list[tuple[Key, Key]], dict[str, Key]]:
    """Return cases with their units, in no order of theirs, and the causes by their codes."""
    options = f"-c search_path={SCHEMAS[name]}"
    with psycopg.connect(bench.data.url, options=options) as connection:
        cases = connection.execute(
            "SELECT to_json(id), to_json(unit_id) FROM cases ORDER BY md5(number) LIMIT %s", [MOST]
        ).fetchall()
        causes = connection.execute(
            f"SELECT code, to_json(id) FROM {CAUSE_TABLES[name]} WHERE code = ANY(%s)",  # noqa: S608 - a name of the bench's own
            [list(CAUSES)],
        ).fetchall()
    return [(row[0], row[1]) for row in cases], {row[0]: row[1] for row in causes}


def telling(
    bench: Bench, name: str, text: str, case: Key, unit: Key, causes: Sequence[Key]
) -> bytes:
    body: dict[str, Any] = {"received_on": f"{bench.data.today}", "channel": "phone", "text": text}
    body |= {"kind": "procedural", "unit_id": unit, "case_id": case}
    if name == TUTORIAL_OF_COMPLAINTS:
        return request(
            "POST", PATHS[name], {}, json.dumps(body | {"cause_ids": causes}, ensure_ascii=False)
        )
    body |= {"points": [{"cause_id": cause} for cause in causes]}
    once = bench.everywhere | {"Idempotency-Key": str(uuid4())}
    return request("POST", PATHS[name], once, json.dumps(body, ensure_ascii=False))
