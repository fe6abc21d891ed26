"""What is known now of complaints and of decisions, as rows of their columns."""

from typing import Final

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
    "complaint_id", "received_on", "unit_id", "case_type_id", "legal_basis_id",
    "letter_type_id", "kind", "channel", "outcome", "board_result", "has_case", "repeated",
    "caseworker_changes", "deadline_state",
    "first_contact_hours", "answer_days", "contacted", "noted", "undecided",
    "decision_days", "words", "points",
)  # fmt: skip
DECISION_COLUMNS: Final = (
    "decision_id", "made_on", "unit_id", "case_type_id", "legal_basis_id",
    "letter_type_id", "caseworker_changes", "deadline_state", "complained",
)  # fmt: skip


SAID: Final = """
    SELECT complaint_id, jsonb_agg(
        jsonb_build_array(
            cause_id, finding,
            affects_legality::int + 2 * affects_legal_position::int + 4 * bound_by_law::int
            + 8 * shows_inefficiency::int + 16 * affects_credibility::int
        ) ORDER BY id
    ) AS points, string_agg(text, ' ' ORDER BY id) AS words
    FROM complaint_points WHERE complaint_id IN (SELECT id FROM wanted) GROUP BY complaint_id
"""
SOUGHT: Final = """
    SELECT complaint_id, min(attempted_at) FILTER (WHERE reached) AS reached_at,
        bool_or(note IS NOT NULL) AS noted
    FROM complaint_contacts WHERE complaint_id IN (SELECT id FROM wanted) GROUP BY complaint_id
"""
# The last who said how it ended: the board, the reassessment, or the answer.
OUTCOME: Final = """
    coalesce(
        'board_' || board.result, 'reassessed_' || nullif(again.outcome, 'not_owed'),
        closed_how, 'open'
    ) AS outcome, board.result AS board_result
"""
# Of who is not named it is known by the link alone.
REPEATED: Final = """
    wanted.repeat_of_id IS NOT NULL OR wanted.complainant_id IS NOT NULL AND EXISTS (
        SELECT FROM complaints AS earlier
        WHERE earlier.complainant_id = wanted.complainant_id
        AND (earlier.received_on, earlier.id) < (wanted.received_on, wanted.id)
    ) AS repeated
"""
ANSWERED: Final = """
    extract(epoch FROM reached_at - coalesce(
        received_at, wanted.received_on::timestamp AT TIME ZONE 'Europe/Copenhagen'
    ))::float / 3600 AS first_contact_hours,
    CASE WHEN closed_how IN ('answered', 'resolved_by_dialogue')
        THEN closed_on - wanted.received_on END AS answer_days,
    reached_at IS NOT NULL AS contacted, coalesce(noted, false) AS noted
"""
DECIDED: Final = """
    waited.undecided, CASE WHEN waited.undecided THEN (
        SELECT min(made_on) FROM decisions
        WHERE case_id = wanted.case_id AND made_on > wanted.received_on
    ) - wanted.received_on END AS decision_days
"""
BESIDE: Final = """
    LEFT JOIN decisions AS complained_of ON complained_of.id = wanted.decision_id
    LEFT JOIN turned ON turned.id = wanted.id
    LEFT JOIN said ON said.complaint_id = wanted.id
    LEFT JOIN sought ON sought.complaint_id = wanted.id
    LEFT JOIN board_outcomes AS board ON board.complaint_id = wanted.id
    LEFT JOIN reassessments AS again ON again.complaint_id = wanted.id
"""


def complaints_now(scope: str) -> str:
    """Return what is known of some complaints, as rows of their columns."""
    state = deadline_state("wanted.case_id", "wanted.received_on")
    waited = undecided("wanted.case_id", "wanted.received_on")
    return f"""
    wanted AS MATERIALIZED (SELECT * FROM complaints {scope}),
    hands AS MATERIALIZED ({HANDS}),
    turned AS MATERIALIZED ({turned("wanted", "wanted.received_on")}),
    said AS MATERIALIZED ({SAID}), sought AS MATERIALIZED ({SOUGHT}),
    fresh AS MATERIALIZED (
        SELECT
            wanted.id AS complaint_id, wanted.received_on, wanted.unit_id, wanted.case_type_id,
            wanted.legal_basis_id, complained_of.letter_type_id, wanted.kind, wanted.channel,
            {OUTCOME},
            wanted.case_id IS NOT NULL AS has_case, {REPEATED},
            CASE WHEN wanted.case_id IS NOT NULL THEN coalesce(turned.changes, 0) END
                AS caseworker_changes,
            coalesce(({state}), 'none') AS deadline_state, {ANSWERED}, {DECIDED},
            md5(concat_ws(' ', wanted.text, said.words))::uuid AS words,
            coalesce(said.points, '[]') AS points
        FROM wanted {BESIDE}
        LEFT JOIN LATERAL ({waited}) AS waited (undecided) ON wanted.case_id IS NOT NULL
    )"""


JUDGED: Final = """
    SELECT wanted.*, complained_on, least(complained_on, made_on) AS index_on
    FROM wanted LEFT JOIN LATERAL (
        SELECT min(received_on) AS complained_on FROM complaints
        WHERE complaints.case_id = wanted.case_id
        AND coalesce(decision_id, wanted.id) = wanted.id
        AND (before_on IS NULL OR received_on >= made_on) AND received_on <= made_on + 365
        AND (decision_id IS NOT NULL OR received_on < coalesce(next_on, 'infinity'))
    ) AS complaint ON true
"""


# As a complaint that names no law is of the only one its case type was decided by, a decision is.
ONLY_BASIS: Final = """
    SELECT (array_agg(legal_bases.id))[1]
    FROM case_type_bases JOIN legal_bases ON legal_bases.id = legal_basis_id
    WHERE case_type_bases.case_type_id = of_case.case_type_id
    AND (valid_from IS NULL OR valid_from <= judged.made_on)
    AND (valid_until IS NULL OR valid_until > judged.made_on)
    HAVING count(*) = 1
"""


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
    judged AS MATERIALIZED ({JUDGED}),
    turned AS MATERIALIZED ({turned("judged", "index_on")}),
    fresh AS MATERIALIZED (
        SELECT
            judged.id AS decision_id, judged.made_on,
            coalesce((
                SELECT to_unit_id FROM case_events
                WHERE case_events.case_id = judged.case_id AND to_unit_id IS NOT NULL
                AND happened_on <= judged.made_on ORDER BY happened_on DESC, id DESC LIMIT 1
            ), of_case.unit_id) AS unit_id,
            of_case.case_type_id, coalesce(judged.legal_basis_id, ({ONLY_BASIS})) AS legal_basis_id,
            judged.letter_type_id,
            coalesce(turned.changes, 0) AS caseworker_changes,
            coalesce(({deadline_state("judged.case_id", "index_on")}), 'none') AS deadline_state,
            complained_on IS NOT NULL AS complained
        FROM judged JOIN cases AS of_case ON of_case.id = judged.case_id
        LEFT JOIN turned ON turned.id = judged.id
    )"""
