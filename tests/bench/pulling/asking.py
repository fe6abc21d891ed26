"""What is asked of each system for a job, and how its answer is counted."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from statistics import median
from time import perf_counter
from typing import Any

from tests.bench.pulling.bench import LIST, PAGE, Bench, Figures
from tests.bench.pulling.load import request
from tests.bench.pulling.pull import Answer, Connection
from tests.bench.pulling.servers import LITTLE, PRODUCT, RAW, TUTORIAL, Server
from tests.bench.pulling.writing import two_writers

NDJSON, CSV = {"Accept": "application/x-ndjson"}, {"Accept": "text/csv"}
TUTORIAL_PAGE, TUTORIAL_PULLERS, TUTORIAL_SAMPLE = 1000, 2, 60
FEED_PAGE = 1000
WALK_BY, PAGES_IN_TURN = 1000, 10
DEEP = 0.9
REPEATS = 20
WIDE = 90
OF_WRITING = ("version", "updated_at")
NEXT_PAGE = re.compile(r"<([^>]+)>; *rel=\"?next\"?")

Variants = Mapping[str, Callable[[], Figures]]


def pages(bench: Bench, connections: int) -> Variants:
    """Ask for pages of open deadlines of a unit and a range of days, always other ones."""
    wanted = bench.page_filters()
    paths = {PRODUCT: LIST, TUTORIAL: "/deadlines", RAW: "/page"}
    sent: dict[str, dict[str, str]] = {PRODUCT: bench.in_unit, TUTORIAL: {}, RAW: {}}
    check_alike(
        [page_of(bench.servers[name], f"{paths[name]}?{wanted[0]}", sent[name]) for name in paths]
    )

    def asked(name: str) -> Figures:
        requests = [request("GET", f"{paths[name]}?{each}", sent[name]) for each in wanted]
        return bench.asked(name, requests, connections)

    return {name: partial(asked, name) for name in paths}


def page_of(server: Server, path: str, headers: dict[str, str]) -> list[dict[str, Any]]:
    """Return the items of a page."""
    parts = list[bytes]()
    with closing(Connection(server.port)) as connection:
        connection.get(path, headers, parts.append)
    page = json.loads(b"".join(parts))
    items: list[dict[str, Any]] = page["items"] if isinstance(page, dict) else page
    return items


def check_alike(answers: Sequence[list[dict[str, Any]]]) -> None:
    """Refuse to compare systems that answer otherwise than each other.

    What was completed and restored has another version than the tutorial's copy.
    """
    told = [
        [{name: item[name] for name in sorted(item) if name not in OF_WRITING} for item in items]
        for items in answers
    ]
    if any(items != told[0] for items in told[1:]) or not told[0]:
        raise SystemExit("The systems answer with different pages.")


def streams(bench: Bench) -> Variants:
    """Pull all deadlines; the tutorial's are pulled page by page."""
    ours = bench.everywhere | NDJSON
    return {
        PRODUCT: lambda: pulled(bench, PRODUCT, LIST, ours),
        "product, zstd": lambda: pulled(bench, PRODUCT, LIST, ours | {"Accept-Encoding": "zstd"}),
        "product, gzip": lambda: pulled(bench, PRODUCT, LIST, ours | {"Accept-Encoding": "gzip"}),
        TUTORIAL: lambda: bench.measured(TUTORIAL, partial(pulled_in_pages, bench)),
        "raw, rows": lambda: pulled(bench, RAW, "/stream"),
        "raw, COPY": lambda: pulled(bench, RAW, "/copy"),
    }


def tables(bench: Bench) -> Variants:
    ours = bench.everywhere | CSV
    return {
        PRODUCT: lambda: pulled(bench, PRODUCT, LIST, ours),
        "raw, COPY CSV": lambda: pulled(bench, RAW, "/copy.csv"),
    }


def pulled(bench: Bench, name: str, path: str, headers: Mapping[str, str] | None = None) -> Figures:
    """Read one answer of all deadlines to its end, in one connection."""

    def work(server: Server) -> Figures:
        with closing(Connection(server.port)) as connection:
            answer = connection.get(path, dict(headers or {}))
        check_whole(answer, bench.data.rows)
        return Figures(bench.data.rows, answer.seconds, size=answer.size)

    return bench.measured(name, work)


def check_whole(answer: Answer, rows: int) -> None:
    """Refuse to count an answer with fewer lines than there are deadlines."""
    if "content-encoding" not in answer.headers and answer.lines < rows:
        raise SystemExit(f"{answer.lines} lines came of {rows} deadlines.")


