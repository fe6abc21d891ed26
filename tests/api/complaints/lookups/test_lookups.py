"""What is asked of complaints is noted for an audit, and can't be read by the administration."""

import json
from typing import Any

import pytest
from procrastinate.testing import InMemoryConnector
from sqlalchemy import text
from sqlalchemy.exc import DataError, ProgrammingError
from sqlmodel import Session
from starlette.testclient import TestClient

from api.complaints.lookups.jobs import FORGET, forget
from api.jobs import app
from api.people.rules import Role
from tests.factories import Actors, Headers, make_complaint, make_person, make_unit

PATTERNS = "/v1/complaints/patterns"
ASKED = (
    (PATTERNS, {"by": "unit", "q": "sagsbehandlerskift"}),
    ("/v1/complaints/signals", {"kind": "procedural"}),
    ("/v1/complaints/trend", {"by": "year"}),
    (f"{PATTERNS}/complaints", {"kind": "procedural", "limit": "5"}),
    ("/v1/complaints", {"q": "sagsbehandlerskift"}),
)


@pytest.fixture
def advisor(actors: Actors) -> Headers:
    return actors.headers(Role.CITIZENS_ADVISOR)


def noted(session: Session) -> list[Any]:
    """Read the notes as who owns the database."""
    session.flush()
    connection = session.connection()
    connection.execute(text("SET ROLE NONE"))
    rows = connection.execute(text("SELECT * FROM pattern_lookups ORDER BY id")).all()
    connection.execute(text("SET ROLE rettidig_app"))
    return list(rows)


@pytest.mark.parametrize(("path", "query"), ASKED)
def test_each_question_is_noted_once_with_who_asked_it(
    path: str, query: dict[str, str], api: TestClient, session: Session, actors: Actors
) -> None:
    person = make_person(session, "advisor")
    headers = actors.headers(Role.CITIZENS_ADVISOR, person=person)
    make_complaint(session, make_unit(session))

    api.get(path, params=query, headers=headers)

    [note] = noted(session)
    assert (note.actor_kind, note.actor_id, note.route) == ("person", person.id, path)
    for name, value in query.items():
        assert f"{name}={value}" in note.query


def test_the_same_question_is_noted_each_time(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    make_complaint(session, make_unit(session))
    for _ in range(2):
        api.get(PATTERNS, headers=advisor)

    assert [note.data_number for note in noted(session)] == [None, 1]


def test_a_question_about_earlier_data_says_so(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    unit = make_unit(session)
    for _ in range(2):
        make_complaint(session, unit)
        api.get(PATTERNS, headers=advisor)

    api.get(PATTERNS, params={"data": 1}, headers=advisor)

    assert noted(session)[-1].data_number == 1


ADD = text(
    "INSERT INTO pattern_lookups (actor_kind, route, query, at) "
    "VALUES ('program', '', :query, now() - CAST(:ago AS interval))"
)


def note_of(session: Session, query: str, ago: str) -> None:
    session.connection().execute(ADD, {"query": query, "ago": ago})


def test_what_was_asked_is_forgotten_after_its_time_and_not_before(session: Session) -> None:
    for query, ago in (("old", "24 months 1 hour"), ("kept", "23 months 28 days")):
        note_of(session, query, ago)

    forget(session.connection(), months=24)

    assert [note.query for note in noted(session)] == ["kept"]


@pytest.mark.parametrize("months", [5, 0, -1, None])
def test_the_last_half_year_is_never_forgotten(months: Any, session: Session) -> None:
    note_of(session, "by=unit", "5 months 20 days")

    with pytest.raises(DataError, match="six months at least"), session.begin_nested():
        forget(session.connection(), months)

    forget(session.connection(), months=6)
    assert [note.query for note in noted(session)] == ["by=unit"]


def test_forgetting_tells_nothing(session: Session) -> None:
    note_of(session, "by=unit", "3 years")

    assert session.connection().execute(FORGET, {"months": 24}).scalar() == ""


def test_the_worker_forgets_each_night() -> None:
    with app.replace_connector(InMemoryConnector()):
        app.perform_import_paths()  # type: ignore[no-untyped-call]  # procrastinate gives none

    assert "forget_pattern_lookups" in app.tasks


def test_nobody_is_noted_who_is_not_signed_in(api: TestClient, session: Session) -> None:
    api.get(PATTERNS, headers={"Authorization": "Bearer nobody"})

    assert noted(session) == []


def test_a_number_that_is_searched_for_is_not_kept(
    api: TestClient, session: Session, advisor: Headers
) -> None:
    refused = api.get(PATTERNS, params={"q": "010190-1234"}, headers=advisor)

    assert refused.status_code == 422
    [note] = noted(session)
    assert "0101" not in note.query


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT count(*) FROM pattern_lookups",
        "SELECT query FROM pattern_lookups",
        "UPDATE pattern_lookups SET query = ''",
        "DELETE FROM pattern_lookups",
        "INSERT INTO pattern_lookups (actor_kind, route, query) VALUES ('person', '', '') "
        "RETURNING query",
    ],
)
def test_the_services_may_neither_read_nor_alter_what_is_noted(
    statement: str, session: Session
) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), session.begin_nested():
        session.connection().execute(text(statement))


@pytest.mark.parametrize("path", ["/v1/change-log", "/v1/changes"])
def test_what_changed_tells_nothing_of_what_was_asked(
    path: str, api: TestClient, session: Session, actors: Actors, advisor: Headers
) -> None:
    make_complaint(session, make_unit(session))
    admin = actors.headers(Role.ADMIN)

    for asked, query in ASKED:
        api.get(asked, params=query, headers=advisor)

    told = json.dumps(api.get(path, params={"limit": 1000}, headers=admin).json())
    assert noted(session)
    assert "pattern_lookups" not in told
    assert "sagsbehandlerskift" not in told


def test_the_access_log_names_the_route_and_not_the_question(
    api: TestClient, session: Session, advisor: Headers, capsys: pytest.CaptureFixture[str]
) -> None:
    make_complaint(session, make_unit(session))

    api.get(PATTERNS, params={"q": "sagsbehandlerskift"}, headers=advisor)

    [line] = [line for line in capsys.readouterr().out.splitlines() if PATTERNS in line]
    assert json.loads(line)["route"] == PATTERNS
    assert "sagsbehandlerskift" not in line
