"""The statements that say from which data, and for whom, a question is answered."""

from typing import Final

from api import freshness
from api.complaints.facts import sql
from api.complaints.facts.trees.sql import followed_since
from api.complaints.lookups.sql import NOTED
from api.people.remembered import HOLDS

# Whatever an answer names: renamed, it is another answer.
NAMING: Final = (
    *("case_types", "complaint_causes", "legal_bases", "letter_types"),
    *("unit_successions", "units"),
)
CALLED: Final = "%(called)s::text::pg_snapshot"
STILL_CALLED: Final = f"""
    {CALLED} IS NOT NULL AND NOT (
        SELECT EXISTS (SELECT FROM changes WHERE {sql.since(CALLED, "naming")})
    )
"""
# The question is noted as it is asked, also if the answer is kept already.
STANDING: Final = f"""
    {NOTED}
    SELECT {HOLDS}, {freshness.COLUMNS}, state.number, state.id AS state_id, state.at,
        state.checked_at,
        state.trees_id, coalesce(state.same_epoch AND NOT (
            SELECT EXISTS (
                SELECT FROM changes WHERE {sql.since("state.snapshot::pg_snapshot")}
            ) OR {followed_since("state.checked_at")}
        ), false) AS current, {STILL_CALLED} AS still_called
    FROM (SELECT) AS one LEFT JOIN ({sql.NEWEST}) AS state ON true
"""

MOMENTS: Final = """
    SELECT number, at, coalesce(
        (SELECT min(later.at) FROM pattern_data AS later WHERE later.number = %(number)s + 1),
        checked_at
    ) AS checked_at, trees_id FROM pattern_data WHERE number = %(number)s
"""
FIRST_DATA: Final = """
    SELECT (min(at) AT TIME ZONE 'Europe/Copenhagen')::date FROM pattern_data
"""
FIRST_SINCE: Final = """
    SELECT DISTINCT number, at, (at AT TIME ZONE 'Europe/Copenhagen')::date AS made_on
    FROM unnest(%(days)s::date[]) AS day, LATERAL (
        SELECT number, at FROM pattern_data
        WHERE at >= day::timestamp AT TIME ZONE 'Europe/Copenhagen' ORDER BY at LIMIT 1
    ) AS found ORDER BY number
"""
