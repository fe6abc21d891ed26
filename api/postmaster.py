"""One PostgreSQL server process: started on a cluster, found again, asked, ended."""

import os
import re
import signal
import subprocess
import time
from pathlib import Path
from typing import IO

from api import postgres_programs
from api.postgres_programs import EmbeddedPostgresError, Programs
from api.processes import command_line

LONGEST_LOG = 10_000_000
START_SECONDS = 90
STOP_SECONDS = 30
LEFTOVER_SECONDS = 15
SOCKET = ".s.PGSQL.5432"

# Kept so that a server which dies is reaped, and does not linger as a zombie.
_started: dict[int, subprocess.Popen[bytes]] = {}


def is_running(cluster: Path, programs: Programs) -> bool:
    """Tell whether the cluster has a server that answers, once it has started or stopped."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        pid = written_by_postmaster(cluster)[0]
        if not is_postmaster(pid, cluster):
            return False
        if _answers(cluster, programs):
            return True
        time.sleep(0.1)
    raise EmbeddedPostgresError(
        f"The PostgreSQL of {cluster} runs (process {pid}) but does not answer; "
        f"see {cluster.with_name('postgresql.log')}."
    )


def launch(cluster: Path, programs: Programs, settings: tuple[str, ...]) -> None:
    """Start the server and return when it answers."""
    command = [str(programs.folder / "postgres"), "-D", str(cluster)]
    for setting in settings:
        command += ["-c", setting]
    deadline = time.monotonic() + LEFTOVER_SECONDS
    while (output := _try_launch(cluster, programs, command)) is not None:
        # Processes of a server that was killed may live for a moment and hold its memory.
        left = "still in use" in output or "already exists" in output
        if not left or time.monotonic() > deadline:
            raise EmbeddedPostgresError(reason_in(output, cluster))
        time.sleep(0.2)


def _try_launch(cluster: Path, programs: Programs, command: list[str]) -> str | None:
    """Start the server and wait until it answers; return what it wrote if it ends instead."""
    _remove_stale_pid(cluster)
    account = programs.account
    with _open_log(cluster.with_name("postgresql.log")) as log:
        begin = log.tell()
        process = subprocess.Popen(  # noqa: S603  # no shell; the programs are the server's own
            command,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env=postgres_programs.environment(),
            # Ctrl-C in the terminal is for the programs that use the server.
            start_new_session=True,
        )
        _started[process.pid] = process
        try:
            if _becomes_ready(process, cluster, programs):
                return None
        except BaseException:
            # Whoever is interrupted here has no server to stop later.
            end(process.pid, cluster)
            raise
        log.seek(begin)
        return log.read().decode(errors="replace")


def _becomes_ready(process: subprocess.Popen[bytes], cluster: Path, programs: Programs) -> bool:
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None:
        if _answers(cluster, programs):
            return True
        if time.monotonic() > deadline:
            end(process.pid, cluster)
        time.sleep(0.03)
    return False


def _answers(cluster: Path, programs: Programs) -> bool:
    folder = written_by_postmaster(cluster)[1]
    if not folder.joinpath(SOCKET).exists():
        return False
    question = ("--host", str(folder), "--dbname=rettidig", "--username=rettidig", "--timeout=2")
    return programs.run("pg_isready", *question).returncode == 0


def written_by_postmaster(cluster: Path) -> tuple[int, Path]:
    """Return the process and the socket folder that the pid file names, else 0."""
    try:
        lines = cluster.joinpath("postmaster.pid").read_text().splitlines()
        return int(lines[0]), Path(lines[4])
    except (OSError, ValueError, IndexError):
        return 0, Path("/nonexistent")


def leave(pid: int) -> None:
    """Let a server live on that others still use; this process asks after it no more."""
    process = _started.pop(pid, None)
    if process:
        process.returncode = 0


def is_postmaster(pid: int, cluster: Path) -> bool:
    if pid in _started and _started[pid].poll() is not None:
        del _started[pid]
    command = command_line(pid) if pid else ""
    return "postgres" in command and f"-D {cluster}" in command


def _remove_stale_pid(cluster: Path) -> None:
    """Remove a pid file whose process is no server of this cluster.

    PostgreSQL only asks whether the number is alive: a zombie, or a stranger that got the number
    after a restart of the machine, would keep it from starting for ever. What protects the data
    is the shared memory that it finds by the folder itself.
    """
    pid = written_by_postmaster(cluster)[0]
    if not is_postmaster(pid, cluster):
        cluster.joinpath("postmaster.pid").unlink(missing_ok=True)


def end(pid: int, cluster: Path) -> None:
    for number, seconds in ((signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, STOP_SECONDS)):
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if not is_postmaster(pid, cluster):
                return
            time.sleep(0.02)
    raise EmbeddedPostgresError(f"The PostgreSQL of {cluster} (process {pid}) does not stop.")


def _open_log(path: Path) -> IO[bytes]:
    path.touch(mode=0o600)
    log = path.open("a+b")
    if log.tell() > LONGEST_LOG:
        log.truncate(0)
    return log


def reason_in(output: str, cluster: Path) -> str:
    if "No space left on device" in output:
        return f"The disk that holds {cluster} is full; PostgreSQL needs room there."
    said = re.findall(r"(?:FATAL|PANIC|ERROR|error): +(.+)", output)
    why = said[-1].rstrip(".") if said else output.strip().splitlines()[-1:] or "no word"
    return (
        f"PostgreSQL did not start on {cluster}: {why}; see {cluster.with_name('postgresql.log')}."
    )
