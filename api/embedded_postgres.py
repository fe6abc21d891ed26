"""A PostgreSQL of the program's own, for one machine: made, started and stopped on a data folder.

It knows nothing of what is kept in it. Several programs may use one server at the same time:
each holds a shared lock, and the last one out stops it.
"""

import fcntl
import hashlib
import os
import re
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from api import postgres_programs, postmaster
from api.postgres_programs import EmbeddedPostgresError, Programs

LEAST_FREE_BYTES = 300_000_000
LONGEST_SOCKET_PATH = 106
# The log tells what failed, not with which values: those may be about people.
WITHOUT_VALUES = ("log_error_verbosity=terse", "log_min_error_statement=panic")
NOT_DURABLE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")

# A single-user server wants each statement on a line of its own.
FIRST_STATEMENTS = """\
create role rettidig login createrole
create database rettidig owner rettidig
"""


__all__ = ["EmbeddedPostgresError", "Server", "is_alive", "serving", "start", "stop"]


@dataclass(frozen=True)
class Server:
    """A running server. `data` is where it really lies, which may not be the folder asked for."""

    data: Path
    socket_dir: Path
    pid: int
    programs: Path
    hold: IO[str] = field(repr=False, compare=False)

    @property
    def url(self) -> str:
        return f"postgresql://rettidig@/rettidig?host={self.socket_dir}"

    @property
    def superuser_url(self) -> str:
        return f"postgresql://postgres@/postgres?host={self.socket_dir}"

    @property
    def log(self) -> Path:
        return self.data / "postgresql.log"


def start(data: Path, *, durable: bool = True, pg_bin: Path | None = None) -> Server:
    """Start the server of a data folder, or join the one that runs there already.

    As root the server runs as another account. If that account cannot reach the folder, the data
    lies in a folder of its own below /var/lib/rettidig.
    """
    place, programs = _settle(Path(data).absolute(), pg_bin)
    cluster = place / "postgresql"
    with _locked(place / "start.lock"):
        if not postmaster.is_running(cluster, programs):
            _bring_up(cluster, programs, durable=durable)
        pid, socket_dir = postmaster.written_by_postmaster(cluster)
        hold = place.joinpath("use.lock").open("w")
        fcntl.flock(hold, fcntl.LOCK_SH)
        return Server(place, socket_dir, pid, programs.folder, hold)


