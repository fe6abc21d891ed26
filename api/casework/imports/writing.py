"""The statements that write what was staged, many rows at a time.

The database's triggers keep the change log and the versions, as for any other row.
"""

from collections.abc import Iterable

from psycopg import sql
from sqlmodel import Session

from api.casework.imports.staged import COLUMNS, OF_CASE, OF_CLOCK
from api.casework.imports.staging import NAMES, run

# A running number may have been given to a case already: then the next one is tried.
FILL_NUMBERS = sql.SQL("""
UPDATE staged_cases made SET number = next.number
FROM (
    SELECT id, to_char(received_on, 'YYYY') || '-' || lpad(
        run::text, greatest(7, length(run::text)), '0') AS number
    FROM (
        SELECT id, received_on, nextval('case_numbers') AS run
        FROM staged_cases WHERE number IS NULL
    ) numbered
) next
WHERE next.id = made.id
  AND NOT EXISTS (SELECT FROM cases taken WHERE taken.number = next.number)
  AND NOT EXISTS (SELECT FROM staged_lines told WHERE told.number = next.number)
""")
WITHOUT_NUMBER = sql.SQL("SELECT EXISTS (SELECT FROM staged_cases WHERE number IS NULL)")
CITIZENS = sql.SQL("""
INSERT INTO citizens ({columns})
SELECT DISTINCT ON (cpr_index) {columns} FROM staged_citizens
WHERE cpr_index IN (SELECT cpr_index FROM {wanted_by})
ORDER BY cpr_index, id
ON CONFLICT (cpr_index) DO NOTHING
""")
CASES = sql.SQL("""
INSERT INTO cases ({columns}, citizen_id)
SELECT {made}, coalesce(made.citizen_id, known.id)
FROM staged_cases made LEFT JOIN citizens known ON known.cpr_index = made.cpr_index
ORDER BY made.id
""")
DEADLINES = sql.SQL("""
INSERT INTO deadlines ({own}, case_number, {of_case}, {of_clock})
SELECT {made}, cases.number, {cases}, {clocks}
FROM staged_deadlines made
JOIN staged_cases cases ON cases.id = made.case_id
JOIN staged_clocks clocks ON clocks.number = made.clock_number
ORDER BY made.id
""")
# Every row is held against what it refers to, some twenty times a case. To plan each of these anew,
# as our connections do with every statement (api/db.py), takes longer than to look.
ONE_PLAN = sql.SQL("SET LOCAL plan_cache_mode = force_generic_plan")
PLANS_AS_BEFORE = sql.SQL("SET LOCAL plan_cache_mode TO DEFAULT")
OTHERS = sql.SQL("INSERT INTO {table} ({columns}) SELECT {columns} FROM {staged} ORDER BY id")


def names(columns: Iterable[str], of: str = "") -> sql.Composed:
    """Return columns parted by commas, of one of the tables of a statement."""
    place = (of,) if of else ()
    return sql.SQL(", ").join(sql.Identifier(*place, column) for column in columns)


def analyze(session: Session) -> None:
    """Let the planner know how much was staged: nothing else looks at temporary tables."""
    for name in NAMES:
        run(session, sql.SQL("ANALYZE {}").format(sql.Identifier(f"staged_{name}")))


def write_citizens(session: Session, wanted_by: str) -> None:
    """Add the citizens that the staged cases, or changes, are about."""
    columns = names(COLUMNS["citizens"])
    staged = sql.Identifier(f"staged_{wanted_by}")
    run(session, CITIZENS.format(columns=columns, wanted_by=staged))


def write_cases(session: Session) -> None:
    """Add the staged cases with all that belongs to them."""
    run(session, ONE_PLAN)
    write_citizens(session, "cases")
    fill_numbers(session)
    own = [column for column in COLUMNS["cases"] if column != "citizen_id"]
    run(session, CASES.format(columns=names(own), made=names(own, "made")))
    for table in COLUMNS:
        if table == "deadlines":
            write_deadlines(session)
        elif table not in {"citizens", "cases"}:
            write_others(session, table)
    run(session, PLANS_AS_BEFORE)


def fill_numbers(session: Session) -> None:
    """Give those cases a number that came without one."""
    while run(session, WITHOUT_NUMBER).scalar_one():
        run(session, FILL_NUMBERS)


def write_deadlines(session: Session) -> None:
    own = COLUMNS["deadlines"]
    statement = DEADLINES.format(
        own=names(own),
        made=names(own, "made"),
        of_case=names(OF_CASE),
        cases=names(OF_CASE, "cases"),
        of_clock=names(OF_CLOCK),
        clocks=names(OF_CLOCK, "clocks"),
    )
    run(session, statement)


def write_others(session: Session, table: str) -> None:
    staged = sql.Identifier(f"staged_{table}")
    columns = names(COLUMNS[table])
    run(session, OTHERS.format(table=sql.Identifier(table), columns=columns, staged=staged))
