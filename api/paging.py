"""Keyset pages: each page starts after the last row of the one before, however deep.

A cursor holds the sort values of that row, is bound to its query, and is signed, so that a forged
one or one of another query is refused rather than answered wrongly.
"""

import hashlib
import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Generic, Literal, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import func, tuple_
from sqlmodel import Session, select
from sqlmodel.sql.expression import SelectOfScalar
from starlette.requests import Request
from starlette.responses import Response

from api.errors import InvalidInput
from api.settings import get_settings

Row = TypeVar("Row")
Item = TypeVar("Item")
SIGNATURE_BYTES = 12


class PageQuery(BaseModel):
    """How much of a list is wanted, and from where. Every list takes these."""

    model_config = ConfigDict(extra="forbid")

    limit: Annotated[int, Field(ge=1, le=1000)] = 100
    cursor: Annotated[str | None, Field(max_length=8000)] = None
    count: Annotated[
        Literal["exact"] | None, Field(description="`exact` adds the number of all.")
    ] = None

    def filters(self) -> dict[str, Any]:
        """Return what was asked for beside the page itself."""
        return self.model_dump(exclude={"limit", "cursor", "count"}, exclude_none=True)


@dataclass(frozen=True)
class Found(Generic[Row]):
    """A page of rows, the cursor of the next one, and how many there are if that was asked."""

    rows: Sequence[Row]
    next: str | None
    total: int | None


class Page(BaseModel, Generic[Item]):
    """A page of a list. `next` is null on the last one."""

    items: list[Item]
    next: str | None
    total: int | None = Field(
        None, description="Only with `count=exact`.", exclude_if=lambda total: total is None
    )


@dataclass(frozen=True)
class Key:
    """A column a list is sorted by, and how its value is read back from a cursor."""

    column: Any
    read: Callable[[str], Any] = str

    @property
    def name(self) -> str:
        return str(self.column.key)


def by_day(column: Any) -> Key:
    return Key(column, date.fromisoformat)


def by_moment(column: Any) -> Key:
    return Key(column, datetime.fromisoformat)


def by_number(column: Any) -> Key:
    return Key(column, int)


def by_id(column: Any) -> Key:
    return Key(column, UUID)


def _sign(payload: bytes, query: str) -> bytes:
    secret = get_settings().secret_key.get_secret_value().encode()
    return hmac.digest(secret, payload + query.encode(), "sha256")[:SIGNATURE_BYTES]


def fingerprint(name: str, filters: dict[str, Any]) -> str:
    """Return what a cursor is bound to: the list and its filters."""
    text = json.dumps([name, filters], default=str, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def write_cursor(values: Sequence[Any], query: str) -> str:
    payload = json.dumps([str(value) for value in values], ensure_ascii=False).encode()
    return urlsafe_b64encode(_sign(payload, query) + payload).decode().rstrip("=")


def read_cursor(cursor: str, query: str, keys: Sequence[Key]) -> list[Any]:
    try:
        raw = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        signature, payload = raw[:SIGNATURE_BYTES], raw[SIGNATURE_BYTES:]
        if not hmac.compare_digest(signature, _sign(payload, query)):
            raise ValueError("signature")
        return [key.read(value) for key, value in zip(keys, json.loads(payload), strict=True)]
    except ValueError as error:
        raise InvalidInput(
            "cursor_invalid",
            "This cursor does not belong to this list and these filters. Start without a cursor.",
            pointer="cursor",
        ) from error


def find_page(
    session: Session,
    statement: SelectOfScalar[Row],
    query: PageQuery,
    *,
    name: str,
    keys: Sequence[Key],
    descending: bool = False,
) -> Found[Row]:
    """Run a list's statement for one page, in the order of its keys, or against all of them.

    The keys may never be null, and the last must be unique.
    """
    bound_to = fingerprint(name, query.filters())
    total = None
    if query.count:
        total = session.exec(select(func.count()).select_from(statement.subquery())).one()
    columns = [key.column for key in keys]
    if query.cursor:
        here, before = tuple_(*columns), tuple_(*read_cursor(query.cursor, bound_to, keys))
        statement = statement.where(here < before if descending else here > before)
    order = [column.desc() for column in columns] if descending else columns
    rows = session.exec(statement.order_by(*order).limit(query.limit + 1)).all()
    shown = rows[: query.limit]
    following = None
    if len(rows) > query.limit:
        last = shown[-1]
        following = write_cursor([getattr(last, key.name) for key in keys], bound_to)
    return Found(shown, following, total)


def find_among(
    rows: Sequence[Row], query: PageQuery, *, name: str, keys: Sequence[Key]
) -> Found[Row]:
    """Take one page of rows that are at hand, already in the order of their keys."""
    bound_to = fingerprint(name, query.filters())
    if query.cursor:
        start = read_cursor(query.cursor, bound_to, keys)
        ahead = [row for row in rows if [getattr(row, key.name) for key in keys] > start]
    else:
        ahead = list(rows)
    shown, following = ahead[: query.limit], None
    if len(ahead) > query.limit:
        following = write_cursor([getattr(shown[-1], key.name) for key in keys], bound_to)
    return Found(shown, following, len(rows) if query.count else None)


def page_of(request: Request, response: Response, found: Found[Row], items: Sequence[Any]) -> Any:
    """Return the page's document, and name the next page in the Link header (RFC 8288)."""
    if found.next:
        asked = [
            (name, each) for name, each in request.query_params.multi_items() if name != "cursor"
        ]
        query = urlencode([*asked, ("cursor", found.next)])
        response.headers["Link"] = f'<{request.url.path}?{query}>; rel="next"'
    return {"items": items, "next": found.next, "total": found.total}
