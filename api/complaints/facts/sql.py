"""The statements that keep the facts: what has changed, and which states end and begin by it.

A state of a fact is never rewritten. When what is known changes, the old state ends with the number
of the refresh that noticed, and a new one begins with it.
"""

from typing import Final

from api.complaints.facts.trees.sql import followed_since

# Everything that a fact is made of; each change of it leads to the case or the complaint it is of.
OF_COMPLAINT: Final = (
    "complaint_points",
    "complaint_contacts",
    "reassessments",
    "board_outcomes",
)
OF_CASE: Final = ("complaints", "decisions", "deadlines", "assignments", "case_events")
OF_TREES: Final = ("units", "unit_successions", "case_types", "legal_bases")
ENTITIES: Final = (*OF_COMPLAINT, *OF_CASE, "extensions", "cases", *OF_TREES)

NEWEST: Final = """
    SELECT number, id, epoch, at, checked_at, snapshot::text AS snapshot, trees_id,
        epoch = feed_epoch() AS same_epoch
    FROM pattern_data ORDER BY number DESC LIMIT 1
"""


def since(snapshot: str, entities: str = "entities") -> str:
    """Say of a change of some tables, a parameter, that it was not seen by a snapshot.

    A snapshot counts the transaction it was taken in among those that had ended, so what that wrote
    is looked at again.
    """
    return f"""
        entity = ANY(%({entities})s) AND transaction_id >= pg_snapshot_xmin({snapshot})
        AND (
            NOT pg_visible_in_snapshot(transaction_id, {snapshot})
            OR transaction_id = pg_current_xact_id_if_assigned()
        )
    """


SINCE: Final = since("%(snapshot)s::pg_snapshot")
CHANGED: Final = f"""
    SELECT EXISTS (SELECT FROM changes WHERE {SINCE})
        OR {followed_since("%(checked_at)s::timestamptz")} AS changed
"""
HERE: Final = "SELECT pg_current_snapshot()::text AS snapshot, feed_epoch() AS epoch"
# One who complains again makes the later complaint a repeated one, so theirs are all looked at.
TOUCHED: Final = f"""
    WITH written AS MATERIALIZED (
        SELECT entity, entity_id, row
        FROM changes CROSS JOIN LATERAL (VALUES (before), (after)) AS states (row)
        WHERE {SINCE} AND row IS NOT NULL
    ), touched AS MATERIALIZED (
        SELECT entity_id AS complaint_id FROM written WHERE entity = 'complaints'
        UNION SELECT (row ->> 'complaint_id')::uuid FROM written
            WHERE entity = ANY(%(of_complaint)s)
        UNION SELECT theirs.id FROM complaints AS theirs JOIN written
            ON entity = 'complaints' AND (row ->> 'complainant_id')::uuid = theirs.complainant_id
    ), cases_touched AS MATERIALIZED (
        SELECT (row ->> 'case_id')::uuid AS case_id FROM written WHERE entity = ANY(%(of_case)s)
        UNION SELECT entity_id FROM written WHERE entity = 'cases'
        UNION SELECT case_id FROM deadlines JOIN written
            ON entity = 'extensions' AND (row ->> 'deadline_id')::uuid = deadlines.id
        UNION SELECT case_id FROM complaints JOIN touched ON complaint_id = complaints.id
    )
    SELECT
        ARRAY(
            SELECT complaint_id FROM touched
            UNION SELECT id FROM complaints JOIN cases_touched USING (case_id)
        ) AS complaints,
        ARRAY(
            SELECT entity_id FROM written WHERE entity = 'decisions'
            UNION SELECT id FROM decisions JOIN cases_touched USING (case_id)
        ) AS decisions
"""


def ended(table: str, key: str, columns: tuple[str, ...], fresh: str) -> str:
    """Return the statement that ends the states which hold no more."""
    told = ", ".join(columns)
    return f"""
    WITH {fresh}
    UPDATE {table} AS known SET until = %(number)s
    WHERE until IS NULL AND (%(all)s OR {key} = ANY(%(keys)s)) AND NOT EXISTS (
        SELECT FROM fresh WHERE fresh.{key} = known.{key}
        AND ROW({_of("fresh", columns)}) IS NOT DISTINCT FROM ROW({_of("known", columns)})
    ) RETURNING {told.partition(",")[0]}
    """


def begun(table: str, key: str, columns: tuple[str, ...], fresh: str, *, first: bool) -> str:
    """Return the statement that begins the states which hold from now on.

    The first ones are not looked for among those there are: there are none, and the planner, who
    does not know that, would look among all that the statement itself has written.
    """
    unknown = f"""
        WHERE NOT EXISTS (
            SELECT FROM {table} AS known WHERE known.{key} = fresh.{key} AND until IS NULL
        )
    """
    return f"""
    WITH {fresh}
    INSERT INTO {table} (since, {", ".join(columns)})
    SELECT %(number)s, {_of("fresh", columns)} FROM fresh {"" if first else unknown}
    """


def _of(row: str, columns: tuple[str, ...]) -> str:
    return ", ".join(f"{row}.{column}" for column in columns)
