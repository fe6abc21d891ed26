"""How fast complaints are counted, searched and registered: `make bench-complaints ROWS=200000`.

The product and a reference (`tests/bench/reference/complaints_tutorial.py`) do each job in turn,
round after round, on the same complaints and cores. What counts are the ratios within a round and
the CPU that an answer takes; seconds hold for one machine on one day.
"""

import argparse
import os

from tests.bench.complaining.filling import filled
from tests.bench.complaining.jobs import JOBS
from tests.bench.pulling.bench import Bench
from tests.bench.pulling.filling import Filled, serving
from tests.bench.pulling.jobs import Job
from tests.bench.pulling.load import GENERATOR
from tests.bench.pulling.servers import WORKERS, running
from tests.bench.pulling.telling import say, tell

ROWS, ROUNDS, SECONDS = 200_000, 3, 5


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", default=",".join(JOBS), help=f"any of {', '.join(JOBS)}")
    parser.add_argument("--rows", type=int, default=ROWS, help="complaints in the database")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each is measured")
    parser.add_argument("--seconds", type=int, default=SECONDS, help="how long a load lasts")
    options = parser.parse_args()
    if unknown := set(options.jobs.split(",")) - set(JOBS):
        parser.error(f"no such job: {', '.join(sorted(unknown))}")
    return options


def main() -> None:
    os.environ.setdefault("RETTIDIG_CITIZEN_KEYS", "A" * 43 + "=")
    os.environ.setdefault("RETTIDIG_CITIZEN_INDEX_KEYS", "an-index-key-for-no-other-than-this")
    options = asked()
    with serving() as postgres:
        say(f"filling a database of {options.rows:,} complaints, unless there is one")
        data = filled(postgres, options.rows)
        say(f"{data.rows:,} complaints; {WORKERS} workers each; requests by {GENERATOR}")
        for name in options.jobs.split(","):
            run(JOBS[name], data, postgres.pid, options)


def run(job: Job, data: Filled, postgres: int, options: argparse.Namespace) -> None:
    """Let each variant of a job be measured in turn, and tell what came of it."""
    say(f"\n{job.title}")
    with running(dict.fromkeys(job.systems, data)) as servers:
        variants = job.variants(Bench(data, postgres, options.seconds, servers))
        rounds = [
            {name: measure() for name, measure in variants.items()} for _ in range(options.rounds)
        ]
    tell(job, rounds)


if __name__ == "__main__":
    main()
