"""Which migration the database is at, and which it should be at, told without loading Alembic."""

import re
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent
VERSIONS = ROOT / "migrations" / "versions"
OWN = re.compile(r"^revision\b[^=]*= *[\"']([^\"']+)[\"']", re.MULTILINE)
BEFORE = re.compile(r"^down_revision\b[^=]*= *[\"']([^\"']+)[\"']", re.MULTILINE)


def newest(versions: Path = VERSIONS) -> str:
    """Return the revision that no other comes after."""
    texts = [path.read_text(encoding="utf-8") for path in versions.glob("*.py")]
    own = {revision for text in texts for revision in OWN.findall(text)}
    before = {revision for text in texts for revision in BEFORE.findall(text)}
    return ", ".join(sorted(own - before))


def current(connection: psycopg.Connection[tuple[str]]) -> str:
    """Return the revision of the database, empty if it was never migrated."""
    table = connection.execute("select to_regclass('public.alembic_version')::text").fetchone()
    if table is None or table[0] is None:
        return ""
    row = connection.execute("select version_num from alembic_version").fetchone()
    return row[0] if row else ""
