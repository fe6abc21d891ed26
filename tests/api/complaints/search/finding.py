"""Complaints with texts, and which of them a search finds."""

from collections.abc import Iterable, Mapping

from sqlmodel import Session, select

from api.complaints.search.queries import find_by_words, search_for
from api.complaints.tables import Complaint
from api.organisation.tables import Unit
from api.paging import PageQuery
from tests.factories import make_complaint

MOST = 1000


def written(session: Session, unit: Unit, texts: Iterable[str]) -> list[Complaint]:
    return [make_complaint(session, unit, text=text) for text in texts]


def numbered(session: Session, unit: Unit, texts: Mapping[str, str]) -> None:
    """Make a complaint of each text, numbered by its key."""
    for number, text in texts.items():
        make_complaint(session, unit, number=number, text=text)


def found(session: Session, query: str) -> set[str]:
    """Return the numbers of the complaints that a search finds."""
    search = search_for(session, query)
    page = find_by_words(session, select(Complaint), PageQuery(limit=MOST), search)
    return {row.number for row in page.rows}


def finds(session: Session, unit: Unit, text: str, query: str) -> bool:
    """Say whether a search finds a text."""
    [complaint] = written(session, unit, [text])
    return complaint.number in found(session, query)
