"""The database that a command works on: the one that is set, else the embedded server."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg

from api import embedded_postgres, schema_version
from api.commands.failures import CommandFailed
from api.settings import data_folder, get_settings

VARIABLE = "RETTIDIG_DATABASE_URL"
OLDEST_SERVER = 150000


def check_address(url: str) -> None:
    try:
        psycopg.conninfo.conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        url = ""
    if not url.startswith(("postgresql://", "postgres://")):
        raise CommandFailed(
            f"{VARIABLE} is no address of a PostgreSQL database, "
            "which looks like postgresql://user:password@host/name."
        )


def connect(url: str) -> psycopg.Connection[tuple[str]]:
    check_address(url)
    connection = psycopg.connect(url, connect_timeout=5, autocommit=True)
    if connection.info.server_version < OLDEST_SERVER:
        connection.close()
        raise CommandFailed("The database is older than PostgreSQL 15, the oldest that serves.")
    return connection


@dataclass(frozen=True)
class Database:
    """A database that answers; `server` is the embedded one that holds it, if it does."""

    url: str
    server: embedded_postgres.Server | None = None


@contextmanager
def in_use() -> Iterator[Database]:
    """Yield the database; inside the block the settings name its address too."""
    settings = get_settings()
    if settings.database_url:
        connect(settings.database_url).close()
        yield Database(settings.database_url)
        return
    with embedded_postgres.serving(data_folder(settings), pg_bin=settings.pg_bin) as server:
        os.environ[VARIABLE] = server.url
        get_settings.cache_clear()
        try:
            yield Database(server.url, server)
        finally:
            del os.environ[VARIABLE]
            get_settings.cache_clear()


@contextmanager
def migrated() -> Iterator[Database]:
    """Yield the database, or refuse if its tables are not those of this program."""
    with in_use() as database:
        with connect(database.url) as connection:
            current = schema_version.current(connection)
        if current != schema_version.newest():
            state = f"is at version {current}" if current else "has no tables yet"
            raise CommandFailed(f"The database {state}; run `rettidig migrate`.")
        yield database
