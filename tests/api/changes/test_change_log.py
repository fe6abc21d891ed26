"""The change log: every domain table has it, no path avoids it, and nobody may touch it."""

from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import ProgrammingError
from sqlmodel import Session

from api.changes.context import act_as
from api.organisation.tables import Unit
from api.table import Entity, new_id
from api.tables import METADATA
from tests.factories import make_plan, make_status, make_unit

# Not of the domain: the log itself, what is only needed to let people and systems in, why lines of
# an import were refused, which is written once and tells of no case, what is told of the log, what
# is made of rows that are logged, and what somebody asks of complaints, which is kept from those
# who read the log.
NOT_DOMAIN = {
    "alembic_version",
    "changes",
    "deadline_documents",
    "rights_versions",
    "feed_epochs",
    "idempotency_keys",
    "passwords",
    "client_secrets",
    "client_uses",
    "spent_budgets",
    "sign_in_sessions",
    "access_tokens",
    "sign_in_attempts",
    "case_import_refusals",
    "subscription_secrets",
    "subscription_progress",
    "subscription_deliveries",
    "calendar_secrets",
    "pattern_data",
    "pattern_trees",
    "complaint_facts",
    "decision_facts",
    "complaint_texts",
    "word_forms",
    "pattern_lookups",
    "pattern_watches",
    "pattern_watch_runs",
    "pattern_visits",
}
TRIGGERS = {"count_version", "log_write", "log_update", "log_delete"}
# What a table does beside being logged.
RENAMED = {"hold_names", "rename_in_documents"}
MORE = {
    "cases": {"follow_case", "follow_reception", "write_documents"},
    "deadlines": {
        *("keep_original", "take_from_case", "take_from_case_again"),
        *("write_document_of_new", "write_document_of_changed"),
    },
    "extensions": {"write_document_of_new", "write_document_of_changed"},
    "decisions": {
        *("write_documents_of_new", "write_documents_of_changed", "write_documents_of_deleted"),
    },
    "waiting_periods": {"follow_waits"},
    "units": RENAMED | {"count_rights"},
    "people": RENAMED | {"count_rights"},
    "role_grants": {"count_rights"},
    "clients": {"count_rights"},
    "complaints": {"write_text", "write_text_again"},
    "complaint_points": {"write_text", "write_text_again", "write_text_without"},
    "unit_successions": {"count_rights"},
    "case_types": RENAMED,
    "published_terms": RENAMED,
}


def changes_of(session: Session, key: object) -> list[dict[str, Any]]:
    rows = session.connection().execute(
        text("SELECT * FROM changes WHERE entity_id = :key ORDER BY sequence"), {"key": key}
    )
    return [dict(row) for row in rows.mappings()]


def test_every_domain_table_has_its_triggers(session: Session) -> None:
    rows = session.connection().execute(
        text(
            "SELECT c.relname, array_remove(array_agg(t.tgname::text), NULL) FROM pg_class c "
            "LEFT JOIN pg_trigger t ON t.tgrelid = c.oid AND NOT t.tgisinternal "
            "WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace GROUP BY 1"
        )
    )
    found = {str(name): set(triggers) for name, triggers in rows}

    assert set(found) >= NOT_DOMAIN
    for name, triggers in found.items():
        assert triggers == (set() if name in NOT_DOMAIN else TRIGGERS | MORE.get(name, set())), name


def test_every_table_is_known_to_the_program(session: Session) -> None:
    rows = session.connection().execute(
        text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    )

    assert {str(name) for (name,) in rows} == set(METADATA.tables) | {"alembic_version"}


def test_a_domain_table_without_triggers_would_be_seen(session: Session) -> None:
    domain = {table.__tablename__ for table in Entity.__subclasses__()}

    assert domain == set(METADATA.tables) - NOT_DOMAIN


def test_tells_who_when_which_act_and_both_sides(session: Session) -> None:
    person = new_id()
    act_as(
        session,
        kind="person",
        name="Mia",
        act="replace_unit",
        actor_id=person,
        request_id="request-0001",
    )
    unit = make_unit(session, name="Handicapcentret")
    unit.name = "Borgercenter Handicap"
    session.flush()
    session.delete(unit)
    session.flush()

    insert, update, delete = changes_of(session, unit.id)

    assert [each["operation"] for each in (insert, update, delete)] == [
        "insert",
        "update",
        "delete",
    ]
    assert [each["version"] for each in (insert, update, delete)] == [1, 2, 3]
    assert (insert["before"], delete["after"]) == (None, None)
    assert update["before"]["name"] == "Handicapcentret"
    assert update["after"]["name"] == "Borgercenter Handicap"
    assert (update["actor_id"], update["actor_name"]) == (person, "Mia")
    assert (update["act"], update["request_id"]) == ("replace_unit", "request-0001")


def test_statements_beside_the_program_are_logged_too(session: Session) -> None:
    unit = make_unit(session)

    session.connection().execute(text("UPDATE units SET note = 'by hand'"))

    assert changes_of(session, unit.id)[-1]["after"]["note"] == "by hand"


def test_a_change_that_changes_nothing_counts_no_version(session: Session) -> None:
    unit = make_unit(session)

    session.connection().execute(text("UPDATE units SET name = name"))

    assert len(changes_of(session, unit.id)) == 1
    session.refresh(unit)
    assert unit.version == 1


def test_the_version_can_not_be_set_by_hand(session: Session) -> None:
    unit = make_unit(session)

    session.connection().execute(text("UPDATE units SET version = 40, note = 'x'"))

    session.refresh(unit)
    assert unit.version == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE changes SET actor_name = 'somebody else'",
        "DELETE FROM changes",
        "TRUNCATE changes",
        "INSERT INTO changes (at, operation, entity, entity_id, version) "
        "VALUES (now(), 'insert', 'units', gen_random_uuid(), 1)",
        "ALTER TABLE units DISABLE TRIGGER log_write",
        "UPDATE status_updates SET done = 'never said'",
        "DELETE FROM status_updates",
    ],
)
def test_the_application_may_not_rewrite_what_was(engine: Engine, statement: str) -> None:
    with engine.connect() as connection, pytest.raises(ProgrammingError, match=r"permission|owner"):
        connection.execute(text(statement))


def test_the_log_goes_with_the_transaction(session: Session) -> None:
    with session.begin_nested() as inner:
        unit = make_unit(session)
        key = unit.id
        inner.rollback()

    assert changes_of(session, key) == []
    assert session.get(Unit, key) is None


def test_passwords_never_reach_the_log(session: Session) -> None:
    make_status(session, make_plan(session, make_unit(session)))

    rows = session.connection().execute(text("SELECT DISTINCT entity FROM changes"))

    assert not {str(name) for (name,) in rows} & NOT_DOMAIN
