"""Many new rows at once are logged as each of them alone would be."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Connection, insert, text

from api import embedded_postgres
from api.citizens.tables import Citizen
from api.db import make_engine
from api.organisation.tables import Unit
from api.table import new_id
from tests import database

# The trigger for each row that a table had before, beside the one for each statement.
AS_BEFORE = """
CREATE TRIGGER log_each AFTER INSERT ON {table}
FOR EACH ROW EXECUTE FUNCTION log_change({hidden})
"""
HIDDEN = "'cpr_encrypted', 'replacement_encrypted', 'cpr_index', 'name_encrypted'"
ENTRIES = text("SELECT * FROM changes WHERE entity = :entity ORDER BY sequence")


@pytest.fixture(scope="module")
def owner(server: embedded_postgres.Server) -> Iterator[Connection]:
    """A connection with the owner's rights, to a database of its own."""
    with database.cloned(server, "many") as url:
        engine = make_engine(url, role=None)
        with engine.connect() as connection:
            yield connection
        engine.dispose()


def entries(owner: Connection, entity: str) -> list[dict[str, Any]]:
    rows = owner.execute(ENTRIES, {"entity": entity}).mappings()
    return [{name: value for name, value in row.items() if name != "sequence"} for row in rows]


def citizens() -> list[dict[str, Any]]:
    return [
        {
            "id": new_id(),
            "cpr_encrypted": b"token" if number % 2 else None,
            "replacement_encrypted": None if number % 2 else b"other",
            "cpr_index": bytes([number]) * 32,
            "name_encrypted": b"name" if number == 1 else None,
            "birth_on": date(1980, 1, 1 + number),
        }
        for number in range(3)
    ]


def units() -> list[dict[str, Any]]:
    names = ("Børn", "Voksne", "Ældre")
    return [{"id": new_id(), "name": name, "kind": "department"} for name in names]


@pytest.mark.parametrize("act", ["import", ""])
def test_the_log_holds_the_same_entries_in_the_same_order(owner: Connection, act: str) -> None:
    with owner.begin():
        owner.execute(text("SELECT set_config('rettidig.act', :act, true)"), {"act": act})
        for table, hidden, rows in (
            (Unit, "", units()),
            (Citizen, HIDDEN, citizens()),
        ):
            name = str(table.__tablename__)
            owner.execute(text(AS_BEFORE.format(table=name, hidden=hidden)))
            owner.execute(insert(table).values(rows))
            found = entries(owner, name)

            one_by_one, at_once = found[: len(rows)], found[len(rows) :]
            assert at_once == one_by_one
            assert [entry["entity_id"] for entry in at_once] == [row["id"] for row in rows]
            assert {entry["act"] for entry in at_once} == {act or None}
        owner.rollback()


def test_a_row_that_is_taken_in_place_of_a_new_one_is_logged_as_changed(
    owner: Connection,
) -> None:
    with owner.begin():
        [row] = units()[:1]
        owner.execute(insert(Unit).values(row))
        again = text(
            "INSERT INTO units (id, name, kind, outside) VALUES (:id, 'Unge', 'department', false) "
            "ON CONFLICT (id) DO UPDATE SET name = excluded.name"
        )
        owner.execute(again, {"id": row["id"]})

        found = entries(owner, "units")
        assert [(each["operation"], each["version"]) for each in found] == [
            ("insert", 1),
            ("update", 2),
        ]
        owner.rollback()


def test_no_row_leaves_no_entry(owner: Connection) -> None:
    with owner.begin():
        nothing = "INSERT INTO units (id, name) SELECT id, name FROM units WHERE false"
        owner.execute(text(nothing))
        assert entries(owner, "units") == []
        owner.rollback()
