"""The PostgreSQL of the tests: the embedded one, with one migrated database to clone from."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config
from psycopg import sql

from api import embedded_postgres

ROOT = Path(__file__).parent.parent
DATA = ROOT / ".data" / "tests"


def migrations_mark() -> str:
    """Return a name that changes when a migration or the queue's version does."""
    files = [*sorted(ROOT.glob("migrations/**/*.py")), ROOT / "requirements.txt"]
    content = b"".join(file.read_bytes() for file in files)
    return hashlib.sha256(content).hexdigest()[:12]


def address(server: embedded_postgres.Server, name: str) -> str:
    return f"postgresql://rettidig@/{name}?host={server.socket_dir}"


def exists(admin: psycopg.Connection[tuple[object, ...]], name: str) -> bool:
    return admin.execute("SELECT FROM pg_database WHERE datname = %s", [name]).rowcount > 0


@contextmanager
def administering(
    server: embedded_postgres.Server,
) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """Hold an administrator's connection; only one process at a time makes databases."""
    with (DATA / "databases.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with psycopg.connect(server.superuser_url, autocommit=True) as admin:
            yield admin


def migrate(url: str) -> None:
    config = Config(str(ROOT / "alembic.ini"))
    config.attributes["url"] = url
    command.upgrade(config, "head")


def make_template(server: embedded_postgres.Server) -> str:
    """Return a database that real migrations made, making it if the migrations are new."""
    name = f"template_{migrations_mark()}"
    with administering(server) as admin:
        if exists(admin, name):
            return name
        draft = sql.Identifier(f"{name}_draft")
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(draft))
        admin.execute(sql.SQL("CREATE DATABASE {} OWNER rettidig").format(draft))
        migrate(address(server, f"{name}_draft"))
        admin.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(draft, sql.Identifier(name)))
    return name


@contextmanager
def cloned(server: embedded_postgres.Server, purpose: str) -> Iterator[str]:
    """Hold a database of one's own, as the migrations made it."""
    template = make_template(server)
    name = f"test_{purpose}_{os.getpid()}"
    identifier = sql.Identifier(name)
    with administering(server) as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(identifier))
        admin.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER rettidig").format(
                identifier, sql.Identifier(template)
            )
        )
    try:
        yield address(server, name)
    finally:
        with administering(server) as admin:
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(identifier))
