"""The jobs, and how far ahead the product should be in each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from tests.bench.pulling import asking, writing
from tests.bench.pulling.asking import Variants
from tests.bench.pulling.bench import Bench, Figures
from tests.bench.pulling.servers import LITTLE, PRODUCT, RAW, TUTORIAL

CONNECTIONS = 16
ALL_THREE = (PRODUCT, TUTORIAL, RAW)
Run = Mapping[str, Figures]


@dataclass(frozen=True)
class Goal:
    """What each round of all variants should show: so much or more, or `most` so much."""

    what: str
    of: Callable[[Run], float]
    reach: float
    most: bool = False

    def reached(self, figure: float) -> bool:
        return figure <= self.reach if self.most else figure >= self.reach


@dataclass(frozen=True)
class Job:
    """Something that each variant does in turn. CPU is told for so many units."""

    title: str
    unit: str
    variants: Callable[[Bench], Variants]
    goals: tuple[Goal, ...]
    systems: tuple[str, ...] = ALL_THREE
    cpu_per: int = 1
    after: Callable[[Bench], None] | None = field(default=None)


def times(figure: str, one: str, other: str) -> Callable[[Run], float]:
    """Return what tells how many times as large a figure of one is as that of another."""

    def of(run: Run) -> float:
        return float(getattr(run[one], figure)) / float(getattr(run[other], figure))

    return of


def of(figure: str, variant: str = PRODUCT) -> Callable[[Run], float]:
    return lambda run: float(getattr(run[variant], figure))


JOBS: Mapping[str, Job] = {
    "page": Job(
        f"Pages of 100 open deadlines, {CONNECTIONS} connections",
        "pages",
        partial(asking.pages, connections=CONNECTIONS),
        (
            Goal("times the tutorial", times("rate", PRODUCT, TUTORIAL), 7),
            Goal("tutorial's CPU / ours", times("cpu_ms", TUTORIAL, PRODUCT), 6),
            Goal("tutorial's p99 / ours", times("p99", TUTORIAL, PRODUCT), 5),
            Goal("times raw", times("rate", PRODUCT, RAW), 0.5),
        ),
    ),
    "unloaded": Job(
        "Pages of 100 open deadlines, one at a time",
        "pages",
        partial(asking.pages, connections=1),
        (Goal("tutorial's p50 / ours", times("p50", TUTORIAL, PRODUCT), 6),),
    ),
    "stream": Job(
        "All deadlines in one NDJSON answer",
        "rows",
        asking.streams,
        (
            Goal("times the tutorial", times("rate", PRODUCT, TUTORIAL), 40),
            Goal("times COPY", times("rate", PRODUCT, "raw, COPY"), 0.6),
            Goal("MB over idle", of("over_idle_mb"), 60, most=True),
            Goal("zstd bytes / plain", times("size", "product, zstd", PRODUCT), 0.12, most=True),
            Goal("zstd speed / plain", times("rate", "product, zstd", PRODUCT), 0.6),
        ),
        cpu_per=1000,
    ),
    "repeat": Job(
        "The same pull again, nothing changed",
        "answers",
        asking.repeats,
        (
            Goal("ms for 304", of("p50", "product, 304"), 50, most=True),
            Goal("ms for an empty page of the feed", of("p50", "product, feed"), 50, most=True),
        ),
        systems=(PRODUCT,),
    ),
    "csv": Job(
        "All deadlines in one CSV answer",
        "rows",
        asking.tables,
        (Goal("times COPY CSV", times("rate", PRODUCT, "raw, COPY CSV"), 0.5),),
        systems=(PRODUCT, RAW),
        cpu_per=1000,
    ),
    "feed": Job(
        "Change feed in pages of 1,000, and how fast two writers commit",
        "changes",
        asking.feeds,
        (Goal("times two writers", times("rate", PRODUCT, "two writers"), 30),),
        systems=(PRODUCT,),
        cpu_per=1000,
    ),
    "complete": Job(
        f"Deadlines completed, {CONNECTIONS} connections",
        "deadlines",
        writing.completions,
        (Goal("times the tutorial", times("rate", PRODUCT, TUTORIAL), 5),),
        after=writing.restore,
    ),
    "depth": Job(
        "Pages of 100 deadlines, the first and those nine tenths down, one at a time",
        "pages",
        asking.depths,
        (Goal("deep / first", times("p50", "product, deep", "product, first"), 1.1, most=True),),
        systems=(PRODUCT, TUTORIAL),
    ),
    "size": Job(
        "Pages of 100 open deadlines, of all and of 30,000, one at a time",
        "pages",
        asking.sizes,
        (Goal("all / 30,000", times("p50", PRODUCT, LITTLE), 1.3, most=True),),
        systems=(PRODUCT, LITTLE),
    ),
}
