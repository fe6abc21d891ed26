"""How complaints are found by their words: newest first, and all of them.

The index over all words costs time for a common word, and reading the newest costs time for a rare
one. So the newest are read first, and the index is asked only if they hold too little. Neither is
left to the planner, which would read every text for a word that nobody wrote.
"""

from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, cast
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlmodel import col, select

from api.complaints.search.tables import ComplaintText

NEWEST: Final = 3000

LEXEMES: Final = """
    SELECT word, ARRAY(
        SELECT lexeme FROM unnest(complaint_words(word)) WHERE 'A' = ANY(weights)
    ) AS lexemes
    FROM unnest(CAST(:words AS text[])) AS word
"""
SAID: Final = """
    SELECT complaint_id, words::text AS words FROM complaint_texts
    WHERE valid_until IS NULL AND complaint_id = ANY(:complaints)
"""
FOUND: Final = """
    SELECT complaint_id, said FROM complaint_texts WHERE words @@ CAST(:tsquery AS tsquery)
"""
# Each of the two has an index of its own. The ids come as one value, byte after byte: a row for
# each would take ten times as long.
FOUND_EVER: Final = f"""
    SELECT string_agg(uuid_send(complaint_id) || uuid_send(said), '') FROM (
        {FOUND} AND valid_until IS NULL UNION ALL {FOUND} AND valid_until IS NOT NULL
    ) AS found
"""


def among_newest(tsquery: str, *, until: date | None = None) -> Select[tuple[UUID]]:
    """Return those of the newest complaints, that came until a day, that are found."""
    newest = select(ComplaintText.complaint_id, ComplaintText.words).where(is_now())
    if until:
        newest = newest.where(col(ComplaintText.received_on) <= until)
    order = col(ComplaintText.received_on).desc(), col(ComplaintText.complaint_id).desc()
    window = newest.order_by(*order).limit(NEWEST).subquery("newest")
    return select(window.c.complaint_id).where(matches(window.c.words, tsquery))


def anywhere(tsquery: str) -> Select[tuple[UUID]]:
    """Return all complaints that are found, before anything else is asked of them."""
    found = select(ComplaintText.complaint_id).where(
        is_now(), matches(ComplaintText.words, tsquery)
    )
    kept = found.cte("found").prefix_with("MATERIALIZED")
    return select(kept.c.complaint_id)


def is_now() -> Any:
    return col(ComplaintText.valid_until).is_(None)


def matches(words: Any, tsquery: str) -> Any:
    return words.op("@@")(cast(tsquery, TSQUERY))
