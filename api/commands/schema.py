"""The command that brings the tables to the version of this program."""

from argparse import Namespace

from alembic import command, util
from alembic.config import Config

from api import schema_version
from api.commands.answer import Answer
from api.commands.database import connect, in_use
from api.commands.failures import CommandFailed


def migrate(_: Namespace) -> Answer:
    """Run the migrations that the database lacks. A second run does nothing."""
    with in_use() as database:
        before, after = version_of(database.url), schema_version.newest()
        if before != after:
            upgrade(database.url)
    text = f"The database is at {after}" + (" already." if before == after else " now.")
    return Answer({"before": before or None, "after": after}, text)


def version_of(url: str) -> str:
    with connect(url) as connection:
        return schema_version.current(connection)


def upgrade(url: str) -> None:
    config = Config(str(schema_version.ROOT / "alembic.ini"))
    config.attributes["url"] = url
    try:
        command.upgrade(config, "head")
    except util.CommandError as error:
        raise CommandFailed(f"The database cannot be migrated by this program: {error}.") from error
