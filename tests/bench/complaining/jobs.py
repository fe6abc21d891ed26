"""The jobs with complaints, and how far ahead the product should be in each."""

from collections.abc import Mapping

from tests.bench.complaining import asking, looking, telling
from tests.bench.complaining.asking import FRESH, KEPT, WORST
from tests.bench.pulling.jobs import Goal, Job, of, times
from tests.bench.pulling.servers import PRODUCT
from tests.bench.pulling.servers import TUTORIAL_OF_COMPLAINTS as TUTORIAL

BOTH = (PRODUCT, TUTORIAL)


def ahead(variant: str, reach: float) -> tuple[Goal, Goal]:
    """Return the goals of so many times the tutorial, by answers a second and by CPU."""
    what = variant.removeprefix(f"{PRODUCT}, ")
    return (
        Goal(f"{what}: times the tutorial", times("rate", variant, TUTORIAL), reach),
        Goal(f"{what}: tutorial's CPU / ours", times("cpu_ms", TUTORIAL, variant), reach),
    )


JOBS: Mapping[str, Job] = {
    "counts": Job(
        f"Complaints by cause, unit and quarter, {asking.CONNECTIONS} connections",
        "answers",
        asking.counts,
        (*ahead(FRESH, 25), *ahead(KEPT, 25)),
        systems=BOTH,
    ),
    "rises": Job(
        f"What rose, of all causes in all units, {asking.CONNECTIONS} connections",
        "answers",
        asking.rises,
        ahead(PRODUCT, 60),
        systems=BOTH,
    ),
    "search": Job(
        f"Twelve words searched for, {asking.SEARCHERS} connections",
        "answers",
        asking.searches,
        (*ahead(PRODUCT, 35), Goal("ms for the worst word", of("p50", WORST), 25, most=True)),
        systems=BOTH,
    ),
    "views": Job(
        "Views of the explorer, always of other days, one at a time",
        "views",
        looking.looks,
        (Goal("ms for the slowest view", of("p50", looking.SLOWEST), 150, most=True),),
        systems=(PRODUCT,),
    ),
    "create": Job(
        f"Complaints registered, {telling.CONNECTIONS} connections",
        "complaints",
        telling.registrations,
        ahead(PRODUCT, 5),
        systems=BOTH,
    ),
}
