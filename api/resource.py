"""What every resource shares: ETag, If-Match, and how its row is made, changed and removed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar
from uuid import UUID

from fastapi import Depends, Header
from pydantic import BaseModel
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col
from sqlmodel.sql.expression import SelectOfScalar
from starlette.responses import Response

from api.errors import InvalidInput, NotFound, PreconditionMissing, RuleBroken, Stale
from api.table import Entity

Row = TypeVar("Row", bound=Entity)
OUR_TAG = re.compile(r'"?(\d{1,9})(\.[0-9a-f]{16})?"?', re.ASCII)


class Out(BaseModel):
    """A resource as it is answered. `may` names the acts the asker can do to it now."""

    id: UUID
    version: int
    may: list[str] = []


OutT = TypeVar("OutT", bound=Out)


@dataclass(frozen=True)
class Expected:
    """The version that a change was made against; None stands for `*`, any version."""

    version: int | None


def version_of(if_match: str) -> Expected:
    """Read If-Match: one strong ETag of ours, or `*`. What is no ETag of ours matches nothing.

    Of the tag that a read gave, the version counts: what a day does to a thing is no conflict.
    """
    if if_match.strip() == "*":
        return Expected(None)
    tag = OUR_TAG.fullmatch(if_match.strip())
    return Expected(int(tag[1]) if tag else -1)


def expected(
    if_match: Annotated[
        str | None,
        Header(alias="If-Match", description="The ETag that the change was made against."),
    ] = None,
) -> Expected:
    """Ask for If-Match on every change of something that exists (RFC 6585: 428 without it)."""
    if if_match is None:
        raise PreconditionMissing(
            "if_match_missing", "Read the resource first, and send its ETag as If-Match."
        )
    return version_of(if_match)


def expected_if_sent(
    if_match: Annotated[
        str | None,
        Header(alias="If-Match", description="The ETag of what is added to, to notice a conflict."),
    ] = None,
) -> Expected:
    """Take If-Match if it was sent: adding to something can't destroy what others added."""
    return Expected(None) if if_match is None else version_of(if_match)


IfMatch = Annotated[Expected, Depends(expected)]
IfMatchSent = Annotated[Expected, Depends(expected_if_sent)]


def tagged(response: Response, out: OutT) -> OutT:
    """Put the resource's version in the ETag, and return the resource."""
    response.headers["ETag"] = f'"{out.version}"'
    return out


def check_current(row: Entity, wanted: Expected, what: str, current: Out) -> None:
    """Refuse a change made against an older version, telling how the resource is now."""
    if wanted.version is not None and wanted.version != row.version:
        raise Stale(what, row.version, current.model_dump(mode="json"))


def one(
    session: Session, statement: SelectOfScalar[Row], what: str, key: UUID, *, lock: bool = False
) -> Row:
    """Return the one row a visible-to statement has under an id, locked if it is to be changed."""
    table: type[Row] = statement.column_descriptions[0]["entity"]
    statement = statement.where(col(table.id) == key)
    if lock:
        statement = statement.with_for_update(of=table).execution_options(populate_existing=True)
    if row := session.exec(statement).one_or_none():
        return row
    raise NotFound(what, key)


def add(session: Session, row: Row) -> Row:
    """Insert a row, turning a broken constraint into a refusal."""
    session.add(row)
    return written(session, row)


def change(session: Session, row: Row, values: Mapping[str, Any]) -> Row:
    """Set a row's columns, turning a broken constraint into a refusal."""
    for name, value in values.items():
        setattr(row, name, value)
    return written(session, row)


def insert(session: Session, *rows: Entity) -> None:
    """Insert rows whose columns are already as they are read back, turning a broken constraint
    into a refusal."""
    session.add_all(rows)
    flush(session)


def written(session: Session, row: Row) -> Row:
    flush(session)
    session.refresh(row)
    return row


def flush(session: Session) -> None:
    try:
        session.flush()
    except IntegrityError as error:
        raise refusal_of(error) from error


def remove(session: Session, row: Entity, what: str) -> None:
    """Delete a row that nothing refers to: what has history stays."""
    session.delete(row)
    try:
        session.flush()
    except IntegrityError as error:
        by = getattr(getattr(error.orig, "diag", None), "table_name", None) or "other rows"
        raise RuleBroken(
            f"{what}_has_history",
            f"This {what.replace('_', ' ')} can't be deleted: {by.replace('_', ' ')} refer to it. "
            "Close it instead, so that what was said stays.",
        ) from error


def refusal_of(error: IntegrityError) -> Exception:
    """Turn a broken constraint into a refusal that names the field."""
    diagnosis = getattr(error.orig, "diag", None)
    name = str(getattr(diagnosis, "constraint_name", None) or "")
    table = str(getattr(diagnosis, "table_name", None) or "")
    field = name.removeprefix(f"{table}_")
    if name.endswith("_fkey"):
        pointer = "/" + field.removesuffix("_fkey")
        return InvalidInput("reference_unknown", "There is nothing with this id.", pointer=pointer)
    if name.endswith("_key"):
        names = field.removesuffix("_key")
        return RuleBroken("already_there", f"There is one with the same {names} already.")
    rule = field.removesuffix("_check").replace("_", " ")
    return InvalidInput("rule_broken", f"The values do not fit together: {rule}.")
