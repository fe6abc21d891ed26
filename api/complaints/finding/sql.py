"""The statement that finds complaints by their words: one, whoever asks, and whatever is said.

The newest are looked through first, and the index over all words is asked only if they hold too
few. Common words are found in a few rows, rare ones by the index; see `complaints.search.sql`.
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
AFTER: Final = "AND (received_on, complaint_id) < (%(last_on)s::date, %(last_id)s::uuid)"
MATCHES: Final = "said.words @@ %(tsquery)s::tsquery"
HITS: Final = """
    SELECT json_agg(json_build_array(lexeme, place, weight = 'A'))
    FROM complaint_texts AS said
    CROSS JOIN LATERAL unnest(words) AS found
    CROSS JOIN LATERAL unnest(positions, weights) AS at (place, weight)
    WHERE said.complaint_id = page.complaint_id AND valid_until IS NULL
    AND (lexeme = ANY(%(lexemes)s::text[]) OR lexeme ^@ ANY(%(starts)s::text[]))
"""


def found(*, everywhere: bool, further: bool) -> str:
    """Return the statement, for who may read all complaints or some; of a further page."""
    seen = "" if everywhere else SEEN
    after = AFTER if further else ""
    return f"""
    {NOTED}, newest AS MATERIALIZED (
        SELECT said.complaint_id, said.received_on FROM (
            SELECT complaint_id, received_on, words FROM complaint_texts
            WHERE valid_until IS NULL {after}
            ORDER BY received_on DESC, complaint_id DESC LIMIT {NEWEST}
        ) AS said {seen} WHERE {MATCHES} LIMIT %(most)s
    ), older AS MATERIALIZED (
        SELECT said.complaint_id, said.received_on FROM (
            SELECT complaint_id, received_on, words FROM complaint_texts
            WHERE valid_until IS NULL {after}
        ) AS said {seen}
        WHERE {MATCHES} AND (SELECT count(*) FROM newest) < %(most)s
        ORDER BY said.received_on DESC, said.complaint_id DESC LIMIT %(most)s
    ), page AS MATERIALIZED (
        SELECT * FROM newest WHERE (SELECT count(*) FROM newest) >= %(most)s
        UNION ALL SELECT * FROM older
    )
    SELECT {HOLDS}, {freshness.COLUMNS}, (
        SELECT json_agg(item ORDER BY item.received_on DESC, item.id DESC)::text FROM (
            SELECT complaints.id, complaints.number, complaints.received_on, complaints.kind,
                complaints.closed_on IS NULL AS open, complaints.text,
                json_build_object('id', units.id, 'name', units.name) AS unit, ({HITS}) AS hits
            FROM page JOIN complaints ON complaints.id = page.complaint_id
            JOIN units ON units.id = complaints.unit_id
        ) AS item
    ) AS items
    """
