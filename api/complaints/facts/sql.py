"""The statements that keep the facts: what has changed, and what is known of it now.

A state of a fact is never rewritten. When what is known changes, the old state ends with the number
of the refresh that noticed, and a new one begins with it.
"""

from typing import Final

# Everything that a fact is made of; each change of it leads to the case or the complaint it is of.
OF_COMPLAINT: Final = (
    "complaint_points",
    "complaint_contacts",
    "reassessments",
    "board_outcomes",
)
OF_CASE: Final = ("complaints", "decisions", "deadlines", "assignments", "case_events")
ENTITIES: Final = (*OF_COMPLAINT, *OF_CASE, "extensions", "cases")

NEWEST: Final = """
    SELECT number, id, epoch, at, checked_at, snapshot::text AS snapshot,
        epoch = feed_epoch() AS same_epoch
    FROM pattern_data ORDER BY number DESC LIMIT 1
"""


def since(snapshot: str) -> str:
    """Say of a change that it was not seen by a snapshot.

    A snapshot counts the transaction it was taken in among those that had ended, so what that wrote
    is looked at again.
    """
    return f"""
        entity = ANY(%(entities)s) AND transaction_id >= pg_snapshot_xmin({snapshot})
        AND (
            NOT pg_visible_in_snapshot(transaction_id, {snapshot})
            OR transaction_id = pg_current_xact_id_if_assigned()
        )
    """


SINCE: Final = since("%(snapshot)s::pg_snapshot")
CHANGED: Final = f"SELECT EXISTS (SELECT FROM changes WHERE {SINCE}) AS changed"
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

HANDS: Final = """
    SELECT case_id, from_on,
        caseworker_id <> lag(caseworker_id) OVER hands_in_order AS changed
    FROM assignments
    WHERE reason <> 'leave_cover' AND until_on IS DISTINCT FROM from_on
    AND case_id IN (SELECT case_id FROM wanted)
    WINDOW hands_in_order AS (PARTITION BY case_id ORDER BY from_on, id)
"""


def turned(rows: str, day: str) -> str:
    """Count how often cases changed hands for good in the six months that end with a day."""
    return f"""
        SELECT {rows}.id, count(*)::int AS changes FROM {rows} JOIN hands USING (case_id)
        WHERE changed AND from_on > {day} - interval '6 months' AND from_on <= {day}
        GROUP BY {rows}.id
    """


def deadline_state(case_id: str, day: str) -> str:
    """Say how the last deadline to decide a case stood on a day: one met late had been passed."""
    return f"""
        SELECT CASE
            WHEN coalesce(met_on, {day}) <= legal_due_on OR legal_due_on >= {day} THEN 'within'
            WHEN EXISTS (
                SELECT FROM extensions
                WHERE deadline_id = deadlines.id AND notice_sent_on <= {day}
                AND (undone_on IS NULL OR undone_on > {day})
            ) THEN 'overdue'
            ELSE 'overdue_not_notified'
        END
        FROM deadlines
        WHERE case_id = {case_id} AND kind IN ('decision', 'remittal') AND started_on <= {day}
        AND coalesce(cancelled_on > {day}, true)
        ORDER BY started_on DESC, id DESC LIMIT 1
    """


def undecided(case_id: str, day: str) -> str:
    """Say whether a case waited for a decision when a day ended, by its clocks to decide.

    Where no term holds there is no clock: then until it was decided or closed.
    """
    return f"""
        SELECT coalesce(
            bool_or(coalesce(met_on, cancelled_on, 'infinity') > {day}),
            (
                SELECT received_on <= {day} AND coalesce(closed_on, 'infinity') > {day}
                FROM cases WHERE id = {case_id}
            ) AND NOT EXISTS (
                SELECT FROM decisions
                WHERE case_id = {case_id} AND concludes AND made_on <= {day}
            )
        )
        FROM deadlines
        WHERE case_id = {case_id} AND kind IN ('decision', 'remittal') AND started_on <= {day}
        AND cancel_reason IS DISTINCT FROM 'corrected'
    """


COMPLAINT_COLUMNS: Final = (
    "complaint_id", "received_on", "unit_id", "case_type_id", "legal_basis_id", "kind", "channel",
    "outcome", "board_result", "has_case", "repeated", "caseworker_changes", "deadline_state",
    "first_contact_hours", "answer_days", "contacted", "noted", "undecided",
    "decision_days", "words", "points",
)  # fmt: skip
DECISION_COLUMNS: Final = (
    "decision_id", "made_on", "unit_id", "case_type_id", "legal_basis_id", "caseworker_changes",
    "deadline_state", "complained",
)  # fmt: skip


