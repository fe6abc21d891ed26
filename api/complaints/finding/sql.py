"""The statement that finds complaints by their words: one, whoever asks, and whatever is said.

The newest are looked through first, unless a taste of them says that it is seldom said, and the
index over all words is asked if they hold too few; see `complaints.search.sql`. The statement is
planned once: the index over words is asked behind a function, so that no plan can walk it.
"""

from typing import Final

from api import freshness
from api.complaints.lookups.sql import NOTED
from api.complaints.search.sql import NEWEST
from api.people.remembered import HOLDS

SEEN: Final = """
    JOIN complaints AS of_text ON of_text.id = said.complaint_id
    AND (of_text.unit_id = ANY(%(units)s::uuid[]) OR of_text.handler_id = %(actor_id)s)
"""
AFTER: Final = """
    AND (said.received_on, said.complaint_id) < (%(last_on)s::date, %(last_id)s::uuid)
"""
MATCHES: Final = "said.words @@ %(tsquery)s::tsquery"
TASTED: Final = 300
OFTEN: Final = 2
"""So many of those tasted must say it; else the index is quicker than all of the newest."""
NEWEST_IN_UNITS: Final = 30_000
"""What is often said is looked for among so many where few of them may be read."""
ITEM: Final = """
    SELECT complaints.id, complaints.number, complaints.received_on, complaints.kind,
        complaints.closed_on IS NULL AS open, complaints.text,
        json_build_object('id', units.id, 'name', units.name) AS unit, said.words::text AS words
    FROM complaints
    JOIN complaint_texts AS said ON said.complaint_id = complaints.id AND said.valid_until IS NULL
    JOIN units ON units.id = complaints.unit_id
    WHERE complaints.id = page.complaint_id LIMIT 1
"""


def newest(most: int, after: str) -> str:
    return f"""(
        SELECT complaint_id, received_on, words FROM complaint_texts AS said
        WHERE valid_until IS NULL {after}
        ORDER BY received_on DESC, complaint_id DESC LIMIT {most}
    )"""


def found(*, everywhere: bool, further: bool) -> str:
    """Return the statement, for who may read all complaints or some; of a further page."""
    seen = "" if everywhere else SEEN
    window = NEWEST if everywhere else NEWEST_IN_UNITS
    after = AFTER if further else ""
    return f"""
    {NOTED}, often AS MATERIALIZED (
        SELECT count(*) = {OFTEN} AS said FROM (
            SELECT FROM {newest(TASTED, after)} AS said WHERE {MATCHES} LIMIT {OFTEN}
        ) AS tasted
    ), newest AS MATERIALIZED (
        SELECT said.complaint_id, said.received_on FROM {newest(window, after)} AS said {seen}
        WHERE {MATCHES} AND (SELECT said FROM often)
        ORDER BY said.received_on DESC, said.complaint_id DESC LIMIT %(most)s
    ), older AS MATERIALIZED (
        SELECT said.complaint_id, said.received_on
        FROM complaints_saying(%(tsquery)s::tsquery) AS said {seen}
        WHERE (SELECT count(*) FROM newest) < %(most)s {after}
        ORDER BY said.received_on DESC, said.complaint_id DESC LIMIT %(most)s
    ), page AS MATERIALIZED (
        SELECT * FROM newest WHERE (SELECT count(*) FROM newest) >= %(most)s
        UNION ALL SELECT * FROM older
    )
    SELECT {HOLDS}, {freshness.COLUMNS}, (
        SELECT json_agg(item ORDER BY page.received_on DESC, page.complaint_id DESC)::text
        FROM page CROSS JOIN LATERAL ({ITEM}) AS item
    ) AS items
    """
