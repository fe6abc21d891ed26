"""The words of complaints are kept with them, and what they were stays for views of the past."""

from collections.abc import Iterator
from datetime import date
from hashlib import md5

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, text
from sqlalchemy.sql.selectable import SelectBase
from sqlmodel import Session, col, select

from api.changes.context import act_as
from api.complaints.search import sql
from api.complaints.search.queries import search_for, texts_matching
from api.complaints.search.tables import ComplaintText
from api.complaints.tables import Complaint
from api.db import make_engine
from api.embedded_postgres import Server
from api.organisation.tables import Unit
from tests import database
from tests.api.complaints.search.finding import found
from tests.committing import connected
from tests.factories import make_cause, make_complaint, make_point, make_unit

MANY_MORE = """
    INSERT INTO complaints (id, number, received_on, channel, kind, text, unit_id)
    SELECT gen_random_uuid(), number || n, received_on - n, channel, kind, (
        SELECT string_agg((n + place)::text, ' ') FROM generate_series(1, 60) AS place
    ), unit_id
    FROM complaints CROSS JOIN generate_series(1, 500) AS n WHERE id = :like
"""
SAID_OF_EACH = """
    INSERT INTO complaint_points (
        id, complaint_id, cause_id, text, affects_legality, affects_legal_position, bound_by_law,
        shows_inefficiency, affects_credibility
    )
    SELECT gen_random_uuid(), complaints.id, :cause, said, false, false, false, false, false
    FROM complaints CROSS JOIN unnest(ARRAY['Fristen gik.', NULL, 'Svaret udeblev.']) AS said
"""
TIDIED = "SELECT gin_clean_pending_list('complaint_texts_words_idx')"


@pytest.fixture
def unit(session: Session) -> Unit:
    return make_unit(session)


@pytest.fixture
def complaint(session: Session, unit: Unit) -> Complaint:
    return make_complaint(session, unit, number="K1", text="Tonen var grov.")


@pytest.fixture(scope="module")
def address(server: Server) -> Iterator[str]:
    with database.cloned(server, "texts") as url:
        yield url


@pytest.fixture(scope="module")
def engine_of_own(address: str) -> Iterator[Engine]:
    with connected(address) as engine:
        yield engine


@pytest.fixture
def owner(address: str) -> Iterator[Engine]:
    """The same database for its owner, who may say how well its tables are known."""
    engine = make_engine(address, role=None)
    yield engine
    engine.dispose()


@pytest.fixture
def before_common_words(server: Server) -> Iterator[str]:
    """A database of the time when common words were left out."""
    with database.cloned(server, "before_common_words") as url:
        command.downgrade(migrating(url), "purposes_untold")
        yield url


def migrating(url: str) -> Config:
    config = Config(str(database.ROOT / "alembic.ini"))
    config.attributes["url"] = url
    return config


def states(session: Session, complaint: Complaint) -> list[ComplaintText]:
    statement = select(ComplaintText).where(ComplaintText.complaint_id == complaint.id)
    return list(session.exec(statement.order_by(col(ComplaintText.valid_from))))


def test_a_point_says_it_too(session: Session, complaint: Complaint) -> None:
    point = make_point(session, complaint, make_cause(session), text="Fristen er overskredet.")
    assert found(session, "frist") == found(session, "tone") == {"K1"}

    point.text = "Svaret udeblev."
    session.flush()
    assert (found(session, "frist"), found(session, "svar")) == (set(), {"K1"})

    session.delete(point)
    session.flush()
    assert found(session, "svar") == set()


def test_all_points_of_a_statement_say_it_too(
    session: Session, unit: Unit, complaint: Complaint
) -> None:
    other = make_complaint(session, unit, number="K2", text="Ingen ringede.")
    cause = make_cause(session)

    session.connection().execute(text(SAID_OF_EACH), {"cause": cause.id})

    assert found(session, "frist") == found(session, "svar") == {"K1", "K2"}
    assert (found(session, "tone"), found(session, "ringe")) == ({"K1"}, {"K2"})
    assert [len(states(session, each)) for each in (complaint, other)] == [1, 1]


def test_follows_the_complaint_to_another_day(session: Session, complaint: Complaint) -> None:
    complaint.received_on = date(2017, 1, 2)
    session.flush()

    [kept] = states(session, complaint)
    assert kept.received_on == date(2017, 1, 2)


def test_goes_with_the_complaint(session: Session, complaint: Complaint) -> None:
    session.delete(complaint)
    session.flush()

    assert states(session, complaint) == []


