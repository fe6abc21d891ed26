"""How long a correction of the calendar takes: `make bench-correction`, `ROWS=1000000` for more.

Every deadline counts the closed day, so each of them moves: the worst there is. In the same run a
loop over some rows, one at a time, says what it is worth to move them all by one statement.
"""

import sys
from collections.abc import Callable
from datetime import date, timedelta
from time import perf_counter
from typing import Any

from sqlalchemy import text
from sqlmodel import Session, col, select

import api.tables  # noqa: F401 - foreign keys name tables of any feature
from api import embedded_postgres
from api.calendar.counting import due_days
from api.calendar.days import DayKind
from api.calendar.terms import Term, TermUnit
from api.catalogue.closing_days.queries import load_calendar
from api.catalogue.closing_days.tables import CalendarCorrection, ClosingDay
from api.changes.context import act_as
from api.db import make_engine
from api.deadlines.corrections.reading import Effect
from api.deadlines.corrections.schemas import ClosingDayIn, CorrectionIn
from api.deadlines.corrections.services import correct_calendar
from api.deadlines.recounting import term_of
from api.deadlines.tables import Deadline, DeadlineMove
from api.people.rules import Actor, ActorKind, Grant, Role, Scope
from api.resource import add, change
from api.table import new_id
from tests import database
from tests.api.catalogue.makers import make_case_type
from tests.factories import make_unit

ROWS, SAMPLE = 100_000, 1_000
CLOSED_ON, ALSO_CLOSED_ON = date(2017, 10, 4), date(2017, 10, 5)
TODAY = date(2017, 9, 27)
EVERY_KIND = frozenset(DayKind)
TERMS = [Term(amount, TermUnit.WORKING_DAYS, closed=EVERY_KIND) for amount in range(30, 66, 5)]
STARTS = [date(2017, 8, 28) + timedelta(days) for days in range(30)]
KEEPER = Actor(ActorKind.PROGRAM, None, "bench", (Grant(Role.ADMIN, frozenset(Scope)),))

CASES = text("""
INSERT INTO cases (id, number, case_type_id, variant, unit_id, origin, received_on, state)
SELECT id, '2017-' || n, :type_id, '', :unit_id, 'citizen', :received_on, 'received'
FROM unnest(CAST(:ids AS uuid[])) WITH ORDINALITY AS made (id, n)
""")
# Case after case gets the next of the clocks.
DEADLINES = text("""
WITH numbered AS (
    SELECT id, number, row_number() OVER (ORDER BY id) AS n FROM cases
), made AS (
    SELECT * FROM unnest(CAST(:ids AS uuid[])) WITH ORDINALITY AS made (id, n)
), clocks AS (
    SELECT *
    FROM unnest(
        CAST(:starts AS date[]), CAST(:amounts AS integer[]),
        CAST(:raw_ends AS date[]), CAST(:due_days AS date[])
    ) WITH ORDINALITY AS clocks (started_on, amount, raw_end_on, due_on, place)
)
INSERT INTO deadlines (
    id, case_id, case_number, kind, owed_by, start_event, started_on, amount, unit, roll, closed,
    clock, calendar_version, raw_end_on, original_due_on, legal_due_on, due_on, extensions,
    unit_id, case_type_id
)
SELECT
    made.id, numbered.id, numbered.number, 'decision', 'authority',
    'application_received', started_on, amount, 'working_days', 'none', :closed, 'runs', 0,
    raw_end_on, due_on, due_on, due_on, 0, :unit_id, :type_id
FROM numbered JOIN made USING (n) JOIN clocks ON clocks.place = n % :clocks + 1
ORDER BY n
""")


