"""Run migrations against the database the services are configured for."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import text
from sqlmodel.sql.sqltypes import AutoString

from api.db import make_engine
from api.settings import get_settings
from api.tables import METADATA

# Two migrations at once would trip over each other; the second waits here, then finds all done.
ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(7238174)")
LOCK_TIMEOUT = text("SET lock_timeout = '4s'")
NO_LOCK_TIMEOUT = text("SET lock_timeout = 0")


def plain_types(kind: str, item: Any, _: Any) -> str | Literal[False]:
    """Write SQLModel's string type as SQLAlchemy's own, so migrations need no SQLModel."""
    if kind == "type" and isinstance(item, AutoString):
        return f"sa.String({item.length or ''})"
    return False


def run() -> None:
    url = context.config.attributes.get("url") or get_settings().database_url
    engine = make_engine(url, role=None)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=METADATA,
            render_item=plain_types,
        )
        with context.begin_transaction():
            connection.execute(NO_LOCK_TIMEOUT)
            connection.execute(ONE_AT_A_TIME)
            connection.execute(LOCK_TIMEOUT)
            context.run_migrations()
    engine.dispose()


run()
