"""The six routes that a noun has: list, create, show, replace, delete, history.

They are built here once, so that every noun pages, tags, refuses stale changes and keeps answers in
the same way. What differs is given as functions of the noun's own queries and services; acts that
are more than these have routes of their own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Generic, Protocol, TypeVar
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response
from sqlmodel import Session
from starlette.requests import Request

from api.changes.queries import find_history
from api.changes.schemas import ChangeOut
from api.clock import Today
from api.db import SessionDep
from api.paging import Found, Page, PageQuery, page_of
from api.people.rules import Actor
from api.resource import IfMatch, Out, check_current, tagged
from api.table import Entity
from api.values import Body, IsoDate

Row = TypeVar("Row", bound=Entity)
In = TypeVar("In", bound=Body)
OutT = TypeVar("OutT", bound=Out)
QueryT = TypeVar("QueryT", bound=PageQuery)
Key = Annotated[UUID, Path(alias="id")]
Row_co = TypeVar("Row_co", bound=Entity, covariant=True)


class OneRow(Protocol[Row_co]):
    """Return one row that may be seen, locked if it is to be changed; refuse otherwise."""

    def __call__(
        self, session: Session, actor: Actor, key: UUID, /, *, lock: bool = False
    ) -> Row_co: ...


class AsOfQuery(Body):
    """As of which day a single thing is judged."""

    as_of: Annotated[
        IsoDate | None, Query(description="Judge as of this day; today if left out.")
    ] = None


class NoQuery(Body):
    """A single thing that nothing is judged of."""


@dataclass(frozen=True)
class Noun(Generic[Row, In, OutT, QueryT]):
    """What the routes of a noun are made of.

    `show` gives the answers for some rows at once, in their order, as of a day. `mark` adds to
    those of a list what only its query tells of them. `tell` takes out of a history what the asker
    may not know.
    """

    name: str
    plural: str
    about: str
    body: type[In]
    out: type[OutT]
    query: type[QueryT]
    reader: Any
    writer: Any
    find: Callable[[Session, Actor, QueryT, date], Found[Row]]
    one: OneRow[Row]
    show: Callable[[Session, Actor, Sequence[Row], date], Sequence[OutT]]
    create: Callable[[Session, Actor, In], Row] | None = None
    replace: Callable[[Session, Actor, Row, In], Row] | None = None
    delete: Callable[[Session, Actor, Row], None] | None = None
    mark: Callable[[Session, QueryT, Sequence[OutT]], None] | None = None
    tell: Callable[[Session, Actor, Sequence[ChangeOut]], None] | None = None
    judged: bool = False

    @property
    def path(self) -> str:
        return "/" + self.plural.replace("_", "-")

    @property
    def words(self) -> str:
        return self.name.replace("_", " ")

    def answer(
        self, response: Response, session: Session, actor: Actor, row: Row, day: date
    ) -> OutT:
        """Return one row's answer, with its version in the ETag."""
        [out] = self.show(session, actor, [row], day)
        return tagged(response, out)


def add_routes(
    router: APIRouter, noun: Noun[Any, Any, Any, Any], *, with_create: bool = True
) -> None:
    """Give a noun the routes it has functions for; no create if that is a route of its own."""
    _add_list(router, noun)
    if noun.create and with_create:
        _add_create(router, noun, noun.create)
    _add_show(router, noun)
    if noun.replace:
        _add_replace(router, noun, noun.replace)
    if noun.delete:
        _add_delete(router, noun, noun.delete)
    _add_history(router, noun)


def _named(function: Any, name: str, doc: str, **annotations: Any) -> Any:
    """Give a route function the name and the types that FastAPI reads."""
    function.__name__ = name
    function.__doc__ = doc
    function.__annotations__ |= annotations
    return function


