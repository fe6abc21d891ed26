"""Every question about the words of complaints."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, text
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from api.complaints.facts.columns import told_as
from api.complaints.search import sql
from api.complaints.search.meaning import Lexemes, Search
from api.complaints.search.rules import Alternative, read_query
from api.complaints.tables import Complaint
from api.paging import Found, Key, PageQuery, by_day, by_id, find_page, fingerprint, read_cursor

NAME: Final = "complaints"
MOST_WORDS_KNOWN: Final = 20_000
# What words are stems of is said by the database, and never changes while a process lives.
_stems: dict[str, Sequence[str]] = {}


def search_for(session: Session, query: str) -> Search:
    """Return what a query means, or refuse it; new words are asked of the database."""
    alternatives = read_query(query)
    search = Search(alternatives, lexemes_of(session, words_in(alternatives)))
    search.check()
    return search


def search_by_memory(query: str) -> Search | None:
    """Return what a query means if all its words were met before; refuse it if it has none."""
    alternatives = read_query(query)
    words = words_in(alternatives)
    known = known_lexemes(words)
    if len(known) < len(words):
        return None
    search = Search(alternatives, known)
    search.check()
    return search


def words_in(alternatives: Iterable[Alternative]) -> set[str]:
    return {word for each in alternatives for term in each for word in term.words}


def lexemes_of(session: Session, words: Collection[str]) -> Lexemes:
    """Return the stems of some words, by the words."""
    known = known_lexemes(words)
    new = sorted(words - known.keys())
    if not new:
        return known
    found = {row.word: row.lexemes for row in session.execute(text(sql.LEXEMES), {"words": new})}
    if len(_stems) > MOST_WORDS_KNOWN:
        _stems.clear()
    _stems.update(found)
    return known | found


def known_lexemes(words: Iterable[str]) -> dict[str, Sequence[str]]:
    met = ((word, _stems.get(word)) for word in words)
    return {word: lexemes for word, lexemes in met if lexemes is not None}


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

    def page(found: Any, query: PageQuery) -> Found[Complaint]:
        here = statement.where(col(Complaint.id).in_(found))
        return find_page(session, here, query, name=NAME, keys=keys, descending=descending)

    if descending:
        newest = sql.among_newest(search.tsquery, until=day_of_cursor(query, keys))
        first = page(newest, query.model_copy(update={"count": None}))
        if first.next:
            return replace(first, total=total_of(session, statement, search, query))
    return page(sql.anywhere(search.tsquery), query)


def total_of(
    session: Session, statement: SelectOfScalar[Complaint], search: Search, query: PageQuery
) -> int | None:
    """Return how many there are in all, if that was asked."""
    if not query.count:
        return None
    found = statement.where(with_words(search)).subquery()
    return session.exec(select(func.count()).select_from(found)).one()


def day_of_cursor(query: PageQuery, keys: Sequence[Key]) -> Any:
    if not query.cursor:
        return None
    return read_cursor(query.cursor, fingerprint(NAME, query.filters()), keys)[0]


def with_words(search: Search) -> ColumnElement[bool]:
    """Say that something is said in a complaint, of a statement that asks for all of them."""
    return col(Complaint.id).in_(sql.anywhere(search.tsquery))


def texts_matching(session: Session, search: Search) -> NDArray[np.uint64]:
    """Return the texts of complaints in which something is or was said, each as one number.

    A fact of a complaint that was counted with such a text has the same.
    """
    found = session.execute(text(sql.FOUND_EVER), {"tsquery": search.tsquery}).scalar_one()
    ids = np.frombuffer(found or b"", np.dtype([("complaint", "V16"), ("said", "V16")]))
    return told_as(ids["complaint"], ids["said"])


def hits_in(
    session: Session, search: Search, complaints: Collection[UUID]
) -> Mapping[UUID, set[int]]:
    """Return the places of the words that are hits, in the texts of some complaints.

    The words of a complaint's points follow its own.
    """
    rows = session.execute(text(sql.SAID), {"complaints": list(complaints)})
    return {row.complaint_id: search.places(row.words) for row in rows}
