"""The rows of new cases, written with one statement for each table, however many cases there are.

What the rows are is the import's own making (api/casework/imports/making.py). The database's
triggers keep the change log and the versions, as for any other row.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any
from uuid import UUID

from psycopg import sql
from pydantic_core import to_json
from sqlmodel import Session

from api.casework.by_reference.queries import running_numbers
from api.casework.imports.clocks import Clocks
from api.casework.imports.making import Making
from api.casework.imports.queries import taken_numbers
from api.casework.imports.staged import COLUMNS, OF_CASE, OF_CLOCK
from api.casework.imports.staging import columns_of, driver, run
from api.casework.imports.writing import ONE_PLAN, PLANS_AS_BEFORE, names

INSERT = sql.SQL("""
INSERT INTO {table} ({columns})
SELECT {columns} FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb)
""")
OF_DEADLINE = (*COLUMNS["deadlines"], "case_number", *OF_CASE, *OF_CLOCK)

Columns = dict[str, Any]
Rows = Mapping[str, list[Columns]]


class Writer:
    """Writes new cases of one transaction. It remembers the clocks that were counted for them."""

    def __init__(self, session: Session, clocks: Clocks) -> None:
        self.session = session
        self.clocks = clocks
        self.counted: dict[int, Columns] = {}

    def write(self, made: Sequence[Making], citizens: Mapping[bytes, UUID]) -> None:
        """Write cases with all that belongs to them; `citizens` finds those that are new here."""
        rows = rows_of(made)
        for case in rows["cases"]:
            case["citizen_id"] = citizens.get(case["cpr_index"], case["citizen_id"])
        self.give_numbers(rows["cases"])
        self.complete(rows["deadlines"], rows["cases"])
        # In order, so that two who write the same cases at once wait for, and never block, each
        # other.
        rows["cases"].sort(key=itemgetter("number"))
        rows["case_references"].sort(key=itemgetter("system", "reference"))
        run(self.session, ONE_PLAN)
        for table in COLUMNS:
            if rows[table]:
                self.insert(table, rows[table])
        run(self.session, PLANS_AS_BEFORE)

    def give_numbers(self, cases: Sequence[Columns]) -> None:
        """Give those cases a number that came without one, and none that a case has already."""
        told = {case["number"] for case in cases}
        lacking = [case for case in cases if case["number"] is None]
        while lacking:
            runs = running_numbers(self.session, len(lacking))
            for case, number in zip(lacking, runs, strict=True):
                case["number"] = f"{case['received_on'].year}-{number:07d}"
            given = {case["number"] for case in lacking}
            taken = told | taken_numbers(self.session, given)
            lacking = [case for case in lacking if case["number"] in taken]

    def complete(self, deadlines: Iterable[Columns], cases: Iterable[Columns]) -> None:
        """Add to deadlines what they take from their case and their clock."""
        for clock in self.clocks.newly_counted():
            columns = dict(zip(columns_of("clocks"), clock, strict=True))
            self.counted[columns.pop("number")] = columns
        of_case = {case["id"]: case for case in cases}
        for deadline in deadlines:
            case = of_case[deadline["case_id"]]
            deadline.update(self.counted[deadline["clock_number"]], case_number=case["number"])
            deadline.update((name, case[name]) for name in OF_CASE)

    def insert(self, table: str, rows: Sequence[Columns]) -> None:
        columns = OF_DEADLINE if table == "deadlines" else COLUMNS[table]
        statement = INSERT.format(table=sql.Identifier(table), columns=names(columns))
        connection = self.session.connection()
        told = ({name: row[name] for name in columns} for row in rows)
        connection.exec_driver_sql(
            statement.as_string(driver(self.session)), (to_json(list(told)).decode(),)
        )


def rows_of(made: Iterable[Making]) -> Rows:
    """Return the rows of some cases by their tables, each with its columns by name."""
    rows: dict[str, list[Columns]] = defaultdict(list)
    for case in made:
        for table, values in case.rows:
            rows[table].append(dict(zip(columns_of(table), values, strict=True)))
    return rows
