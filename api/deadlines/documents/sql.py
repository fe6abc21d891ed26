"""How deadlines are read from their documents: judged as of a day, in SQL.

As of today or later, what is kept is how a deadline stands, since nothing is recorded before it
happens. Of the past, what came later is left out, and what has moved since is reckoned anew.
"""

from dataclasses import dataclass
from typing import Final

from api.catalogue.terms.kinds import Clock
from api.deadlines.rules import Status

TABLE: Final = "deadline_documents AS document"
SEPARATOR: Final = r"E'\x1f'"
STOPS: Final = f"clock = '{Clock.STOPS_WHILE_WAITING}'"
STANDS: Final = """
    FROM extensions
    WHERE deadline_id = document.deadline_id AND notice_sent_on <= %(as_of)s
    AND (undone_on IS NULL OR undone_on > %(as_of)s)
"""
RAN: Final = """
    FROM waiting_periods
    WHERE case_id = document.case_id AND since_on <= %(as_of)s
    AND (until_on IS NULL OR until_on > %(as_of)s)
"""
# The days of an earlier day: what came after it had not happened.
MET: Final = "CASE WHEN met_on <= %(as_of)s THEN met_on END"
CANCELLED: Final = "CASE WHEN cancelled_on <= %(as_of)s THEN cancelled_on END"


@dataclass(frozen=True)
class Judged:
    """What is said of a deadline as of a day, as expressions over its document."""

    not_ended: str
    stands_still: str
    due_on: str
    notified: str
    waiting: str
    standing: str
    standing_cells: str

    @property
    def status(self) -> str:
        """Return how a deadline stands: what `rules.status_of` says."""
        return f"""
            CASE
                WHEN cancelled_on <= %(as_of)s THEN '{Status.CANCELLED}'
                WHEN met_on <= least(legal_due_on, %(as_of)s) THEN '{Status.MET}'
                WHEN met_on <= %(as_of)s THEN '{Status.MET_LATE}'
                WHEN legal_due_on >= %(as_of)s OR {self.stands_still} THEN '{Status.OPEN}'
                ELSE '{Status.OVERDUE}'
            END
        """

    def has(self, status: Status) -> str:
        """Say that a deadline stood so; over open ones this is said so that indexes serve."""
        late = f"legal_due_on < %(as_of)s AND NOT ({self.stands_still})"
        return {
            Status.OPEN: f"{self.not_ended} AND NOT ({late})",
            Status.OVERDUE: f"{self.not_ended} AND {late}",
            Status.MET: "met_on <= %(as_of)s AND met_on <= legal_due_on",
            Status.MET_LATE: "met_on <= %(as_of)s AND met_on > legal_due_on",
            Status.CANCELLED: "cancelled_on <= %(as_of)s",
        }[status]


NOW: Final = Judged(
    not_ended="met_on IS NULL AND cancelled_on IS NULL",
    stands_still=f"({STOPS} AND coalesce(waits_since <= legal_due_on, false))",
    due_on="due_on",
    notified="notified_on IS NOT NULL",
    waiting="waits_since IS NOT NULL",
    standing="standing",
    standing_cells="standing_cells",
)

WAS_NOT_ENDED: Final = (
    "coalesce(met_on > %(as_of)s, true) AND coalesce(cancelled_on > %(as_of)s, true)"
)
WAS_DUE: Final = f"coalesce((SELECT max(due_on) {STANDS}), legal_due_on)"
WAS_WAITING: Final = f"""
    CASE WHEN {WAS_NOT_ENDED} THEN coalesce((
        SELECT json_agg(
            json_build_object('for', waiting_for, 'what', what, 'since_on', since_on)
            ORDER BY since_on, id
        ) {RAN}
    ), '[]') ELSE '[]' END
"""
WAS_STANDING: Final = f"""
    SELECT
        {WAS_DUE} AS due_on, {MET} AS met_on, {CANCELLED} AS cancelled_on,
        count(*) AS extensions, max(notice_sent_on) AS notified_on,
        bool_and(notice_sent_on <= before_due_on) AS notified_in_time,
        {WAS_WAITING} AS waiting {STANDS}
"""
THEN: Final = Judged(
    not_ended=WAS_NOT_ENDED,
    stands_still=f"({STOPS} AND EXISTS (SELECT {RAN} AND since_on <= legal_due_on))",
    due_on=WAS_DUE,
    notified=f"EXISTS (SELECT {STANDS})",
    waiting=f"({WAS_NOT_ENDED} AND EXISTS (SELECT {RAN}))",
    standing=f"""(
        SELECT substr(row_to_json(was)::text, 2, length(row_to_json(was)::text) - 2)
        FROM ({WAS_STANDING}) AS was
    )""",
    standing_cells=f"""(
        SELECT concat_ws({SEPARATOR}, due_on, coalesce(met_on::text, ''),
            coalesce(cancelled_on::text, ''), extensions, coalesce(notified_on::text, ''),
            coalesce(notified_in_time::text, ''), coalesce(csv_text((
                SELECT string_agg(
                    concat(wait ->> 'for', ': ', wait ->> 'what', ' (', wait ->> 'since_on', ')'),
                    '; '
                ) FROM json_array_elements(waiting) AS wait
            )), ''))
        FROM ({WAS_STANDING}) AS was
    )""",
)


def judged(*, past: bool) -> Judged:
    return THEN if past else NOW


def line(how: Judged, may: str) -> str:
    """Return a deadline as it is answered: a JSON object."""
    return f"""
        '{{' || facts || ',"status":"' || {how.status} || '","days_left":'
        || ({how.due_on} - %(as_of)s) || ',' || {how.standing} || ',"may":' || {may} || '}}'
    """


def record(how: Judged) -> str:
    """Return a deadline as a line of CSV, with U+001F between its fields."""
    parts = ("cells", how.status, f"({how.due_on} - %(as_of)s)", how.standing_cells)
    return f" || {SEPARATOR} || ".join(parts)