def stop(server: Server) -> None:
    """Leave the server; it ends, with all that is committed on disk, when no one else uses it."""
    server.hold.close()
    with _locked(server.data / "start.lock"), server.data.joinpath("use.lock").open("w") as use:
        try:
            fcntl.flock(use, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            postmaster.leave(server.pid)
            return
        if postmaster.is_postmaster(server.pid, server.data / "postgresql"):
            postmaster.end(server.pid, server.data / "postgresql")


def is_alive(server: Server) -> bool:
    return postmaster.is_postmaster(server.pid, server.data / "postgresql")


@contextmanager
def serving(data: Path, *, durable: bool = True, pg_bin: Path | None = None) -> Iterator[Server]:
    """Hold the server of a data folder for as long as the block runs."""
    server = start(data, durable=durable, pg_bin=pg_bin)
    try:
        yield server
    finally:
        stop(server)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _settle(data: Path, pg_bin: Path | None) -> tuple[Path, Programs]:
    """Return the folder that will hold the data, and the programs, both proven to be usable."""
    account = postgres_programs.account_for(data / "postgresql")
    programs = postgres_programs.find_programs(pg_bin, account)
    place = data
    try:
        postgres_programs.make_open(data)
        place = _reachable_place(data, programs)
        postgres_programs.make_open(place)
        with _locked(place / "start.lock"):
            return place, programs
    except OSError as error:
        raise EmbeddedPostgresError(
            f"The data folder {place} cannot be used: {error.strerror}. "
            "Choose another with RETTIDIG_DATA."
        ) from error


def _reachable_place(data: Path, programs: Programs) -> Path:
    mark = hashlib.sha256(os.fsencode(data.resolve())).hexdigest()[:12]
    shared = postgres_programs.SHARED / mark
    if programs.account is None:
        return data
    if shared.joinpath("postgresql").exists():
        return shared
    if _can_enter(data, programs):
        return data
    if data.joinpath("postgresql").exists():
        raise EmbeddedPostgresError(
            f"The account '{programs.account.name}', which runs PostgreSQL, cannot enter {data}; "
            "open the folders above it (chmod a+x), or move the data folder."
        )
    return shared


def _can_enter(data: Path, programs: Programs) -> bool:
    """Try it as the account that will run the server; permissions alone do not tell."""
    entering = ("/bin/sh", "-c", 'cd -- "$0"', str(data))
    return postgres_programs.run_as(programs.account, *entering).returncode == 0


def _bring_up(cluster: Path, programs: Programs, *, durable: bool) -> None:
    _check_space(cluster.parent)
    if not cluster.exists():
        _make_cluster(cluster, programs, durable=durable)
    _check_major(cluster, programs)
    socket_dir = _socket_dir(cluster.parent)
    _make_private(socket_dir, programs)
    postmaster.launch(cluster, programs, _settings(socket_dir, durable=durable))


def _check_space(place: Path) -> None:
    free = shutil.disk_usage(place).free
    if free < LEAST_FREE_BYTES:
        raise EmbeddedPostgresError(
            f"The disk that holds {place} is full: {free // 1_000_000} MB are free, "
            f"{LEAST_FREE_BYTES // 1_000_000} MB are needed."
        )


def _check_major(cluster: Path, programs: Programs) -> None:
    try:
        major = cluster.joinpath("PG_VERSION").read_text().strip()
    except OSError as error:
        raise EmbeddedPostgresError(
            f"The data folder {cluster} cannot be read: {error.strerror}. "
            "Choose another with RETTIDIG_DATA."
        ) from error
    if major != str(programs.major):
        raise EmbeddedPostgresError(
            f"The data folder {cluster} was made by PostgreSQL {major}; this program brings "
            f"{programs.major}. Set RETTIDIG_PG_BIN to the programs of PostgreSQL {major}, "
            "or move the folder away."
        )


def _make_cluster(cluster: Path, programs: Programs, *, durable: bool) -> None:
    """Make the cluster beside its place and move it there whole, so that half of one is never
    taken for one."""
    new = cluster.with_name("postgresql.new")
    shutil.rmtree(new, ignore_errors=True)
    _make_private(new, programs)
    options = ["--username=postgres", "--encoding=UTF8", "--locale=C", "--no-instructions"]
    options += ["--auth-local=trust", "--auth-host=reject"]
    if programs.major >= 17:  # noqa: PLR2004  # the first with a locale of its own
        options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    if not durable:
        options.append("--no-sync")
    made = programs.run("initdb", f"--pgdata={new}", *options)
    if made.returncode == 0:
        single = ("--single", "-D", str(new), "postgres")
        made = programs.run("postgres", *single, text=FIRST_STATEMENTS)
    if made.returncode != 0 or "ERROR:" in made.stdout:
        shutil.rmtree(new, ignore_errors=True)
        raise EmbeddedPostgresError(postmaster.reason_in(made.stdout, cluster))
    new.rename(cluster)


def _settings(socket_dir: Path, *, durable: bool) -> tuple[str, ...]:
    where = ("listen_addresses=", f"unix_socket_directories={socket_dir}", "max_connections=100")
    time_zone = ("timezone=UTC", "log_timezone=UTC")
    return where + time_zone + WITHOUT_VALUES + (() if durable else NOT_DURABLE)


def _make_private(folder: Path, programs: Programs) -> None:
    """Make a folder that only the server's account may enter, or accept the one that is there."""
    account = programs.account
    if not folder.exists():
        folder.mkdir(mode=0o700)
        if account:
            os.chown(folder, account.uid, account.gid)
    owner = account.uid if account else os.geteuid()
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner or found.st_mode & 0o077:
        raise EmbeddedPostgresError(
            f"The folder {folder} belongs to someone else or is open to others; remove it."
        )


def _socket_dir(place: Path) -> Path:
    """Return a folder whose socket path is short and plain enough for every client."""
    folder = place / "socket"
    plain = re.fullmatch(r"[\w./-]+", str(folder), re.ASCII)
    if plain and len(str(folder / postmaster.SOCKET)) <= LONGEST_SOCKET_PATH:
        return folder
    mark = hashlib.sha256(os.fsencode(place)).hexdigest()[:12]
    return Path(tempfile.gettempdir(), f"rettidig-{mark}")
