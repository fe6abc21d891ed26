"""How fast other systems pull deadlines: `make bench-pull`, `JOBS=page,stream ROWS=1000000`.

The product and two references (`tests/bench/reference/`) do each job in turn, round after round, on
the same data and cores. What counts are the ratios within a round and the CPU a unit takes; seconds
hold for one machine on one day.
"""

import argparse
import os

from tests.bench.pulling.bench import Bench
from tests.bench.pulling.filling import Filled, filled, serving
from tests.bench.pulling.jobs import JOBS, Job
from tests.bench.pulling.load import GENERATOR
from tests.bench.pulling.servers import LITTLE, WORKERS, running
from tests.bench.pulling.telling import say, tell

ROWS, LITTLE_ROWS, ROUNDS, SECONDS = 300_000, 30_000, 3, 5


def asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--jobs", default=",".join(JOBS), help=f"any of {', '.join(JOBS)}")
    parser.add_argument("--rows", type=int, default=ROWS, help="deadlines in the database")
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
    names = options.jobs.split(",")
    with serving() as postgres:
        say(f"filling a database of {options.rows:,} deadlines, unless there is one")
        data = filled(postgres, options.rows)
        little = filled(postgres, LITTLE_ROWS) if "size" in names else data
        say(f"{data.rows:,} deadlines; {WORKERS} workers each; requests by {GENERATOR}")
        for name in names:
            run(JOBS[name], data, little, postgres.pid, options)


def run(job: Job, data: Filled, little: Filled, postgres: int, options: argparse.Namespace) -> None:
    """Let each variant of a job be measured in turn, and tell what came of it."""
    say(f"\n{job.title}")
    systems = {name: little if name == LITTLE else data for name in job.systems}
    with running(systems) as servers:
        bench = Bench(data, postgres, options.seconds, servers)
        variants = job.variants(bench)
        rounds = [
            {name: measure() for name, measure in variants.items()} for _ in range(options.rounds)
        ]
        if job.after:
            job.after(bench)
    tell(job, rounds)


if __name__ == "__main__":
    main()
