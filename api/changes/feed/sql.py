"""The statement that reads the feed.

A transaction is told of when all that began before it have ended: what is written later than that
has a later place. So no cursor can pass a change that others commit afterwards.
"""

from typing import Final

from api.changes.feed.rules import PRIVATE

# Asked once in a statement: another writer may have ended when it is asked again.
BOUND: Final = "bound AS MATERIALIZED (SELECT feed_head() AS head)"
HEAD: Final = "(SELECT head FROM bound)"
# Both ends are said, since of a range the planner expects few rows, and looks into the index.
BEYOND_HEAD: Final = f"""
    transaction_id >= {HEAD} AND transaction_id < pg_snapshot_xmax(pg_current_snapshot())
"""
AFTER: Final = f"""
    (transaction_id, sequence) > (%(transaction)s::xid8, %(sequence)s)
    AND transaction_id < {HEAD}
"""
IN_ORDER: Final = "ORDER BY transaction_id, sequence"
LATEST_FIRST: Final = "ORDER BY transaction_id DESC, sequence DESC LIMIT 1"
# Each table's changes are read from its own part of an index, however rare they are in the log.
OF_ALL: Final = f"""
    SELECT transaction_id, sequence FROM changes WHERE {AFTER} {IN_ORDER} LIMIT %(scan)s
"""
OF_SOME: Final = f"""
    SELECT transaction_id, sequence FROM unnest(%(entities)s::text[]) AS wanted, LATERAL (
        SELECT transaction_id, sequence FROM changes
        WHERE entity = wanted AND {AFTER} {IN_ORDER} LIMIT %(scan)s
    ) AS found {IN_ORDER} LIMIT %(scan)s
"""


def seen(row: str) -> str:
    """Say that a row, as it was before or after a change, lies where the reader has rights."""
    lies = f"""
        ({row} ->> 'unit_id')::uuid = ANY(%({{units}})s::uuid[])
        OR ({row} ->> 'caseworker_id')::uuid = %(me)s
    """
    of_case = "held.unit_id = ANY(%(case_units)s::uuid[]) OR held.caseworker_id = %(me)s"
    of_deadline = "held.unit_id = ANY(%(deadline_units)s::uuid[]) OR held.caseworker_id = %(me)s"
    return f"""
        {row} IS NOT NULL AND CASE
            WHEN %(everything)s OR change.entity = ANY(%(whole)s::text[]) THEN true
            WHEN change.entity = 'cases' THEN {lies.format(units="case_units")}
            WHEN change.entity = 'deadlines' THEN {lies.format(units="deadline_units")}
            WHEN change.entity = ANY(%(of_case)s::text[]) THEN EXISTS (
                SELECT FROM cases held
                WHERE held.id = ({row} ->> 'case_id')::uuid AND ({of_case}))
            WHEN change.entity = ANY(%(of_deadline)s::text[]) THEN EXISTS (
                SELECT FROM deadlines held
                WHERE held.id = ({row} ->> 'deadline_id')::uuid AND ({of_deadline}))
        END
    """


PRIVATE_COLUMNS: Final = ", ".join(f"'{name}'" for name in PRIVATE)


SHOWN: Final = f"""
    SELECT
        change.transaction_id, change.sequence, change.at, change.act,
        change.actor_kind, change.actor_id, change.actor_name,
        change.entity, change.entity_id, change.version,
        CASE
            WHEN was_seen AND is_seen THEN 'changed'
            WHEN is_seen AND change.operation = 'insert' THEN 'created'
            WHEN is_seen THEN 'entered'
            WHEN change.operation = 'delete' THEN 'deleted'
            ELSE 'left'
        END AS verb,
        CASE
            WHEN NOT is_seen THEN NULL
            WHEN change.entity = 'people' AND NOT %(everything)s
                THEN change.after - ARRAY[{PRIVATE_COLUMNS}]
            ELSE change.after
        END AS data
    FROM scanned
    JOIN changes AS change USING (sequence)
    CROSS JOIN LATERAL (SELECT
        coalesce({seen("change.before")}, false) AS was_seen,
        coalesce({seen("change.after")}, false) AS is_seen
    ) AS seen
    WHERE was_seen OR is_seen
    ORDER BY change.transaction_id, change.sequence
    LIMIT %(limit)s
"""
# One item of a page as it is sent. The texts that cursors and ids are made of are plain ASCII.
ITEM: Final = """
    '{"cursor":"' || %(epoch)s || '.' || transaction_id || '.' || sequence || '.' || %(reach)s
    || '","id":"' || transaction_id || '-' || sequence
    || '","type":"' || entity || '.' || verb || '","entity":"' || entity
    || '","entity_id":"' || entity_id || '","version":' || version
    || ',"at":"' || to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
    || '","act":' || coalesce(to_json(act)::text, 'null')
    || ',"actor":' || json_build_object('kind', actor_kind, 'id', actor_id, 'name', actor_name)
    || ',"data":' || coalesce(data::text, 'null') || '}'
"""


def last(rows: str) -> str:
    """Return the place of the last of some rows, which are in order."""
    return f"(SELECT ARRAY[transaction_id::text, sequence::text] FROM {rows} {LATEST_FIRST})"


COMPLETE_UNTIL: Final = f"""
    coalesce((SELECT min(at) FROM changes WHERE {BEYOND_HEAD}), statement_timestamp())
        AS complete_until
"""


def page(keys: str) -> str:
    """Return the statement that writes a page's items as JSON, and says where to read on."""
    return f"""
        WITH {BOUND}, scanned AS MATERIALIZED ({keys}), shown AS MATERIALIZED ({SHOWN})
        SELECT
            (SELECT string_agg({ITEM}, ',' {IN_ORDER}) FROM shown) AS items,
            (SELECT count(*) FROM shown) AS shown, {last("shown")} AS shown_last,
            (SELECT count(*) FROM scanned) AS scanned, {last("scanned")} AS scanned_last,
            {HEAD}::text AS head, {COMPLETE_UNTIL}
    """


PAGE_OF_ALL: Final = page(OF_ALL)
PAGE_OF_SOME: Final = page(OF_SOME)
NOW: Final = f"WITH {BOUND} SELECT {HEAD}::text AS head, {COMPLETE_UNTIL}"
NEWEST_TOLD: Final = f"""
    WITH {BOUND} SELECT transaction_id::text, sequence FROM changes
    WHERE transaction_id < {HEAD} {LATEST_FIRST}
"""
STATE: Final = """
    SELECT feed_epoch(), feed_head()::text, pg_snapshot_xmax(pg_current_snapshot())::text
"""
