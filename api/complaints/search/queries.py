"""Every question about the words of complaints."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, text
from sqlmodel import Session, col
from sqlmodel.sql.expression import SelectOfScalar

from api.complaints.search import sql
from api.complaints.search.meaning import Said, Search
from api.complaints.search.rules import read_query
from api.complaints.tables import Complaint
from api.paging import Found, Key, PageQuery, by_day, by_id, find_page, fingerprint, read_cursor

NAME: Final = "complaints"


def search_for(session: Session, query: str) -> Search:
    """Return what a query means, or refuse it."""
    alternatives = read_query(query)
    words = {word for each in alternatives for term in each for word in term.words}
    search = Search(alternatives, lexemes_of(session, words))
    search.check()
    return search


def lexemes_of(session: Session, words: Collection[str]) -> dict[str, Sequence[str]]:
    """Return the stems of some words, by the words."""
    rows = session.execute(text(sql.LEXEMES), {"words": sorted(words)})
    return {row.word: row.lexemes for row in rows}


def find_by_words(
    session: Session,
    statement: SelectOfScalar[Complaint],
    query: PageQuery,
    search: Search,
    *,
    descending: bool = True,
) -> Found[Complaint]:
    """Return a page of those complaints of a statement in which something is said."""
    keys = [by_day(Complaint.received_on), by_id(Complaint.id)]

    def page(found: Any) -> Found[Complaint]:
        here = statement.where(col(Complaint.id).in_(found))
        return find_page(session, here, query, name=NAME, keys=keys, descending=descending)

    if descending and not query.count:
        first = page(sql.among_newest(search.tsquery, until=day_of_cursor(query, keys)))
        if first.next:
            return first
    return page(sql.anywhere(search.tsquery))


def day_of_cursor(query: PageQuery, keys: Sequence[Key]) -> Any:
    if not query.cursor:
        return None
    return read_cursor(query.cursor, fingerprint(NAME, query.filters()), keys)[0]


def with_words(search: Search) -> ColumnElement[bool]:
    """Say that something is said in a complaint, of a statement that asks for all of them."""
    return col(Complaint.id).in_(sql.anywhere(search.tsquery))


def ids_matching(
    session: Session, search: Search, at: datetime | None = None
) -> NDArray[np.uint64]:
    """Return the complaints in which something is said, or was at a moment.

    Of each the second half of its id, read as a number: it is random, and tells them apart.
    """
    found = sql.FOUND_THEN if at else sql.FOUND_NOW
    values = {"tsquery": search.tsquery, "at": at} if at else {"tsquery": search.tsquery}
    ids = session.execute(text(sql.all_in_one(found)), values).scalar_one()
    return np.frombuffer(ids or b"", "<u8")[1::2]


def hits_in(
    session: Session, search: Search, complaints: Collection[UUID]
) -> Mapping[UUID, set[int]]:
    """Return the places of the words that are hits, in the texts of some complaints.

    The words of a complaint's points follow its own.
    """
    values = {
        "complaints": list(complaints),
        "lexemes": sorted(search.all_lexemes),
        "starts": sorted(search.all_starts),
    }
    said = defaultdict[UUID, list[Said]](list)
    for row in session.execute(text(sql.SAID), values):
        said[row.complaint_id].append(Said(row.lexeme, row.place, row.whole))
    return {key: search.places(each) for key, each in said.items()}
