"""What the bench's database is filled with.

Three years of cases: each is acknowledged and decided, what is granted is followed up a year later,
what is refused may be appealed. About every ninth deadline is open, and some of those are overdue.
Foreign keys are not checked while it is filled; all other triggers fire.
"""

from datetime import date

import psycopg
from sqlmodel import Session

from api.calendar.terms import TermUnit
from api.catalogue.case_types.tables import CaseType
from api.catalogue.terms.kinds import DeadlineKind
from tests.api.casework.makers import make_own_catalogue, make_term
from tests.factories import kept, make_person, make_unit

Admin = psycopg.Connection[tuple[object, ...]]

CENTRES, UNITS, TYPES, PEOPLE = 5, 45, 40, 400
CASES_PER_ROW = 0.331
CHUNK = 10_000

FILLED = ("cases", "decisions", "waiting_periods", "deadlines", "extensions")

# Ids in the order of making, as UUIDv7 are. `rolled` is the next day that is no weekend.
PREPARE = (
    """
    CREATE FUNCTION pg_temp.made_id(kind text, n bigint) RETURNS uuid IMMUTABLE LANGUAGE sql AS $$
        SELECT (
            lpad(to_hex(1514764800000 + n), 12, '0') || '7' || substr(hash, 1, 3)
            || '8' || substr(hash, 4, 15)
        )::uuid
        FROM md5(kind || n) hash
    $$
    """,
    """
    CREATE FUNCTION pg_temp.rolled(day date) RETURNS date IMMUTABLE LANGUAGE sql AS $$
        SELECT day + CASE extract(isodow FROM day) WHEN 6 THEN 2 WHEN 7 THEN 1 ELSE 0 END
    $$
    """,
    """
    CREATE TEMP TABLE bench_units AS
    SELECT row_number() OVER (ORDER BY id) - 1 AS place, id FROM units WHERE kind = 'department'
    """,
    "CREATE TEMP TABLE bench_people AS SELECT row_number() OVER (ORDER BY id) - 1 AS place, id "
    "FROM people",
    """
    CREATE TEMP TABLE bench_types AS
    SELECT row_number() OVER (ORDER BY types.id) - 1 AS place, types.id, terms.id AS term_id,
        terms.amount AS weeks
    FROM case_types types JOIN published_terms terms ON terms.case_type_id = types.id
    """,
    "ANALYZE bench_units, bench_people, bench_types",
    *(f"ALTER TABLE {table} DISABLE TRIGGER ALL, ENABLE TRIGGER USER" for table in FILLED),
)
SILENTLY = tuple(f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in FILLED)
FINISH = tuple(f"ALTER TABLE {table} ENABLE TRIGGER ALL" for table in FILLED)

# `chance` is the same for a case in every run. A case of long ago has come to its end.
MADE = """
CREATE TEMP TABLE made ON COMMIT DROP AS
WITH numbered AS (
    SELECT
        n, abs(hashint8(n) %% 1000) AS chance,
        %(today)s::date AS today,
        %(today)s::date - ((%(cases)s - n) * 1050 / %(cases)s)::int AS received_on
    FROM generate_series(%(first)s::bigint, %(last)s::bigint) n
), counted AS (
    SELECT
        numbered.*,
        pg_temp.made_id('case', n) AS id,
        extract(year FROM received_on) || '-' || lpad(n::text, 7, '0') AS number,
        units.id AS unit_id, types.id AS case_type_id, types.term_id, types.weeks,
        CASE WHEN chance %% 8 > 0 THEN people.id END AS caseworker_id,
        received_on + weeks * 7 AS raw_end_on,
        pg_temp.rolled(received_on + weeks * 7) AS legal_due_on,
        received_on + weeks * 7 * CASE chance %% 9 WHEN 0 THEN 200 ELSE 40 + chance %% 70 END / 100
            AS would_decide_on,
        chance %% 3 > 0 AS granted,
        chance %% 20 = 0 AS extended
    FROM numbered
    JOIN bench_units units ON units.place = n %% (SELECT count(*) FROM bench_units)
    JOIN bench_people people ON people.place = n %% (SELECT count(*) FROM bench_people)
    JOIN bench_types types ON types.place = n / 3 %% (SELECT count(*) FROM bench_types)
)
SELECT
    *,
    CASE WHEN would_decide_on <= today THEN would_decide_on::date END AS decided_on,
    CASE WHEN extended AND legal_due_on - 3 <= today THEN legal_due_on - 3 END AS notified_on
FROM counted
"""