def complaints_now(scope: str) -> str:
    """Return what is known of some complaints, as rows of their columns."""
    state = deadline_state("wanted.case_id", "wanted.received_on")
    waited = undecided("wanted.case_id", "wanted.received_on")
    return f"""
    wanted AS MATERIALIZED (SELECT * FROM complaints {scope}),
    hands AS MATERIALIZED ({HANDS}),
    turned AS MATERIALIZED ({turned("wanted", "wanted.received_on")}),
    said AS MATERIALIZED (
        SELECT complaint_id, jsonb_agg(
            jsonb_build_array(
                cause_id, finding,
                affects_legality::int + 2 * affects_legal_position::int + 4 * bound_by_law::int
                + 8 * shows_inefficiency::int + 16 * affects_credibility::int
            ) ORDER BY id
        ) AS points, string_agg(text, ' ' ORDER BY id) AS words
        FROM complaint_points WHERE complaint_id IN (SELECT id FROM wanted) GROUP BY complaint_id
    ),
    sought AS MATERIALIZED (
        SELECT complaint_id, min(attempted_at) FILTER (WHERE reached) AS reached_at,
            bool_or(note IS NOT NULL) AS noted
        FROM complaint_contacts WHERE complaint_id IN (SELECT id FROM wanted) GROUP BY complaint_id
    ),
    fresh AS MATERIALIZED (
        SELECT
            wanted.id AS complaint_id, wanted.received_on, wanted.unit_id, wanted.case_type_id,
            wanted.legal_basis_id, wanted.kind, wanted.channel,
            coalesce(
                'board_' || board.result, 'reassessed_' || nullif(again.outcome, 'not_owed'),
                closed_how, 'open'
            ) AS outcome,
            board.result AS board_result, wanted.case_id IS NOT NULL AS has_case,
            wanted.complainant_id IS NOT NULL AND EXISTS (
                SELECT FROM complaints AS earlier
                WHERE earlier.complainant_id = wanted.complainant_id
                AND (earlier.received_on, earlier.id) < (wanted.received_on, wanted.id)
            ) AS repeated,
            CASE WHEN wanted.case_id IS NOT NULL THEN coalesce(turned.changes, 0) END
                AS caseworker_changes,
            coalesce(({state}), 'none') AS deadline_state,
            extract(epoch FROM reached_at - coalesce(
                received_at, wanted.received_on::timestamp AT TIME ZONE 'Europe/Copenhagen'
            ))::float / 3600 AS first_contact_hours,
            CASE WHEN closed_how IN ('answered', 'resolved_by_dialogue')
                THEN closed_on - wanted.received_on END AS answer_days,
            reached_at IS NOT NULL AS contacted, coalesce(noted, false) AS noted,
            waited.undecided, CASE WHEN waited.undecided THEN (
                SELECT min(made_on) FROM decisions
                WHERE case_id = wanted.case_id AND made_on > wanted.received_on
            ) - wanted.received_on END AS decision_days,
            md5(concat_ws(' ', wanted.text, said.words))::uuid AS words,
            coalesce(said.points, '[]') AS points
        FROM wanted
        LEFT JOIN turned ON turned.id = wanted.id
        LEFT JOIN said ON said.complaint_id = wanted.id
        LEFT JOIN sought ON sought.complaint_id = wanted.id
        LEFT JOIN board_outcomes AS board ON board.complaint_id = wanted.id
        LEFT JOIN reassessments AS again ON again.complaint_id = wanted.id
        LEFT JOIN LATERAL ({waited}) AS waited (undecided) ON wanted.case_id IS NOT NULL
    )"""


