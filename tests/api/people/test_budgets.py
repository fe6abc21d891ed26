"""What several processes count is one sum, in a database in which they really commit."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from uuid import UUID

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session, col, select

from api import embedded_postgres
from api.db import make_engine
from api.people import budgets
from api.people.budgets import Books, limits_of
from api.people.budgets_rules import Budget, Limits
from api.people.budgets_settler import Settler
from api.people.tables import Client, ClientUse, SpentBudget
from api.settings import get_settings
from api.table import new_id
from tests import database

HALF_PAST_NINE = 1_790_674_200.0
TEN = Limits(search=10, export=10, feed=10, write=10)
NONE = Limits(search=0, export=0, feed=0, write=0)


@pytest.fixture(scope="module")
def committing(server: embedded_postgres.Server) -> Iterator[Engine]:
    with database.cloned(server, "budgets") as url:
        engine = make_engine(url)
        yield engine
        engine.dispose()


@pytest.fixture
def client(committing: Engine) -> UUID:
    with Session(committing) as session, session.begin():
        row = Client(name=f"system-{new_id()}", purpose="Tæller", scopes=["units:read"])
        session.add(row)
        session.flush()
        return row.id


def spend(books: Books, client: UUID, now: float, times: int = 1) -> tuple[bool, int]:
    """Spend some requests, and return how the last was answered."""
    for _ in range(times):
        last = books.spend(client, Budget.SEARCH, TEN, now)
    return last.allowed, last.remaining


def settle(engine: Engine, books: Books, now: float) -> None:
    with Session(engine) as session:
        budgets.settle(session, now, books)


def test_two_processes_settle_to_one_sum(committing: Engine, client: UUID) -> None:
    one, two = Books(), Books()
    assert spend(one, client, HALF_PAST_NINE, times=6) == (True, 4)
    assert spend(two, client, HALF_PAST_NINE, times=3) == (True, 7)

    settle(committing, one, HALF_PAST_NINE + 1)
    settle(committing, two, HALF_PAST_NINE + 1)

    assert spend(two, client, HALF_PAST_NINE + 1) == (True, 0)
    assert spend(two, client, HALF_PAST_NINE + 1) == (False, 0)
    assert spend(one, client, HALF_PAST_NINE + 1) == (True, 3)
    settle(committing, two, HALF_PAST_NINE + 2)
    settle(committing, one, HALF_PAST_NINE + 2)
    assert spend(one, client, HALF_PAST_NINE + 2) == (False, 0)


def test_a_process_that_spends_nothing_hears_of_the_others(
    committing: Engine, client: UUID
) -> None:
    idle, busy = Books(), Books()
    assert spend(idle, client, HALF_PAST_NINE) == (True, 9)
    settle(committing, idle, HALF_PAST_NINE + 1)
    spend(busy, client, HALF_PAST_NINE + 1, times=9)
    settle(committing, busy, HALF_PAST_NINE + 2)

    settle(committing, idle, HALF_PAST_NINE + 3)

    assert spend(idle, client, HALF_PAST_NINE + 3) == (False, 0)


def test_processes_that_settle_at_once_lose_nothing(committing: Engine, client: UUID) -> None:
    clients = sorted([client, new_id(), new_id()])

    def work(number: int) -> Books:
        books = Books()
        for step in range(10):
            for each in clients if number % 2 else reversed(clients):
                for budget in Budget:
                    books.spend(each, budget, NONE, HALF_PAST_NINE + step)
            settle(committing, books, HALF_PAST_NINE + step)
        return books

    with ThreadPoolExecutor(4) as pool:
        all_books = list(pool.map(work, range(4)))

    for books in all_books:
        settle(committing, books, HALF_PAST_NINE + 21)
    with Session(committing) as session:
        statement = select(SpentBudget.requests).where(col(SpentBudget.client_id).in_(clients))
        assert session.exec(statement).all() == [40] * 3 * len(Budget)


def test_a_new_minute_begins_with_nothing_spent(committing: Engine, client: UUID) -> None:
    one, two = Books(), Books()
    spend(one, client, HALF_PAST_NINE + 59.9, times=10)
    settle(committing, one, HALF_PAST_NINE + 59.9)
    assert spend(one, client, HALF_PAST_NINE + 59.99) == (False, 0)

    assert spend(one, client, HALF_PAST_NINE + 60) == (True, 9)
    settle(committing, one, HALF_PAST_NINE + 61)
    spend(two, client, HALF_PAST_NINE + 61)
    settle(committing, two, HALF_PAST_NINE + 61)
    assert spend(two, client, HALF_PAST_NINE + 61) == (True, 7)


def test_a_process_that_comes_late_does_not_bring_the_old_minute_back(
    committing: Engine, client: UUID
) -> None:
    late, early = Books(), Books()
    spend(late, client, HALF_PAST_NINE + 59, times=9)
    spend(early, client, HALF_PAST_NINE + 60, times=2)
    settle(committing, early, HALF_PAST_NINE + 60)
    settle(committing, late, HALF_PAST_NINE + 59.5)

    with Session(committing) as session:
        kept = session.get_one(SpentBudget, (client, Budget.SEARCH))
        assert kept.requests == 2
    assert spend(late, client, HALF_PAST_NINE + 59.6) == (True, 0)


def test_budgets_and_clients_do_not_share(committing: Engine, client: UUID) -> None:
    books, other = Books(), new_id()
    spend(books, client, HALF_PAST_NINE, times=10)

    assert books.spend(client, Budget.EXPORT, TEN, HALF_PAST_NINE).remaining == 9
    assert books.spend(other, Budget.SEARCH, TEN, HALF_PAST_NINE).remaining == 9


def test_what_could_not_be_settled_is_settled_next_time(committing: Engine, client: UUID) -> None:
    books = Books()
    spend(books, client, HALF_PAST_NINE, times=4)
    with Session(committing) as session:
        session.connection().execute(text("SET TRANSACTION READ ONLY"))
        with pytest.raises(Exception, match="read-only"):
            budgets.settle(session, HALF_PAST_NINE, books)

    settle(committing, books, HALF_PAST_NINE + 1)

    with Session(committing) as session:
        assert session.get_one(SpentBudget, (client, Budget.SEARCH)).requests == 4


def last_use(engine: Engine, client: UUID) -> datetime | None:
    with Session(engine) as session:
        use = session.get(ClientUse, client)
        return use.used_at if use else None


def test_notes_a_use_at_once_and_then_once_a_minute(committing: Engine, client: UUID) -> None:
    one, two = Books(), Books()
    noted = []
    for after, books in ((0, one), (30, two), (59, one), (60.5, two), (70, one), (121, one)):
        spend(books, client, HALF_PAST_NINE + after)
        settle(committing, books, HALF_PAST_NINE + after)
        used_at = last_use(committing, client)
        assert used_at
        noted.append(used_at.timestamp() - HALF_PAST_NINE)

    assert noted == [0, 0, 0, 60.5, 60.5, 121]


def test_a_use_is_no_change_of_the_client(committing: Engine, client: UUID) -> None:
    books = Books()
    spend(books, client, HALF_PAST_NINE)
    settle(committing, books, HALF_PAST_NINE)

    with Session(committing) as session:
        assert session.get_one(Client, client).version == 1
        logged = text("SELECT count(*) FROM changes WHERE entity_id = :key")
        assert session.connection().execute(logged, {"key": client}).scalar() == 1
    assert last_use(committing, client) == datetime.fromtimestamp(HALF_PAST_NINE, UTC)


def test_a_client_nobody_knows_is_counted_and_not_noted(committing: Engine) -> None:
    books, stranger = Books(), new_id()
    spend(books, stranger, HALF_PAST_NINE)

    settle(committing, books, HALF_PAST_NINE)

    assert last_use(committing, stranger) is None
    assert not books.uses_to_note()


def test_forgets_the_minutes_that_are_over(committing: Engine, client: UUID) -> None:
    books = Books()
    spend(books, client, HALF_PAST_NINE)

    settle(committing, books, HALF_PAST_NINE + 60)

    assert not books.tallies


def test_the_thread_settles_what_is_left_when_it_ends(
    committing: Engine, client: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.people.budgets_settler.get_engine", lambda: committing)
    monkeypatch.setattr("api.people.budgets_settler.seconds", lambda: HALF_PAST_NINE)
    settler = Settler(books := Books())
    settler.start()
    spend(books, client, HALF_PAST_NINE)

    settler.stop()

    assert not settler.thread.is_alive()
    assert [count.requests for count in books.counts(HALF_PAST_NINE)] == [0]
    assert last_use(committing, client)


def test_the_thread_outlives_a_database_that_is_away(
    client: UUID, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = make_engine("postgresql://me:secret@127.0.0.1:1/db")
    monkeypatch.setattr("api.people.budgets_settler.get_engine", lambda: nowhere)
    monkeypatch.setattr("api.people.budgets_settler.seconds", lambda: HALF_PAST_NINE)
    settler = Settler(books := Books())
    settler.start()
    spend(books, client, HALF_PAST_NINE)
    settler.stop()

    assert [count.requests for count in books.counts(HALF_PAST_NINE)] == [1]
    told = capsys.readouterr().out
    assert "OperationalError" in told
    assert "secret" not in told


def test_a_client_s_own_limits_come_before_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for budget in Budget:
        monkeypatch.setattr(get_settings(), f"rate_{budget}_per_minute", 7)
    client = Client(name="a", purpose="b", scopes=[], export_per_minute=3, write_per_minute=0)

    assert limits_of(client) == Limits(search=7, export=3, feed=7, write=0)