OF_CHUNK = (
    """
    INSERT INTO cases (
        id, number, case_type_id, variant, unit_id, origin, received_on, state, caseworker_id
    )
    SELECT
        id, number, case_type_id, '', unit_id, 'citizen', received_on,
        CASE WHEN decided_on IS NULL THEN 'investigating' ELSE 'decided' END, caseworker_id
    FROM made ORDER BY n
    """,
    """
    INSERT INTO decisions (
        id, case_id, subject, made_on, outcome, reasons_given, appeal_guidance_given, concludes
    )
    SELECT
        pg_temp.made_id('decision', n), id, 'Ansøgning', decided_on,
        CASE WHEN granted THEN 'granted' ELSE 'refused' END, true, true, true
    FROM made WHERE decided_on IS NOT NULL ORDER BY n
    """,
    """
    INSERT INTO waiting_periods (id, case_id, waiting_for, what, since_on, until_on)
    SELECT
        pg_temp.made_id('waiting', n), id, 'doctor', 'Lægelige oplysninger', received_on + 3,
        decided_on - 3
    FROM made WHERE chance % 5 = 0 AND received_on + 3 <= today ORDER BY n
    """,
    """
    INSERT INTO deadlines (
        id, case_id, case_number, kind, owed_by, party, start_event, started_on, published_term_id,
        amount, unit, roll, closed, clock, legal_basis, calendar_version, raw_end_on,
        original_due_on, legal_due_on, due_on, met_on, cancelled_on, cancel_reason, extensions,
        notified_on, unit_id, case_type_id, caseworker_id, received_on
    )
    SELECT
        pg_temp.made_id(of_case.kind, n), made.id, number, of_case.kind, owed_by, party,
        start_event, started_on, of_case.term_id, amount, unit, 'forward', '{weekend}', 'runs',
        'RSL § 3, stk. 2', 0, of_case.raw_end_on, pg_temp.rolled(of_case.raw_end_on),
        pg_temp.rolled(of_case.raw_end_on),
        pg_temp.rolled(of_case.raw_end_on)
            + CASE WHEN of_case.notified_on IS NULL THEN 0 ELSE 28 END,
        CASE WHEN would_meet_on <= today THEN would_meet_on END,
        CASE WHEN would_lapse_on <= today THEN would_lapse_on END,
        CASE WHEN would_lapse_on <= today THEN 'Der er ikke klaget.' END,
        (of_case.notified_on IS NOT NULL)::int, of_case.notified_on,
        unit_id, case_type_id, caseworker_id, received_on
    FROM made CROSS JOIN LATERAL (
        VALUES
        ('acknowledgement', 'authority', NULL, 'application_received', received_on, NULL::uuid,
            10, 'working_days', received_on + 14, received_on + (chance % 18)::int, NULL::date,
            NULL::date, true),
        ('decision', 'authority', NULL, 'application_received', received_on, term_id,
            weeks, 'weeks', raw_end_on, decided_on, NULL, notified_on, true),
        ('party_hearing', 'citizen', 'citizen', 'hearing_available', received_on + 10, NULL,
            14, 'days', received_on + 24, received_on + 20, NULL, NULL,
            n % 11 = 0 AND received_on + 10 <= today),
        ('appeal', 'citizen', 'citizen', 'decision_available', decided_on, NULL,
            4, 'weeks', decided_on + 28, CASE WHEN chance % 5 = 0 THEN decided_on + 20 END,
            CASE WHEN chance % 5 > 0 THEN pg_temp.rolled(decided_on + 28) + 1 END, NULL,
            decided_on IS NOT NULL AND NOT granted),
        ('follow_up', 'authority', NULL, 'grant_started', decided_on, NULL,
            12, 'months', (decided_on + interval '1 year')::date,
            (decided_on + interval '1 year')::date
                + CASE chance % 7 WHEN 0 THEN 150 ELSE chance % 21 - 14 END::int, NULL, NULL,
            decided_on IS NOT NULL AND granted)
    ) AS of_case (
        kind, owed_by, party, start_event, started_on, term_id, amount, unit, raw_end_on,
        would_meet_on, would_lapse_on, notified_on, there
    )
    WHERE there
    ORDER BY n
    """,
    """
    INSERT INTO extensions (
        id, deadline_id, due_on, before_due_on, reason, notice_sent_on, channel
    )
    SELECT
        pg_temp.made_id('extension', n), pg_temp.made_id('decision', n), legal_due_on + 28,
        legal_due_on, 'Vi venter på lægelige oplysninger.', notified_on, 'digital_post'
    FROM made WHERE notified_on IS NOT NULL ORDER BY n
    """,
)

