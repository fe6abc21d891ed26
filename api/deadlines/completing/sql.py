"""The plain completion of a deadline, in one exchange with the database."""

from typing import Final

from api.catalogue.terms.kinds import DeadlineKind
from api.changes.context import SETTINGS
from api.deadlines.documents import sql
from api.deadlines.documents.selecting import READS, WRITES, Selection
from api.people.remembered import RIGHTS_NOW, SIGNED_IN

# What the update of this exchange left behind: the deadline's new version, or nothing.
DONE: Final = "current_setting('rettidig.completed', true)"
ACTING: Final = "SELECT set_config('rettidig.completed', '', true), " + ", ".join(
    f"set_config('rettidig.{name}', %({name})s, true)" for name in SETTINGS
)
LOCK: Final = """
    SELECT id FROM cases WHERE id = (SELECT case_id FROM deadlines WHERE id = %(id)s)
    FOR NO KEY UPDATE
"""
KEPT: Final = """
    INSERT INTO idempotency_keys (
        actor_id, key, fingerprint, created_at, expires_at, status, headers, body
    )
    SELECT %(me)s, %(key)s, %(fingerprint)s, now(), %(kept_until)s, 200,
        jsonb_build_object('content-type', 'application/json', 'etag', tag),
        convert_to(line, 'UTF8')
    FROM shown
"""


def complete(wanted: Selection) -> str:
    """Return the update, which does nothing unless the completion is plain and allowed.

    It is plain when nothing but the deadline itself tells that it was met.
    """
    reads = f"deadlines.unit_id = ANY({READS}) OR deadlines.caseworker_id = %(me)s"
    writes = f"cases.unit_id = ANY({WRITES}) OR cases.caseworker_id = %(me)s"
    return f"""
        UPDATE deadlines SET met_on = %(met_on)s
        FROM cases
        WHERE deadlines.id = %(id)s AND cases.id = deadlines.case_id
        AND met_on IS NULL AND cancelled_on IS NULL AND started_on <= %(met_on)s
        AND (%(version)s::integer IS NULL OR deadlines.version = %(version)s)
        AND kind <> '{DeadlineKind.ACKNOWLEDGEMENT}'
        AND access_request_id IS NULL AND party_hearing_id IS NULL
        AND ({reads if wanted.reader.reads is not None else "true"})
        AND ({writes if wanted.reader.writes is not None else "true"})
        AND {RIGHTS_NOW} = %(rights)s AND {SIGNED_IN}
        RETURNING set_config('rettidig.completed', deadlines.version::text, true)
    """


def answer(wanted: Selection, *, kept: bool) -> str:
    """Return the deadline as it is answered now, if it was completed; and keep the answer."""
    return f"""
        WITH shown AS (
            SELECT {wanted.line} AS line, concat('"', {DONE}, '"') AS tag
            FROM {sql.TABLE} WHERE deadline_id = %(id)s AND {DONE} <> ''
        ) {f", kept AS ({KEPT})" if kept else ""}
        SELECT line, tag FROM shown
    """
