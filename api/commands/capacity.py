"""Whether the database takes as many connections as the services may open."""

from api.commands.database import Database, connect
from api.commands.failures import CommandFailed
from api.reads import SESSIONS
from api.settings import Settings

# Of the worker that runs jobs, and of a command or two beside.
OTHERS = 10
ALLOWED = """
    SELECT (current_setting('max_connections')::int
        - current_setting('superuser_reserved_connections')::int)::text
"""


def connections_of(settings: Settings) -> int:
    """Return how many connections the processes of the api and the worker may hold at once."""
    each = settings.database_pool + 2 * settings.read_pool + settings.stream_pool + SESSIONS
    return settings.api_workers * each + OTHERS


def check_capacity(settings: Settings, database: Database) -> None:
    """Refuse to start what would run out of connections under load, when nobody is looking."""
    with connect(database.url) as connection:
        row = connection.execute(ALLOWED).fetchone()
    allowed, needed = int(row[0]) if row else 0, connections_of(settings)
    if needed > allowed:
        raise CommandFailed(
            f"The services may open {needed} connections and the database takes {allowed}. Raise "
            "its max_connections, or lower RETTIDIG_API_WORKERS or a RETTIDIG_…_POOL."
        )