def pulled_in_pages(bench: Bench, server: Server) -> Figures:
    """Read pages by OFFSET over two connections: of many pages a sample, evenly over the depth."""
    last = max(1, bench.data.rows // TUTORIAL_PAGE)
    step = max(1, last // TUTORIAL_SAMPLE)
    offsets = [page * TUTORIAL_PAGE for page in range(step // 2, last, step)] or [0]

    def pull(share: Sequence[int]) -> int:
        with closing(Connection(server.port)) as connection:
            paths = (f"/deadlines?limit={TUTORIAL_PAGE}&offset={offset}" for offset in share)
            return sum(connection.get(path, {}).size for path in paths)

    begun = perf_counter()
    with ThreadPoolExecutor(TUTORIAL_PULLERS) as pullers:
        sizes = pullers.map(pull, [offsets[n::TUTORIAL_PULLERS] for n in range(TUTORIAL_PULLERS)])
        size = sum(sizes)
    rows = min(bench.data.rows, len(offsets) * TUTORIAL_PAGE)
    return Figures(rows, perf_counter() - begun, size=size)


def repeats(bench: Bench) -> Variants:
    """Ask again for what was pulled before, nothing having changed since."""
    with closing(Connection(bench.servers[PRODUCT].port)) as connection:
        first = connection.get(LIST, bench.everywhere | NDJSON)
        newest = connection.get("/v1/changes?after=now", bench.everywhere)
    known = bench.everywhere | NDJSON | {"If-None-Match": first.headers["etag"]}
    return {
        "product, 304": lambda: asked_again(bench, LIST, known),
        "product, feed": lambda: asked_again(bench, following(newest), bench.everywhere),
    }


def asked_again(bench: Bench, path: str, headers: dict[str, str]) -> Figures:
    def work(server: Server) -> Figures:
        with closing(Connection(server.port)) as connection:
            took = [connection.get(path, headers).seconds for _ in range(REPEATS)]
        return Figures(REPEATS, sum(took), median(took) * 1000, max(took) * 1000)

    return bench.measured(PRODUCT, work)


def following(answer: Answer) -> str:
    """Return the address of the page that the answer names as its next."""
    found = NEXT_PAGE.search(answer.headers.get("link", ""))
    return found[1] if found else ""


def feeds(bench: Bench) -> Variants:
    return {
        PRODUCT: lambda: bench.measured(PRODUCT, partial(feed_pages, bench)),
        "two writers": lambda: bench.measured(PRODUCT, partial(two_writers, bench)),
    }


def feed_pages(bench: Bench, server: Server) -> Figures:
    """Read the feed of deadlines from its beginning for the seconds of the bench."""
    path, took = f"/v1/changes?entity=deadlines&limit={FEED_PAGE}", list[float]()
    with closing(Connection(server.port)) as connection:
        while path and sum(took) < bench.seconds and len(took) < bench.data.rows // FEED_PAGE:
            answer = connection.get(path, bench.everywhere)
            took.append(answer.seconds)
            path = following(answer)
    ordered = sorted(took)
    slow = ordered[len(ordered) * 99 // 100]
    return Figures(len(took) * FEED_PAGE, sum(took), median(took) * 1000, slow * 1000)


def depths(bench: Bench) -> Variants:
    """Ask for the first pages of all deadlines and for those nine tenths down, one at a time."""
    first = f"{LIST}?limit={PAGE}"
    port = bench.servers[PRODUCT].port
    near = walked(port, first, bench.everywhere, PAGES_IN_TURN)
    far = walked(
        port, f"{LIST}?limit={WALK_BY}", bench.everywhere, int(bench.data.rows * DEEP / WALK_BY)
    )
    deep = far[-1].replace(f"limit={WALK_BY}", f"limit={PAGE}")
    deeper = walked(port, deep, bench.everywhere, PAGES_IN_TURN)
    offsets = [int(bench.data.rows * DEEP) + n * PAGE for n in range(PAGES_IN_TURN)]
    tutorial = [f"/deadlines?limit={PAGE}&offset={offset}" for offset in offsets]
    return {
        "product, first": lambda: one_by_one(bench, PRODUCT, near, bench.everywhere),
        "product, deep": lambda: one_by_one(bench, PRODUCT, deeper, bench.everywhere),
        "tutorial, first": lambda: one_by_one(bench, TUTORIAL, [f"/deadlines?limit={PAGE}"], {}),
        "tutorial, deep": lambda: one_by_one(bench, TUTORIAL, tutorial, {}),
    }


def walked(port: int, path: str, headers: dict[str, str], steps: int) -> list[str]:
    """Follow the pages from one on; return the addresses of so many."""
    found = [path]
    with closing(Connection(port)) as connection:
        while len(found) < steps:
            found.append(following(connection.get(found[-1], headers)))
    return found


def one_by_one(
    bench: Bench, name: str, paths: Sequence[str], headers: Mapping[str, str]
) -> Figures:
    return bench.asked(name, [request("GET", path, dict(headers)) for path in paths], 1)


def sizes(bench: Bench) -> Variants:
    """Ask for pages of open deadlines of all units: of many deadlines, and of few."""
    spans = bench.spans(WIDE)

    def asked(name: str) -> Figures:
        return one_by_one(bench, name, [f"{LIST}?{each}" for each in spans], bench.token(name))

    return {name: partial(asked, name) for name in (PRODUCT, LITTLE)}
