"""What came of a job, as lines for a terminal: each variant's medians, then each goal."""

import sys
from collections.abc import Mapping, Sequence
from statistics import median

from tests.bench.pulling.bench import Figures
from tests.bench.pulling.jobs import Goal, Job

HEADINGS = (
    "CPU ms",
    "server",
    "postgres",
    "p50 ms",
    "p99 ms",
    "MB",
    "over idle",
    "others",
    "stolen",
)
Rounds = Sequence[Mapping[str, Figures]]


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def tell(job: Job, rounds: Rounds) -> None:
    """Tell a job's results. CPU is in ms for so many units as the heading says."""
    per = f"{job.cpu_per:,} {job.unit}" if job.cpu_per > 1 else job.unit.removesuffix("s")
    say(f"  {f'medians of {len(rounds)}; CPU for {per}':32}{'a second':>11}" + row(HEADINGS))
    for name in rounds[0]:
        tell_variant(name, [each[name] for each in rounds], job.cpu_per)
    for goal in job.goals:
        tell_goal(goal, [goal.of(each) for each in rounds])


def tell_variant(name: str, runs: Sequence[Figures], cpu_per: int) -> None:
    def middle(figure: str) -> float:
        return float(median(getattr(each, figure) for each in runs))

    served = median(each.server * 1000 * cpu_per / each.units for each in runs)
    stored = median(each.postgres * 1000 * cpu_per / each.units for each in runs)
    cells = (
        *(f"{ms:.2f}" for ms in (served + stored, served, stored)),
        *(f"{middle(each):.1f}" if middle(each) else "" for each in ("p50", "p99")),
        *(f"{middle(each):.0f}" for each in ("peak_mb", "over_idle_mb")),
        *(f"{middle(each):.0%}" for each in ("others", "stolen")),
    )
    say(f"  {name:32}{middle('rate'):11,.0f}" + row(cells))


def row(cells: Sequence[str]) -> str:
    return "".join(f"{cell:>11}" for cell in cells)


def tell_goal(goal: Goal, found: Sequence[float]) -> None:
    """Tell the median of a goal's rounds, the least and the most of them, and what to reach."""
    middle = median(found)
    verdict = "reached" if goal.reached(middle) else "MISSED"
    wanted = f"at {'most' if goal.most else 'least'} {goal.reach:g}"
    say(f"  {goal.what:32}{middle:11.2f}  [{min(found):.2f}-{max(found):.2f}]  {wanted}: {verdict}")