def test_nobody_else_writes_the_words(session: Session, complaint: Complaint) -> None:
    rights = session.connection().execute(
        text(
            "SELECT has_table_privilege('rettidig_app', 'complaint_texts', 'INSERT,UPDATE,DELETE')"
        )
    )

    assert not rights.scalar_one()


def test_common_words_are_added_to_what_was_said_before(before_common_words: str) -> None:
    with connected(before_common_words) as engine, Session(engine) as session:
        act_as(session, kind="program", name="test", act="arrange")
        row = make_complaint(session, make_unit(session), number="K1", text="Ikke hørt.")
        make_point(session, row, make_cause(session), text="Og ikke svaret.")
        session.commit()
        assert session.exec(select(ComplaintText.words)).all() == ["'hørt':2A 'svar':5A"]
        session.commit()

        command.upgrade(migrating(before_common_words), "head")

        assert [kept.words for kept in states(session, row)] == [
            "'=ikke':1A,4A '=og':3A 'hørt':2A 'svar':5A"
        ]
        assert found(session, '"og ikke svaret"') == {"K1"}


def known_as(complaint: Complaint, said: str) -> int:
    """Return the number of a complaint that says something, reckoned by hand."""
    digest = md5(said.encode(), usedforsecurity=False).digest()
    halves = (complaint.id.bytes[8:], digest[8:])
    first, second = (int.from_bytes(half, "little") for half in halves)
    return first ^ second


def test_what_was_said_is_found_with_what_is_said_now(engine_of_own: Engine) -> None:
    was, now = "Fristen er overskredet.", "Svaret udeblev, og fristen med."
    with Session(engine_of_own) as session:
        act_as(session, kind="program", name="test", act="arrange")
        row = make_complaint(session, make_unit(session), text=was)
        session.commit()
        act_as(session, kind="program", name="test", act="arrange")
        row.text = now
        session.commit()

        def numbers(query: str) -> set[int]:
            return set(map(int, texts_matching(session, search_for(session, query))))

        assert numbers("frist") == {known_as(row, was), known_as(row, now)}
        assert numbers("svar") == {known_as(row, now)}
        assert numbers("isbjørn") == set()
        [before, after] = states(session, row)
        assert before.valid_until
        assert before.valid_until <= after.valid_from
        assert after.valid_until is None


def test_a_full_stop_makes_other_words_and_another_day_of_receipt_does_not(
    engine_of_own: Engine,
) -> None:
    with Session(engine_of_own) as session:
        act_as(session, kind="program", name="test", act="arrange")
        row = make_complaint(session, make_unit(session), text="Fristen er overskredet")
        session.commit()
        for field, value in (("received_on", date(2017, 8, 1)), ("text", f"{row.text}.")):
            act_as(session, kind="program", name="test", act="arrange")
            setattr(row, field, value)
            session.commit()

        [before, after] = states(session, row)
        assert before.words == after.words
        assert before.received_on == after.received_on == date(2017, 8, 1)


def test_a_word_nobody_wrote_is_looked_up_and_nothing_is_walked(owner: Engine) -> None:
    with Session(owner) as session:
        act_as(session, kind="program", name="test", act="arrange")
        complaint = make_complaint(session, make_unit(session))
        session.connection().execute(text(MANY_MORE), {"like": complaint.id})
        session.connection().execute(text(TIDIED))
        session.connection().execute(text("ANALYZE complaint_texts"))
        session.connection().execute(text("SET LOCAL enable_seqscan = off"))
        found_by = sql.anywhere(search_for(session, "isbjørn").tsquery)
        statement = select(Complaint).where(col(Complaint.id).in_(found_by))

        plan = explained(session, statement.order_by(col(Complaint.received_on)).limit(20))

        assert "Bitmap Index Scan on complaint_texts_words_idx" in plan
        assert "newest_idx" not in plan
        session.rollback()


def test_only_so_many_of_the_newest_are_read(session: Session) -> None:
    session.connection().execute(text("SET LOCAL enable_seqscan = off"))
    session.connection().execute(text("SET LOCAL enable_sort = off"))

    plan = explained(session, sql.among_newest("'frist'"))

    assert "Index Scan Backward using complaint_texts_newest_idx" in plan
    assert plan.index("Limit") < plan.index("complaint_texts_newest_idx")


def explained(session: Session, statement: SelectBase) -> str:
    connection = session.connection()
    compiled = statement.compile(dialect=connection.dialect)
    rows = connection.exec_driver_sql(f"EXPLAIN {compiled}", compiled.params)
    return "\n".join(row[0] for row in rows)