def fill(session: Session, rows: int) -> None:
    """Insert open deadlines by SQL, counted as starting them would."""
    unit, case_type = make_unit(session), make_case_type(session)
    of_case = {"unit_id": unit.id, "type_id": case_type.id}
    cases = {"ids": [new_id() for _ in range(rows)], "received_on": STARTS[0]}
    session.connection().execute(CASES, of_case | cases)
    calendar = load_calendar(session)
    clocks = [(start, term, *due_days(term, start, calendar)) for start in STARTS for term in TERMS]
    values: dict[str, Any] = {
        "ids": [new_id() for _ in range(rows)],
        "starts": [start for start, *_ in clocks],
        "amounts": [term.amount for _, term, *_ in clocks],
        "raw_ends": [raw_end for _, _, raw_end, _ in clocks],
        "due_days": [due for *_, due in clocks],
        "closed": sorted(EVERY_KIND),
        "clocks": len(clocks),
    }
    session.connection().execute(DEADLINES, of_case | values)


def correct(session: Session, *, dry_run: bool) -> Effect:
    day = ClosingDayIn(closed_on=CLOSED_ON, name_da="lukkedag", name_en="closing day")
    body = CorrectionIn(add=[day], reason="Måling", dry_run=dry_run)
    return correct_calendar(session, KEEPER, body, TODAY)


def correct_row_by_row(session: Session, most: int) -> int:
    """Correct as one would without thinking of many: row by row, for some of the rows."""
    add(session, ClosingDay(closed_on=ALSO_CLOSED_ON, name_da="lukkedag", name_en="closing day"))
    number = load_calendar(session).version + 1
    correction = CalendarCorrection(number=number, reason="Måling", added=[], removed=[], moved=0)
    add(session, correction)
    calendar = load_calendar(session)
    rows = session.exec(select(Deadline).where(col(Deadline.met_on).is_(None)).limit(most)).all()
    for row in rows:
        raw_end_on, due_on = due_days(term_of(row), row.started_on, calendar)
        move = DeadlineMove(
            deadline_id=row.id,
            calendar_correction_id=correction.id,
            raw_end_before_on=row.raw_end_on,
            raw_end_after_on=raw_end_on,
            legal_due_before_on=row.legal_due_on,
            legal_due_after_on=due_on,
            due_before_on=row.due_on,
            due_after_on=due_on,
            reason=correction.reason,
        )
        add(session, move)
        moved = {"raw_end_on": raw_end_on, "legal_due_on": due_on, "due_on": due_on}
        change(session, row, moved | {"calendar_version": number})
    return len(rows)


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begun = perf_counter()
    result = work()
    return perf_counter() - begun, result


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    database.DATA.mkdir(parents=True, exist_ok=True)
    with (
        embedded_postgres.serving(database.DATA, durable=False) as server,
        database.cloned(server, "bench_correction") as url,
    ):
        engine = make_engine(url)
        with Session(engine) as session:
            measure(session, rows)
        engine.dispose()


def measure(session: Session, rows: int) -> None:
    act_as(session, kind="program", name="bench", act="bench")
    fill(session, rows)
    session.commit()
    tried, effect = timed(lambda: correct(session, dry_run=True))
    say("dry run", tried, moved_by(effect))
    done, effect = timed(lambda: correct(session, dry_run=False))
    committed, _ = timed(session.commit)
    say("corrected", done + committed, moved_by(effect))
    one_by_one, sampled = timed(lambda: correct_row_by_row(session, SAMPLE))
    session.rollback()
    say("row by row, a sample", one_by_one, sampled)
    ratio = (one_by_one / sampled) / ((done + committed) / moved_by(effect))
    sys.stdout.write(f"one row at a time takes {ratio:.0f} times as long\n")


def moved_by(effect: Effect) -> int:
    return sum(len(move.alike.ids) for move in effect.moves)


def say(what: str, seconds: float, rows: int) -> None:
    per_row = seconds / rows
    sys.stdout.write(
        f"{what}: {rows} deadlines in {seconds:.2f} s, {per_row * 100_000:.1f} s per 100,000\n"
    )


if __name__ == "__main__":
    main()
