"""The migrations make exactly the tables that the program declares, and can be taken back."""

import subprocess
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, text

from api import embedded_postgres
from api.db import make_engine
from api.tables import METADATA
from tests import database
from tests.database import ROOT, address

FUNCTIONS = (
    "keep_domain_table",
    "count_version",
    "log_change",
    "log_inserts",
    "follow_case",
    "keep_original",
    "feed_epoch",
    "count_rights",
    "waits_of",
    "take_from_case",
    "follow_reception",
    "follow_waits",
    "csv_text",
    "write_deadline_documents",
    "document_written",
    "document_noticed",
    "document_of_case",
    "document_of_decided",
    "hold_names",
    "rename_in_documents",
    "feed_head",
    "complaint_lexeme",
    "complaint_words",
    "write_complaint_text",
    "complaint_told",
    "point_told",
    "complaint_begun",
    "points_told",
    "forget_pattern_lookups",
    "complaints_saying",
)
NOT_SCHEMA = ("--", "\\", "SET ", "COMMENT ", "SELECT ")


def dump(server: embedded_postgres.Server, name: str) -> list[str]:
    """Return the schema of the tables, line by line, sorted: order says nothing."""
    pg_dump = Path(server.programs) / "pg_dump"
    skip = ["--exclude-schema=jobs", "--exclude-table=alembic_version"]
    out = subprocess.run(
        [pg_dump, address(server, name), "--schema-only", "--no-owner", "--no-privileges", *skip],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    lines = (line.rstrip(",") for line in out.splitlines())
    return sorted(line for line in lines if line and not line.startswith(NOT_SCHEMA))


def name_of(url: str) -> str:
    return url.partition("@/")[2].partition("?")[0]


def without_functions(engine: Engine) -> None:
    """Drop what tables can't declare; the change log has tests of its own."""
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA jobs CASCADE"))
        connection.execute(text(f"DROP FUNCTION {', '.join(FUNCTIONS)} CASCADE"))


def test_migrations_and_tables_agree(server: embedded_postgres.Server) -> None:
    with (
        database.cloned(server, "migrated") as migrated,
        database.cloned(server, "declared") as bare,
    ):
        engine = make_engine(migrated, role=None)
        without_functions(engine)
        engine.dispose()
        engine = make_engine(bare, role=None)
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        METADATA.create_all(engine)
        without_jobs(engine)
        engine.dispose()

        assert dump(server, name_of(migrated)) == dump(server, name_of(bare))


def without_jobs(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA jobs CASCADE"))


def test_every_migration_can_be_taken_back(server: embedded_postgres.Server) -> None:
    config = Config(str(ROOT / "alembic.ini"))
    with database.cloned(server, "back") as url:
        config.attributes["url"] = url
        command.downgrade(config, "base")
        engine = make_engine(url, role=None)
        with engine.connect() as connection:
            left = connection.execute(
                text("SELECT tablename FROM pg_tables WHERE schemaname IN ('public', 'jobs')")
            )
            assert {name for (name,) in left} == {"alembic_version"}
        engine.dispose()
        command.upgrade(config, "head")
