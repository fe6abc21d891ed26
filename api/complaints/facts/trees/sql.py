"""What lies under what, and what follows what, as a state of the data knows it."""

from typing import Final

# What will follow on a later day does not yet.
FOLLOWS: Final = (
    "coalesce(succeeded_on, '-infinity') <= (now() AT TIME ZONE 'Europe/Copenhagen')::date"
)
NOW: Final = f"""
    SELECT jsonb_build_object(
        'units', (
            SELECT coalesce(jsonb_object_agg(id, parent_id), '{{}}') FROM units
            WHERE parent_id IS NOT NULL
        ),
        'case_types', (
            SELECT coalesce(jsonb_object_agg(id, parent_id), '{{}}') FROM case_types
            WHERE parent_id IS NOT NULL
        ),
        'legal_bases', (
            SELECT coalesce(jsonb_object_agg(id, successor_id), '{{}}') FROM legal_bases
            WHERE successor_id IS NOT NULL
        ),
        'successors', (
            SELECT coalesce(jsonb_object_agg(predecessor_id, successors), '{{}}') FROM (
                SELECT predecessor_id, jsonb_agg(DISTINCT successor_id) AS successors
                FROM unit_successions WHERE {FOLLOWS} GROUP BY predecessor_id
            ) AS followed
        )
    ) AS trees
"""
# The same trees are the same text, so they are kept once.
KEEP: Final = f"""
    WITH known AS ({NOW}), kept AS (
        INSERT INTO pattern_trees (id, trees) SELECT md5(trees::text)::uuid, trees FROM known
        ON CONFLICT DO NOTHING
    )
    SELECT md5(trees::text)::uuid AS id FROM known
"""
KEPT: Final = "SELECT trees FROM pattern_trees WHERE id = %(id)s"


def followed_since(at: str) -> str:
    """Say whether a day on which one unit follows another has come since a moment."""
    return f"""
        EXISTS (
            SELECT FROM unit_successions WHERE {FOLLOWS}
            AND succeeded_on > ({at} AT TIME ZONE 'Europe/Copenhagen')::date
        )
    """
