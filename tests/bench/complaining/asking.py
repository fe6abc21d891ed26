"""What is asked of the product and of the tutorial for each job."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from itertools import islice
from statistics import median
from time import sleep
from typing import Any

import psycopg

from tests.bench.complaining.rows import quarter_begin
from tests.bench.complaining.views import WORDS, by, query, spans
from tests.bench.pulling.asking import Variants
from tests.bench.pulling.bench import Bench, Figures
from tests.bench.pulling.load import request
from tests.bench.pulling.pull import Connection
from tests.bench.pulling.servers import PRODUCT, TUTORIAL_OF_COMPLAINTS, Server
from tests.bench.pulling.telling import say

COMPLAINTS, HITS = "/v1/complaints", "/v1/complaint-hits"
PATTERNS, SIGNALS = f"{COMPLAINTS}/patterns", f"{COMPLAINTS}/signals"
COUNTS, RISING, TOLD = "/complaints/counts", "/complaints/rising", "/complaints"
KEPT, FRESH, WORST = "product, kept", "product, fresh", "product, worst word"
CELLS = ("cause", "unit", "quarter")
CONNECTIONS, SEARCHERS = 4, 8
A_ROUND, TIMES, WARM_UPS = 700, 5, 2
LOOKING = "SELECT FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid()"
Requests = Sequence[bytes]


def got(bench: Bench, name: str, path: str) -> Any:
    """Return what a system answers, read from its JSON."""
    parts = list[bytes]()
    with closing(Connection(bench.servers[name].port)) as connection:
        connection.get(path, headers(bench, name), parts.append)
    return json.loads(b"".join(parts))


def headers(bench: Bench, name: str) -> dict[str, str]:
    return {} if name == TUTORIAL_OF_COMPLAINTS else bench.everywhere


def gets(bench: Bench, name: str, paths: Iterator[str] | Sequence[str]) -> Requests:
    return [request("GET", path, headers(bench, name)) for path in paths]


def warm(bench: Bench, path: str = PATTERNS) -> None:
    """Let each worker have what it answers from, however long that takes; keep one answer."""
    for _ in range(WARM_UPS):
        with ThreadPoolExecutor(SEARCHERS) as askers:
            list(askers.map(partial(got, bench, PRODUCT), [path] * SEARCHERS))


def counts(bench: Bench) -> Variants:
    """Count by cause, unit and quarter: always other days, and always the same."""
    asked, wholly = by(CELLS), list(spans(bench.data.today))
    kept = f"{PATTERNS}?{query(asked, wholly[0])}"
    warm(bench, kept)
    check_counted(bench, wholly[0])
    of_product = iter([f"{PATTERNS}?{query(asked, span)}" for span in wholly[1:]])
    of_tutorial = [f"{COUNTS}?{query(of_days(span))}" for span in wholly]
    same = gets(bench, PRODUCT, [kept])

    def fresh() -> Figures:
        requests = gets(bench, PRODUCT, islice(of_product, A_ROUND))
        figures = bench.asked(PRODUCT, requests, CONNECTIONS)
        if figures.units > len(requests):
            say(f"  {figures.units} answers to {len(requests)} questions: some were kept.")
        return figures

    tutorial = gets(bench, TUTORIAL_OF_COMPLAINTS, of_tutorial)
    return {
        FRESH: fresh,
        KEPT: partial(bench.asked, PRODUCT, same, CONNECTIONS),
        TUTORIAL_OF_COMPLAINTS: partial(bench.asked, TUTORIAL_OF_COMPLAINTS, tutorial, CONNECTIONS),
    }


def of_days(span: Mapping[str, str]) -> dict[str, str]:
    return {"first": span["received_from"], "before": span["received_before"]}


def check_counted(bench: Bench, span: Mapping[str, str]) -> None:
    """Refuse to compare systems that count otherwise."""
    ours = got(bench, PRODUCT, f"{PATTERNS}?{query(by(CELLS), span)}")
    theirs = got(bench, TUTORIAL_OF_COMPLAINTS, f"{COUNTS}?{query(of_days(span))}")
    if counted(ours) != Counter(each["complaints"] for each in theirs):
        raise SystemExit("The systems count otherwise than each other.")


def counted(patterns: Any) -> Counter[int]:
    """Return how many cells of an answer have how many complaints."""
    return Counter(cell["complaints"]["value"] for cell in patterns["cells"])


def rises(bench: Bench) -> Variants:
    """Ask what rose: of all cells of cause and unit, the last whole quarter."""
    today = bench.data.today
    days = {
        "before": quarter_begin(today, 2),
        "now": quarter_begin(today, 1),
        "until": quarter_begin(today),
    }
    path = f"{RISING}?{query({name: f'{day}' for name, day in days.items()})}"
    warm(bench, SIGNALS)
    asked = {PRODUCT: SIGNALS, TUTORIAL_OF_COMPLAINTS: path}
    return {
        name: partial(bench.asked, name, gets(bench, name, [path]), CONNECTIONS)
        for name, path in asked.items()
    }


def searches(bench: Bench) -> Variants:
    """Search for twelve words in turn, and then for each alone."""
    paths = {
        name: [f"{path}?{query({'q': word})}{more}" for word in WORDS]
        for name, path, more in (
            (PRODUCT, HITS, "&limit=20"),
            (TUTORIAL_OF_COMPLAINTS, TOLD, ""),
        )
    }
    found = {
        name: partial(bench.asked, name, gets(bench, name, each), SEARCHERS)
        for name, each in paths.items()
    }
    words = dict(zip(WORDS, paths[PRODUCT], strict=True))
    return {
        PRODUCT: found[PRODUCT],
        WORST: partial(worst, bench, words),
        TUTORIAL_OF_COMPLAINTS: partial(settled, bench, found[TUTORIAL_OF_COMPLAINTS]),
    }


def settled(bench: Bench, measure: Callable[[], Figures]) -> Figures:
    """Measure, and wait for what is still being looked for: it would slow down what comes next."""
    figures = measure()
    with psycopg.connect(bench.data.url, autocommit=True) as connection:
        while connection.execute(LOOKING).rowcount:
            sleep(0.1)
    return figures


def worst(bench: Bench, paths: Mapping[str, str]) -> Figures:
    """Ask for each alone, some times, and tell of the one that took longest."""

    def work(server: Server) -> Figures:
        with closing(Connection(server.port)) as connection:
            took = {
                name: [connection.get(path, bench.everywhere).seconds for _ in range(TIMES)]
                for name, path in paths.items()
            }
        slowest = max(took, key=lambda name: median(took[name]))
        say(f"  slowest: {slowest}, {median(took[slowest]) * 1000:.1f} ms")
        seconds = [each for several in took.values() for each in several]
        worst_ms, most_ms = median(took[slowest]) * 1000, max(seconds) * 1000
        return Figures(len(seconds), sum(seconds), worst_ms, most_ms)

    return bench.measured(PRODUCT, work)
