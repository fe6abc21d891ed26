"""What the bench's database is filled with beside cases: complaints, twice.

Once in our tables, with all their triggers; and once, with whole numbers as keys, in those of the
tutorial. What neither is asked for is filled without triggers, since that takes minutes.
"""

from datetime import date
from typing import LiteralString

from sqlmodel import Session, select

from api.catalogue.case_types.tables import CaseType
from api.catalogue.causes.tables import ComplaintCause
from tests.api.catalogue.makers import make_legal_basis, make_type_basis
from tests.bench.complaining.rows import TYPES, Row, complaints
from tests.bench.complaining.texts import CAUSES, WORDS
from tests.bench.pulling.contents import Admin
from tests.factories import kept

BASES = 8
CHUNK = 20_000
KEPT = (
    "complaints", "complaint_points", "complaint_contacts", "reassessments", "board_outcomes",
)  # fmt: skip
OF_CASES = ("citizens", "assignments", "decisions")

# Three cases of ten changed hands once, and a few of them twice.
BESIDE_CASES: tuple[LiteralString, ...] = (
    """
    INSERT INTO citizens (id, name_encrypted, address_protected, synthetic)
    SELECT pg_temp.made_id('citizen', n), 'x', false, true
    FROM generate_series(0, %(citizens)s) AS n
    """,
    """
    INSERT INTO assignments (id, case_id, caseworker_id, from_on, until_on, reason)
    SELECT
        pg_temp.made_id('hands ' || turn, n), cases.id, people.id, cases.received_on + turn * 50,
        CASE WHEN turn < turns THEN cases.received_on + turn * 50 + 50 END,
        CASE turn WHEN 0 THEN 'first' ELSE 'takeover' END
    FROM cases
    CROSS JOIN LATERAL (
        SELECT split_part(number, '-', 2)::bigint AS n
    ) AS numbered
    CROSS JOIN LATERAL (
        SELECT CASE WHEN n %% 12 = 0 THEN 2 WHEN n %% 10 < 3 THEN 1 ELSE 0 END AS turns
    ) AS counted
    CROSS JOIN LATERAL generate_series(0, turns) AS turn
    JOIN bench_people AS people
        ON people.place = (n + turn * 7) %% (SELECT count(*) FROM bench_people)
    ORDER BY n
    """,
    """
    UPDATE decisions SET legal_basis_id = case_type_bases.legal_basis_id
    FROM cases JOIN case_type_bases USING (case_type_id)
    WHERE cases.id = decisions.case_id
    """,
)
STAGED: tuple[LiteralString, ...] = (
    """
    CREATE TEMP TABLE bench_causes AS
    SELECT place - 1 AS place, complaint_causes.id
    FROM unnest(%(causes)s::text[]) WITH ORDINALITY AS said (code, place)
    JOIN complaint_causes USING (code)
    """,
    """
    CREATE TEMP VIEW whole AS
    SELECT
        told.*, pg_temp.made_id('complaint', n) AS id, of_case.id AS case_id, of_case.unit_id,
        of_case.case_type_id, case_type_bases.legal_basis_id, of_case.caseworker_id,
        decisions.id AS decision_id
    FROM told
    JOIN cases AS of_case ON of_case.id = pg_temp.made_id('case', case_n)
    JOIN case_type_bases USING (case_type_id)
    LEFT JOIN decisions
        ON decisions.id = pg_temp.made_id('decision', case_n) AND made_on <= told.received_on
    """,
    "ANALYZE cases, decisions, told",
)
OF_CHUNK: tuple[LiteralString, ...] = (
    """
    INSERT INTO complaints (
        id, number, received_on, channel, kind, text, unit_id, case_type_id, legal_basis_id,
        case_id, decision_id, complainant_id, handler_id, closed_on, closed_how
    )
    SELECT
        id, 'K' || extract(year FROM received_on) || '-' || lpad(n::text, 6, '0'), received_on,
        channel, kind, text, unit_id, case_type_id, legal_basis_id,
        CASE WHEN with_case THEN case_id END, CASE WHEN with_case THEN decision_id END,
        CASE WHEN citizen IS NOT NULL THEN pg_temp.made_id('citizen', citizen) END,
        caseworker_id, closed_on, closed_how
    FROM whole WHERE n BETWEEN %(first)s AND %(last)s ORDER BY n
    """,
    """
    INSERT INTO complaint_points (
        id, complaint_id, cause_id, finding, found_on, affects_legality, affects_legal_position,
        bound_by_law, shows_inefficiency, affects_credibility
    )
    SELECT
        pg_temp.made_id('point ' || nth, n), pg_temp.made_id('complaint', n), bench_causes.id,
        findings[nth], closed_on, (n + nth) %% 5 < 3, (n + nth) %% 4 < 3, place < 9, n %% 5 < 4,
        n %% 3 > 0
    FROM told
    CROSS JOIN unnest(causes) WITH ORDINALITY AS said (place, nth)
    JOIN bench_causes USING (place)
    WHERE n BETWEEN %(first)s AND %(last)s ORDER BY n
    """,
    """
    INSERT INTO complaint_contacts (
        id, complaint_id, attempted_at, channel, reached, resolved_by_dialogue, note
    )
    SELECT
        pg_temp.made_id('contact', n), pg_temp.made_id('complaint', n),
        received_on + interval '9 hours' + contact_hours * interval '1 hour', 'phone', reached,
        reached AND coalesce(closed_how = 'resolved_by_dialogue', false),
        CASE WHEN noted THEN 'Talt om sagens forløb.' END
    FROM told
    WHERE n BETWEEN %(first)s AND %(last)s AND contact_hours IS NOT NULL ORDER BY n
    """,
    """
    INSERT INTO reassessments (id, complaint_id, outcome, made_on, forwarded_on)
    SELECT
        pg_temp.made_id('reassessment', n), pg_temp.made_id('complaint', n), reassessed,
        reassessed_on, CASE WHEN reassessed IN ('upheld', 'partly_changed') THEN reassessed_on END
    FROM told
    WHERE n BETWEEN %(first)s AND %(last)s AND reassessed IS NOT NULL ORDER BY n
    """,
    """
    INSERT INTO board_outcomes (id, complaint_id, result, decided_on, received_on)
    SELECT
        pg_temp.made_id('board', n), pg_temp.made_id('complaint', n), board, board_on - 7, board_on
    FROM told
    WHERE n BETWEEN %(first)s AND %(last)s AND board IS NOT NULL ORDER BY n
    """,
)
OF_TUTORIAL: tuple[LiteralString, ...] = (
    "CREATE SCHEMA tutorial AUTHORIZATION rettidig",
    """
    CREATE TABLE tutorial.units (id serial PRIMARY KEY, name text NOT NULL);
    CREATE TABLE tutorial.people (id serial PRIMARY KEY, name text NOT NULL);
    CREATE TABLE tutorial.causes (id serial PRIMARY KEY, code text NOT NULL, name text NOT NULL);
    CREATE TABLE tutorial.cases (
        id serial PRIMARY KEY, number text NOT NULL, received_on date NOT NULL,
        unit_id int NOT NULL
    );
    CREATE TABLE tutorial.complaints (
        id serial PRIMARY KEY, received_on date NOT NULL, channel text NOT NULL,
        kind text NOT NULL, text text NOT NULL, unit_id int NOT NULL, case_id int, handler_id int
    );
    CREATE TABLE tutorial.complaint_causes (
        complaint_id int, cause_id int, PRIMARY KEY (complaint_id, cause_id)
    );
    """,
    """
    INSERT INTO tutorial.units (id, name)
    SELECT place + 1, name FROM bench_units JOIN units USING (id)
    """,
    """
    INSERT INTO tutorial.people (id, name)
    SELECT place + 1, full_name FROM bench_people JOIN people USING (id)
    """,
    """
    INSERT INTO tutorial.causes (id, code, name)
    SELECT place + 1, code, name_da FROM bench_causes JOIN complaint_causes USING (id)
    """,
    """
    INSERT INTO tutorial.cases (id, number, received_on, unit_id)
    SELECT split_part(number, '-', 2)::int, number, received_on, place + 1
    FROM cases JOIN bench_units ON bench_units.id = unit_id
    ORDER BY 1
    """,
    """
    INSERT INTO tutorial.complaints (
        id, received_on, channel, kind, text, unit_id, case_id, handler_id
    )
    SELECT
        n, received_on, channel, kind, text, bench_units.place + 1,
        CASE WHEN with_case THEN case_n END, bench_people.place + 1
    FROM whole
    JOIN bench_units ON bench_units.id = unit_id
    LEFT JOIN bench_people ON bench_people.id = caseworker_id
    ORDER BY n
    """,
    """
    INSERT INTO tutorial.complaint_causes
    SELECT n, cause + 1 FROM told CROSS JOIN unnest(causes) AS cause ORDER BY 1, 2
    """,
    """
    SELECT setval('tutorial.units_id_seq', (SELECT max(id) FROM tutorial.units)),
        setval('tutorial.people_id_seq', (SELECT max(id) FROM tutorial.people)),
        setval('tutorial.causes_id_seq', (SELECT max(id) FROM tutorial.causes)),
        setval('tutorial.cases_id_seq', (SELECT max(id) FROM tutorial.cases)),
        setval('tutorial.complaints_id_seq', (SELECT max(id) FROM tutorial.complaints))
    """,
    """
    ALTER TABLE tutorial.cases ADD FOREIGN KEY (unit_id) REFERENCES tutorial.units;
    ALTER TABLE tutorial.complaints ADD FOREIGN KEY (unit_id) REFERENCES tutorial.units,
        ADD FOREIGN KEY (case_id) REFERENCES tutorial.cases,
        ADD FOREIGN KEY (handler_id) REFERENCES tutorial.people;
    ALTER TABLE tutorial.complaint_causes
        ADD FOREIGN KEY (complaint_id) REFERENCES tutorial.complaints,
        ADD FOREIGN KEY (cause_id) REFERENCES tutorial.causes;
    CREATE INDEX ON tutorial.complaints (received_on);
    CREATE INDEX ON tutorial.complaints (unit_id);
    CREATE INDEX ON tutorial.complaints (case_id);
    CREATE INDEX ON tutorial.complaint_causes (cause_id);
    GRANT ALL ON SCHEMA tutorial TO rettidig;
    GRANT ALL ON ALL TABLES IN SCHEMA tutorial TO rettidig;
    GRANT ALL ON ALL SEQUENCES IN SCHEMA tutorial TO rettidig;
    """,
)


