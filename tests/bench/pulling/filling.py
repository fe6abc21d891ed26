"""A database of many cases and deadlines, made by SQL in a few minutes and kept for the next run.

Its tables, indexes and triggers are those of the real migrations.
"""

import fcntl
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import psycopg
from psycopg import sql
from sqlmodel import Session, col, func, select

from api import embedded_postgres
from api.changes.context import act_as
from api.clock import today
from api.db import make_engine
from api.deadlines.tables import Deadline
from api.organisation.rules import UnitKind
from api.organisation.tables import Unit
from api.people.passwords import new_secret, secret_hash
from api.people.rules import Scope
from api.people.tables import Client, ClientSecret
from tests import database
from tests.bench.pulling import contents
from tests.bench.pulling.contents import Admin
from tests.factories import kept

DATA = database.ROOT / ".data" / "bench-pull"
MEMORY = "1GB"
WANTED = (Scope.DEADLINES_READ, Scope.DEADLINES_WRITE, Scope.CASES_READ, Scope.CHANGES_READ)


@dataclass(frozen=True)
class Filled:
    """A filled database: its address, the day it was filled for, its leaf units, its clients."""

    url: str
    rows: int
    today: date
    units: list[str]
    everywhere: tuple[str, str]
    in_unit: tuple[str, str]


@contextmanager
def serving() -> Iterator[embedded_postgres.Server]:
    """Run a server of the bench's own, that keeps what was committed, with a gigabyte of memory.

    One bench runs at a time: two would measure each other.
    """
    DATA.mkdir(parents=True, exist_ok=True)
    with (DATA / "bench.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with roomy() as server:
            yield server


@contextmanager
def roomy() -> Iterator[embedded_postgres.Server]:
    with embedded_postgres.serving(DATA) as server, administering(server) as admin:
        for name, value in (("shared_buffers", MEMORY), ("max_wal_size", "8GB")):
            setting = sql.SQL("ALTER SYSTEM SET {} = {}")
            admin.execute(setting.format(sql.Identifier(name), sql.Literal(value)))
    with embedded_postgres.serving(DATA) as server:
        yield server


@contextmanager
def administering(server: embedded_postgres.Server, name: str = "postgres") -> Iterator[Admin]:
    address = f"postgresql://postgres@/{name}?host={server.socket_dir}"
    with psycopg.connect(address, autocommit=True) as admin:
        yield admin


def mark() -> str:
    """Return a name that changes with the migrations, with how it is filled, and with the week."""
    year, week, _ = today().isocalendar()
    made_of = database.migrations_mark() + Path(contents.__file__).read_text() + f"{year} {week}"
    return hashlib.sha256(made_of.encode()).hexdigest()[:12]


def filled(server: embedded_postgres.Server, rows: int) -> Filled:
    """Return a database of so many deadlines, filling it unless that was done before."""
    name = f"pull_{mark()}_{rows}"
    with administering(server) as admin:
        drop_outdated(admin)
        if not database.exists(admin, name):
            admin.execute(created(f"{name}_draft"))
            fill(server, f"{name}_draft", rows)
            admin.execute(renamed(f"{name}_draft", name))
    return opened(server, name)


def drop_outdated(admin: Admin) -> None:
    found = admin.execute(
        "SELECT datname FROM pg_database WHERE datname LIKE 'pull\\_%'"
    ).fetchall()
    for name in (str(row[0]) for row in found):
        if not name.startswith(f"pull_{mark()}_") or name.endswith("_draft"):
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def created(name: str) -> sql.Composed:
    return sql.SQL("CREATE DATABASE {} OWNER rettidig").format(sql.Identifier(name))


def renamed(name: str, to: str) -> sql.Composed:
    renaming = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    return renaming.format(sql.Identifier(name), sql.Identifier(to))


def fill(server: embedded_postgres.Server, name: str, rows: int) -> None:
    database.migrate(database.address(server, name))
    engine = make_engine(database.address(server, name))
    with Session(engine) as session, session.begin():
        act_as(session, kind="program", name="bench", act="fill")
        contents.fill_catalogue(session)
    engine.dispose()
    with administering(server, name) as admin:
        admin.execute("SET synchronous_commit = off")
        contents.fill_cases(admin, rows, today())
        contents.fill_references(admin)
        admin.execute("VACUUM (FREEZE, ANALYZE)")
        admin.execute("CHECKPOINT")


def opened(server: embedded_postgres.Server, name: str) -> Filled:
    """Tell of a filled database, and make two clients: of everything, and of the root unit."""
    url = database.address(server, name)
    engine = make_engine(url)
    with Session(engine) as session, session.begin():
        act_as(session, kind="program", name="bench", act="measure")
        rows = session.exec(select(func.count(col(Deadline.id)))).one()
        units = session.exec(select(Unit).order_by(col(Unit.name))).all()
        [root] = [unit for unit in units if unit.parent_id is None]
        leaves = [str(unit.id) for unit in units if unit.kind is UnitKind.DEPARTMENT]
        clients = new_client(session), new_client(session, root)
    engine.dispose()
    return Filled(url, rows, today(), leaves, *clients)


def new_client(
    session: Session, unit: Unit | None = None, wanted: Iterable[Scope] = WANTED
) -> tuple[str, str]:
    """Return the id and the secret of a client with some scopes, in a unit or everywhere."""
    secret = new_secret()
    scopes = [scope.value for scope in wanted]
    client = kept(
        session,
        Client(
            name=f"bench-{secret[:8]}",
            purpose="Measuring",
            scopes=scopes,
            unit_id=unit.id if unit else None,
        ),
    )
    kept(session, ClientSecret(client_id=client.id, hash=secret_hash(secret)))
    return str(client.id), secret
