"""The views of the explorer, each alone: how long one waits for an answer that nobody had kept."""

from collections.abc import Iterator
from contextlib import closing
from functools import partial
from itertools import islice
from statistics import median

from tests.bench.complaining.asking import PATTERNS, warm
from tests.bench.complaining.views import query, settled_quarters, spans, views
from tests.bench.pulling.asking import Variants
from tests.bench.pulling.bench import Bench, Figures
from tests.bench.pulling.pull import Connection
from tests.bench.pulling.servers import PRODUCT, Server
from tests.bench.pulling.telling import say

SLOWEST, TIMES, TOLD = "slowest view", 5, 5


def looks(bench: Bench) -> Variants:
    """Ask for each view some times, always of other days; tell of those that took longest."""
    warm(bench)
    fresh = spans(bench.data.today)
    return {SLOWEST: lambda: bench.measured(PRODUCT, partial(looked, bench, fresh))}


def looked(bench: Bench, fresh: Iterator[dict[str, str]], server: Server) -> Figures:
    took: dict[str, list[float]] = {}
    with closing(Connection(server.port)) as connection:
        for name, asked in views().items():
            days = settled_quarters(bench.data.today) if ("audience", "public") in asked else fresh
            paths = [f"{PATTERNS}?{query(asked, span)}" for span in islice(days, TIMES)]
            answers = [connection.get(path, bench.everywhere) for path in paths]
            took[name] = [answer.seconds for answer in answers]
    slowest = sorted(took, key=lambda name: -median(took[name]))
    for name in slowest[:TOLD]:
        say(f"  {name}: {median(took[name]) * 1000:.1f} ms, at most {max(took[name]) * 1000:.1f}")
    seconds = [each for several in took.values() for each in several]
    return Figures(len(seconds), sum(seconds), median(took[slowest[0]]) * 1000, max(seconds) * 1000)