def fill_words(session: Session) -> None:
    """Add what complaints are told by: causes in groups, and a legal basis for each case type."""
    for code, (name, group) in WORDS["names"].items():
        parent = cause(session, group, group.capitalize())
        cause(session, code, name).group_id = parent.id
    bases = [make_legal_basis(session, f"§ {100 + n}") for n in range(BASES)]
    for n, case_type in enumerate(session.exec(select(CaseType)).all()):
        make_type_basis(session, case_type, bases[n % BASES])


def cause(session: Session, code: str, name: str) -> ComplaintCause:
    """Return the cause of this code, made if there is none."""
    statement = select(ComplaintCause).where(ComplaintCause.code == code)
    found = session.exec(statement).one_or_none()
    return found or kept(session, ComplaintCause(code=code, name_da=name, name_en=name))


def fill_complaints(admin: Admin, many: int, cases: int, today: date) -> None:
    """Tell so many complaints of so many cases, which are there already."""
    quietly(admin, OF_CASES, "DISABLE TRIGGER ALL")
    for statement in BESIDE_CASES:
        admin.execute(statement, {"citizens": many // 2})
    quietly(admin, OF_CASES, "ENABLE TRIGGER ALL")
    stage(admin, many, cases, today)
    quietly(admin, KEPT, "DISABLE TRIGGER ALL, ENABLE TRIGGER USER")
    for first in range(1, many + 1, CHUNK):
        with admin.transaction():
            admin.execute("SELECT set_config('rettidig.actor_kind', 'program', true)")
            for statement in OF_CHUNK:
                admin.execute(statement, {"first": first, "last": first + CHUNK - 1})
    quietly(admin, KEPT, "ENABLE TRIGGER ALL")
    for statement in OF_TUTORIAL:
        admin.execute(statement)


def quietly(admin: Admin, tables: tuple[str, ...], how: LiteralString) -> None:
    for table in tables:
        admin.execute(f"ALTER TABLE {table} {how}")


def stage(admin: Admin, many: int, cases: int, today: date) -> None:
    """Bring what was said into a table, as it was told."""
    columns = zip(Row._fields, TYPES, strict=True)
    admin.execute(f"CREATE TEMP TABLE told ({', '.join(map(' '.join, columns))})")
    with admin.cursor().copy(f"COPY told ({', '.join(Row._fields)}) FROM STDIN") as copy:
        for row in complaints(many, cases, today):
            copy.write_row(row)
    for statement in STAGED:
        admin.execute(statement, {"causes": list(CAUSES)})
