"""Every failure that a person can do something about, as one sentence."""

from typing import Any

import psycopg
from pydantic import ValidationError

from api.errors import DomainError
from api.postgres_programs import EmbeddedPostgresError

SECRET_FIELDS = (
    "secret_key",
    "database_url",
    "database_read_url",
    "citizen_keys",
    "citizen_index_keys",
)


class CommandFailed(Exception):
    """A command cannot do what it was asked to; the text is the sentence to show."""


def sentence_for(error: BaseException) -> str | None:
    """Return what to tell about a failure, or nothing if it is a fault of the program."""
    if isinstance(error, CommandFailed | EmbeddedPostgresError | DomainError):
        return str(error)
    if isinstance(error, ValidationError) and error.title == "Settings":
        return "; ".join(_of_setting(dict(fault)) for fault in error.errors()) + "."
    if isinstance(error, OSError):
        said = error.strerror or str(error)
        return f"{said}: {error.filename}." if error.filename else f"{said}."
    return _of_database(error)


def _of_setting(fault: dict[str, Any]) -> str:
    message = str(fault["msg"]).removeprefix("Value error, ").rstrip(".")
    if not fault["loc"]:
        return message
    field = str(fault["loc"][0])
    given = "" if field in SECRET_FIELDS else f" (it is {str(fault['input'])!r})"
    return f"RETTIDIG_{field.upper()}: {message[:1].lower()}{message[1:]}{given}"


def _of_database(error: BaseException) -> str | None:
    """Say what the database said, which never holds the password of the address."""
    cause = getattr(error, "orig", None) or error
    if isinstance(cause, psycopg.OperationalError):
        return f"The database does not answer: {first_line(str(cause))}."
    if isinstance(cause, psycopg.errors.UndefinedTable | psycopg.errors.UndefinedColumn):
        return "The database is of another version; run `rettidig migrate`."
    if isinstance(cause, psycopg.errors.InsufficientPrivilege):
        return f"The database does not allow it: {first_line(str(cause))}."
    return None


def first_line(text: str) -> str:
    return text.strip().splitlines()[0].strip().rstrip(".") if text.strip() else "no reason given"