# The tutorial has a table of its own: it shall not pay for the product's triggers and indexes.
OF_TUTORIAL = (
    "CREATE SCHEMA tutorial AUTHORIZATION rettidig",
    "CREATE TABLE tutorial.deadlines AS SELECT * FROM deadlines ORDER BY id",
    "ALTER TABLE tutorial.deadlines OWNER TO rettidig",
    "ALTER TABLE tutorial.deadlines ADD PRIMARY KEY (id)",
    "CREATE INDEX ON tutorial.deadlines (unit_id, due_on)",
    "CREATE INDEX ON tutorial.deadlines (due_on)",
)

# What COPY takes as it is: whole documents, and rows with the columns of our CSV.
OF_RAW = (
    "CREATE SCHEMA raw AUTHORIZATION rettidig",
    """
    CREATE TABLE raw.documents AS
    SELECT '{' || facts || ',"status":"open","days_left":10,' || standing || ',"may":' || acts
        || '}' AS document
    FROM deadline_documents ORDER BY deadline_id
    """,
    """
    CREATE TABLE raw.cells AS
    SELECT
        deadlines.id, deadlines.version, case_id, case_number, deadlines.kind, owed_by, party,
        start_event, started_on, raw_end_on, legal_due_on, original_due_on, amount, at_least, unit,
        legal_basis, true AS notice_owed, unit_id, units.name AS unit_name, case_type_id,
        case_types.name_da AS type_name, caseworker_id, people.full_name AS caseworker,
        received_on, deadlines.updated_at, 'open' AS status, 10 AS days_left, due_on, met_on,
        cancelled_on, extensions, notified_on, NULL::boolean AS notified_in_time, waiting
    FROM deadlines
    JOIN units ON units.id = unit_id
    JOIN case_types ON case_types.id = case_type_id
    LEFT JOIN people ON people.id = caseworker_id
    ORDER BY deadlines.id
    """,
    "ALTER TABLE raw.documents OWNER TO rettidig",
    "ALTER TABLE raw.cells OWNER TO rettidig",
)


def fill_catalogue(session: Session) -> None:
    """Add units, people, case types and the term of each."""
    catalogue = make_own_catalogue(session)
    root = make_unit(session, name="Socialforvaltningen", kind="administration")
    centres = [
        make_unit(session, name=f"Borgercenter {n}", kind="centre", parent_id=root.id)
        for n in range(CENTRES)
    ]
    for n in range(UNITS):
        above = centres[n % CENTRES].id
        make_unit(session, name=f"Rådgivning, afdeling {n}", kind="department", parent_id=above)
    for n in range(PEOPLE):
        make_person(session, f"sagsbehandler-{n:03}")
    for n in range(TYPES):
        name = f"Støtte til hjælp nr. {n}"
        row = kept(session, CaseType(code=f"type-{n:02}", name_da=name, name_en=f"Support {n}"))
        weeks = 4 + n % 5 * 4
        term = {"amount": weeks, "as_published": f"{weeks} uger", "roll": "forward"}
        make_term(session, catalogue, row, unit=TermUnit.WEEKS, closed=["weekend"], **term)
    acknowledgement = {"kind": DeadlineKind.ACKNOWLEDGEMENT, "unit": TermUnit.WORKING_DAYS}
    make_term(session, catalogue, None, amount=10, as_published="10 dage", **acknowledgement)


def cases_of(rows: int) -> int:
    """Return how many cases there are for so many deadlines."""
    return max(1, int(rows * CASES_PER_ROW))


def fill_cases(admin: Admin, rows: int, today: date, *, silently: bool = False) -> None:
    """Insert the cases in chunks, each a transaction of its own.

    With all their triggers, or silently: in a tenth of the time, for a bench that asks neither for
    deadlines nor for what has changed.
    """
    cases = cases_of(rows)
    for statement in (*PREPARE, *(SILENTLY if silently else ())):
        admin.execute(statement)
    for first in range(1, cases + 1, CHUNK):
        last = min(first + CHUNK - 1, cases)
        values = {"first": first, "last": last, "cases": cases, "today": today}
        with admin.transaction():
            admin.execute("SELECT set_config('rettidig.actor_kind', 'program', true)")
            admin.execute(MADE, values)
            for statement in OF_CHUNK:
                admin.execute(statement)
    for statement in FINISH:
        admin.execute(statement)


def fill_references(admin: Admin) -> None:
    for statement in (*OF_TUTORIAL, *OF_RAW):
        admin.execute(statement)