def decisions_now(scope: str) -> str:
    """Return what is known of some decisions.

    What a case had gone through is told as of the first complaint of it, else as of the decision:
    what happened later can't have been the reason to complain. A complaint that names no decision
    is of the last one before it, else of the first.
    """
    return f"""
    wanted AS MATERIALIZED (
        SELECT *, lag(made_on) OVER in_order AS before_on, lead(made_on) OVER in_order AS next_on
        FROM decisions WHERE case_id IN (SELECT case_id FROM decisions {scope})
        WINDOW in_order AS (PARTITION BY case_id ORDER BY made_on, id)
    ),
    hands AS MATERIALIZED ({HANDS}),
    judged AS MATERIALIZED (
        SELECT wanted.*, complained_on, least(complained_on, made_on) AS index_on
        FROM wanted LEFT JOIN LATERAL (
            SELECT min(received_on) AS complained_on FROM complaints
            WHERE complaints.case_id = wanted.case_id
            AND coalesce(decision_id, wanted.id) = wanted.id
            AND (before_on IS NULL OR received_on >= made_on) AND received_on <= made_on + 365
            AND (decision_id IS NOT NULL OR received_on < coalesce(next_on, 'infinity'))
        ) AS complaint ON true
    ),
    turned AS MATERIALIZED ({turned("judged", "index_on")}),
    fresh AS MATERIALIZED (
        SELECT
            judged.id AS decision_id, judged.made_on,
            coalesce((
                SELECT to_unit_id FROM case_events
                WHERE case_events.case_id = judged.case_id AND to_unit_id IS NOT NULL
                AND happened_on <= judged.made_on ORDER BY happened_on DESC, id DESC LIMIT 1
            ), of_case.unit_id) AS unit_id,
            of_case.case_type_id, judged.legal_basis_id,
            coalesce(turned.changes, 0) AS caseworker_changes,
            coalesce(({deadline_state("judged.case_id", "index_on")}), 'none') AS deadline_state,
            complained_on IS NOT NULL AS complained
        FROM judged JOIN cases AS of_case ON of_case.id = judged.case_id
        LEFT JOIN turned ON turned.id = judged.id
    )"""


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


DAY: Final = "DATE '1970-01-01'"
NOBODY: Final = "'00000000-0000-0000-0000-000000000000'"
AT_ONCE: Final = 50_000


def word(column: str, width: int) -> str:
    """Return a code as bytes of one width, filled with blanks."""
    return f"convert_to(rpad(coalesce({column}, ''), {width}), 'UTF8')"


def key(column: str) -> str:
    return f"uuid_send(coalesce({column}, {NOBODY}))"


def small(column: str) -> str:
    return f"int2send(({column})::int2)"


# Each fact as bytes of one width, which become columns without a step for each row; the layouts
# stand in `columns`.
COMPLAINT: Final = " || ".join((
    "int8send(id)", "int4send(since)", "int4send(coalesce(until, 2147483647))",
    "uuid_send(complaint_id)", f"int4send(received_on - {DAY})",
    key("unit_id"), key("case_type_id"), key("legal_basis_id"),
    word("kind", 16), word("channel", 16), word("outcome", 32), word("board_result", 16),
    word("deadline_state", 24), small("has_case::int"), small("repeated::int"),
    small("coalesce(caseworker_changes, -1)"), "float8send(coalesce(first_contact_hours, 'NaN'))",
    "int4send(coalesce(answer_days, -1))", small("contacted::int"), small("noted::int"),
    small("coalesce(undecided::int, -1)"), "int4send(coalesce(decision_days, -1))",
))  # fmt: skip
POINT: Final = " || ".join((
    "int8send(id)", small("place"), key("(point ->> 0)::uuid"), word("point ->> 1", 16),
    small("(point ->> 2)::int"),
))  # fmt: skip
DECISION: Final = " || ".join((
    "int8send(id)", "int4send(since)", "int4send(coalesce(until, 2147483647))",
    f"int4send(made_on - {DAY})", key("unit_id"), key("case_type_id"), key("legal_basis_id"),
    word("deadline_state", 24), small("caseworker_changes"), small("complained::int"),
))  # fmt: skip


def chunk(table: str) -> str:
    """Return the next rows that came after a state."""
    return f"""
        SELECT * FROM {table}
        WHERE since > %(after)s AND since <= %(number)s AND id > %(last)s
        ORDER BY id LIMIT {AT_ONCE}
    """


COMPLAINTS: Final = f"""
    SELECT string_agg({COMPLAINT}, ''), max(id) FROM ({chunk("complaint_facts")}) AS fact
"""
POINTS: Final = f"""
    SELECT string_agg({POINT}, '') FROM ({chunk("complaint_facts")}) AS fact
    CROSS JOIN LATERAL jsonb_array_elements(points) WITH ORDINALITY AS said (point, place)
"""
DECISIONS: Final = f"""
    SELECT string_agg({DECISION}, ''), max(id) FROM ({chunk("decision_facts")}) AS fact
"""
ENDED: Final = """
    SELECT id, until FROM {table} WHERE since <= %(after)s AND until > %(after)s ORDER BY id
"""