def _add_list(router: APIRouter, noun: Noun[Any, Any, Any, Any]) -> None:
    def list_rows(
        request: Request,
        response: Response,
        session: SessionDep,
        actor: Any,
        today: Today,
        query: Any,
    ) -> Any:
        as_of = getattr(query, "as_of", None) or today
        found = noun.find(session, actor, query, as_of)
        items = noun.show(session, actor, found.rows, as_of)
        if noun.mark:
            noun.mark(session, query, items)
        return page_of(request, response, found, items)

    plural = noun.plural.replace("_", " ")
    router.get(noun.path, response_model=Page[noun.out])(  # type: ignore[name-defined]  # made at run time
        _named(
            list_rows,
            f"list_{noun.plural}",
            f"List the {plural} that may be read. {noun.about}",
            actor=noun.reader,
            query=Annotated[noun.query, Query()],
        )
    )


def _add_create(
    router: APIRouter,
    noun: Noun[Any, Any, Any, Any],
    create: Callable[[Session, Actor, Any], Any],
) -> None:
    def create_row(
        response: Response, session: SessionDep, actor: Any, today: Today, body: Any
    ) -> Any:
        row = create(session, actor, body)
        response.headers["Location"] = f"/v1{noun.path}/{row.id}"
        return noun.answer(response, session, actor, row, today)

    router.post(noun.path, status_code=201, response_model=noun.out)(
        _named(
            create_row,
            f"create_{noun.name}",
            f"Add a {noun.words}.",
            actor=noun.writer,
            body=noun.body,
        )
    )


def _add_show(router: APIRouter, noun: Noun[Any, Any, Any, Any]) -> None:
    def show_row(
        key: Key, response: Response, session: SessionDep, actor: Any, today: Today, query: Any
    ) -> Any:
        row = noun.one(session, actor, key)
        as_of = getattr(query, "as_of", None) or today
        return noun.answer(response, session, actor, row, as_of)

    router.get(noun.path + "/{id}", response_model=noun.out)(
        _named(
            show_row,
            f"show_{noun.name}",
            f"Show one {noun.words}. {noun.about}",
            actor=noun.reader,
            query=Annotated[AsOfQuery if noun.judged else NoQuery, Query()],
        )
    )


def _add_replace(
    router: APIRouter,
    noun: Noun[Any, Any, Any, Any],
    replace: Callable[[Session, Actor, Any, Any], Any],
) -> None:
    def replace_row(
        key: Key,
        response: Response,
        session: SessionDep,
        actor: Any,
        today: Today,
        wanted: IfMatch,
        body: Any,
    ) -> Any:
        row = noun.one(session, actor, key, lock=True)
        check_current(row, wanted, noun.name, noun.show(session, actor, [row], today)[0])
        replace(session, actor, row, body)
        return noun.answer(response, session, actor, row, today)

    router.put(noun.path + "/{id}", response_model=noun.out)(
        _named(
            replace_row,
            f"replace_{noun.name}",
            f"Give a {noun.words} new content; what is left out is cleared.",
            actor=noun.writer,
            body=noun.body,
        )
    )


def _add_delete(
    router: APIRouter,
    noun: Noun[Any, Any, Any, Any],
    delete: Callable[[Session, Actor, Any], None],
) -> None:
    def delete_row(
        key: Key, session: SessionDep, actor: Any, today: Today, wanted: IfMatch
    ) -> None:
        row = noun.one(session, actor, key, lock=True)
        check_current(row, wanted, noun.name, noun.show(session, actor, [row], today)[0])
        delete(session, actor, row)

    router.delete(noun.path + "/{id}", status_code=204)(
        _named(
            delete_row,
            f"delete_{noun.name}",
            f"Delete a {noun.words} that was made by mistake; one with history stays.",
            actor=noun.writer,
        )
    )


def _add_history(router: APIRouter, noun: Noun[Any, Any, Any, Any]) -> None:
    def list_history(
        key: Key,
        request: Request,
        response: Response,
        session: SessionDep,
        actor: Any,
        query: Annotated[PageQuery, Query()],
    ) -> Any:
        row = noun.one(session, actor, key)
        found = find_history(session, row.__tablename__, row.id, query)
        items = [ChangeOut.of(change) for change in found.rows]
        if noun.tell:
            noun.tell(session, actor, items)
        return page_of(request, response, found, items)

    router.get(noun.path + "/{id}/history", response_model=Page[ChangeOut])(
        _named(
            list_history,
            f"list_{noun.name}_history",
            f"List who changed what in this {noun.words}, and when, the oldest first.",
            actor=noun.reader,
        )
    )
