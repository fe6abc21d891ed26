"""The programs that `rettidig run` starts: their logs, their end, and what a killed run left."""

import ctypes
import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from api.postgres_programs import make_open
from api.processes import birth
from api.schema_version import ROOT

LONGEST_LOG = 10_000_000
LAST_LINES = 15
SECONDS_TO_END = 5
PR_SET_PDEATHSIG = 1


class RunsAlready(Exception):
    """Another run holds the folder; the text names its process."""


@dataclass
class Children:
    """The children of one run. The file `run.json` lets the next run find them after a kill."""

    folder: Path
    lock: IO[str]
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str, arguments: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start one of the program's own commands, writing to a log of its own."""
        with _open_log(self.log(name)) as log:
            self.running[name] = subprocess.Popen(  # noqa: S603  # the program's own commands
                [sys.executable, "-m", "api.cli", *arguments],
                cwd=ROOT,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # Ctrl-C in the terminal is for the runner, which then ends its children in order.
                start_new_session=True,
                preexec_fn=_die_with_parent,  # noqa: PLW1509  # started before any thread
            )
        self._note()

    def log(self, name: str) -> Path:
        return self.folder / "log" / f"{name}.log"

    def last_words(self, name: str) -> str:
        lines = self.log(name).read_text(errors="replace").splitlines()
        return "\n".join(lines[-LAST_LINES:])

    def ended(self) -> list[str]:
        return [name for name, child in self.running.items() if child.poll() is not None]

    def wait(self, name: str) -> int:
        """Wait for a child that is meant to end, and return its exit code."""
        return self.running.pop(name).wait()

    def stop(self) -> None:
        """Ask all children to end, and make them after a while."""
        for child in self.running.values():
            child.terminate()
        deadline = time.monotonic() + SECONDS_TO_END
        for child in self.running.values():
            try:
                child.wait(max(0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        self.running.clear()
        self.folder.joinpath("run.json").unlink(missing_ok=True)

    def _note(self) -> None:
        born = {name: [child.pid, birth(child.pid)] for name, child in self.running.items()}
        note = {"run": [os.getpid(), birth(os.getpid())], **born}
        new = self.folder / "run.json.new"
        new.write_text(json.dumps(note))
        new.replace(self.folder / "run.json")


def take(folder: Path) -> Children:
    """Take the folder for this run, and end what a killed run left there."""
    make_open(folder)
    folder.joinpath("log").mkdir(mode=0o700, exist_ok=True)
    lock = folder.joinpath("run.lock").open("a")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise RunsAlready(str(_noted(folder).get("run", ["?"])[0])) from None
    for pid, born in _noted(folder).values():
        _end_leftover(pid, born)
    return Children(folder, lock)


def _noted(folder: Path) -> dict[str, list[object]]:
    try:
        noted = json.loads(folder.joinpath("run.json").read_text())
    except (OSError, ValueError):
        return {}
    return noted if isinstance(noted, dict) else {}


def _end_leftover(pid: object, born: object) -> None:
    """End a process if it is the very one that was noted, and not another with its number."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        deadline = time.monotonic() + SECONDS_TO_END
        while isinstance(pid, int) and born and birth(pid) == born:
            os.kill(pid, number)
            if time.monotonic() > deadline:
                break
            time.sleep(0.05)


def _open_log(path: Path) -> IO[bytes]:
    log = path.open("ab")
    if log.tell() > LONGEST_LOG:
        log.truncate(0)
    return log


LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def _die_with_parent() -> None:
    """Let a child of a killed run end with it, where the system can do that."""
    if LIBC:
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
