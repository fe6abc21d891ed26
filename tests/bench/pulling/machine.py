"""What processes cost, read from /proc: CPU time, memory, and what was taken by others."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

TICKS = os.sysconf("SC_CLK_TCK")
PROC = Path("/proc")
USER_AND_CHILDREN = slice(11, 15)
IDLE, IOWAIT, STEAL, ALL_MODES = 3, 4, 7, 8
SAMPLE_EVERY = 0.25


def tree(root: int) -> list[int]:
    """Return a process and all that descend from it."""
    parents = {pid: fields[1] for pid, fields in stats()}
    found = [root]
    for pid in found:
        found += [child for child, parent in parents.items() if int(parent) == pid]
    return found


def stats() -> Iterator[tuple[int, list[str]]]:
    """Yield each process with what follows its name in /proc/<pid>/stat."""
    for folder in PROC.iterdir():
        if folder.name.isdecimal():
            try:
                text = folder.joinpath("stat").read_text()
            except (FileNotFoundError, ProcessLookupError):
                continue
            yield int(folder.name), text[text.rindex(")") + 2 :].split()


def cpu_seconds(root: int) -> float:
    """Return the CPU time of a process and all under it, those that have ended included."""
    wanted = set(tree(root))
    ticks = sum(
        sum(map(int, fields[USER_AND_CHILDREN])) for pid, fields in stats() if pid in wanted
    )
    return ticks / TICKS


def memory_mb(root: int) -> float:
    """Return the memory of a process and all under it; what several share is counted once."""
    return sum(map(_pss_mb, tree(root)))


def _pss_mb(pid: int) -> float:
    try:
        lines = PROC.joinpath(str(pid), "smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


@dataclass(frozen=True)
class Machine:
    """CPU seconds of all cores since the machine started: used, stolen by its host, all."""

    used: float
    stolen: float
    all: float

    @classmethod
    def now(cls) -> Self:
        line = PROC.joinpath("stat").read_text().splitlines()[0]
        modes = [int(mode) / TICKS for mode in line.split()[1 : ALL_MODES + 1]]
        used = sum(modes) - modes[IDLE] - modes[IOWAIT] - modes[STEAL]
        return cls(used, modes[STEAL], sum(modes))


class Peak:
    """The most memory that a server held while a block ran, sampled four times a second."""

    def __init__(self, root: int) -> None:
        self.root = root
        self.idle_mb = self.most_mb = memory_mb(root)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def _watch(self) -> None:
        while not self._over.wait(SAMPLE_EVERY):
            self.most_mb = max(self.most_mb, memory_mb(self.root))

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()


@dataclass
class Cost:
    """What a block cost: CPU seconds of the server and of PostgreSQL, and shares of the machine.

    `others` is what neither of them used: the load generator, and whatever else runs here.
    """

    server: float = 0.0
    postgres: float = 0.0
    others: float = 0.0
    stolen: float = 0.0


@contextmanager
def costing(server: int, postgres: int) -> Iterator[Cost]:
    """Fill in what the block cost when it ends. Both are the first process of a tree."""
    cost = Cost()
    machine, before = Machine.now(), (cpu_seconds(server), cpu_seconds(postgres))
    yield cost
    cost.server = cpu_seconds(server) - before[0]
    cost.postgres = cpu_seconds(postgres) - before[1]
    after = Machine.now()
    whole = max(after.all - machine.all, 1 / TICKS)
    cost.stolen = (after.stolen - machine.stolen) / whole
    cost.others = (after.used - machine.used - cost.server - cost.postgres) / whole
