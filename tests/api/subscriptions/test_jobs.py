"""The two jobs together: from a change to the receiver, in a database that commits."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Engine, text
from sqlmodel import Session

from api import embedded_postgres
from api.people.rules import Scope
from api.people.tables import Client
from api.subscriptions import jobs
from api.subscriptions.queries import secrets_of
from api.subscriptions.sending import claim_due
from api.subscriptions.signing import SecretUnreadable, decrypted
from api.subscriptions.tables import Subscription
from tests import database
from tests.api.subscriptions.conftest import UseSettings
from tests.api.subscriptions.makers import (
    Receiver,
    deliveries_of,
    make_delivery,
    make_subscription,
)
from tests.committing import connected
from tests.conftest import TODAY
from tests.factories import kept, make_unit
from tests.own_loop import in_own_loop

SCOPES = [Scope.SUBSCRIPTIONS_WRITE.value, Scope.UNITS_READ.value]
QUEUED = text("SELECT count(*) FROM jobs.procrastinate_jobs WHERE task_name = 'send_webhooks'")
SECONDS = 20


@pytest.fixture(scope="module")
def own_engine(server: embedded_postgres.Server) -> Iterator[Engine]:
    with database.cloned(server, "webhooks") as url, connected(url) as engine:
        yield engine


@pytest.fixture
def engine(own_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """A database of the jobs' own, left without subscriptions."""
    for module in ("jobs", "sending"):
        monkeypatch.setattr(f"api.subscriptions.{module}.get_engine", lambda: own_engine)
        monkeypatch.setattr(f"api.subscriptions.{module}.today", lambda: TODAY, raising=False)
    yield own_engine
    with own_engine.begin() as connection:
        connection.execute(text("DELETE FROM subscriptions"))
        connection.execute(text("SET LOCAL search_path TO public, jobs"))
        connection.execute(text("DELETE FROM procrastinate_jobs"))


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with Session(engine, expire_on_commit=False) as session:
        yield session


@pytest.fixture
def owner(session: Session) -> Client:
    count = session.connection().execute(text("SELECT count(*) FROM clients")).scalar()
    client = Client(name=f"esdh-{count}", purpose="Følger enheder", scopes=SCOPES)
    return kept(session, client)


def send_now() -> None:
    in_own_loop(jobs.send_webhooks.func(0))


def test_a_change_reaches_the_receiver_signed(
    session: Session, owner: Client, receiver: Receiver
) -> None:
    row, secret = make_subscription(session, owner, url=receiver.url)
    session.commit()
    unit = make_unit(session, name="Familien Prøve")
    session.commit()

    until = time.monotonic() + SECONDS
    subjects: list[str] = []
    while f"units/{unit.id}" not in subjects:
        assert time.monotonic() < until
        jobs.tell_subscriptions.func(0)
        send_now()
        events = [got.verified(secret) for got in receiver.got]
        subjects = [event.get("subject") for event in events]

    event = events[subjects.index(f"units/{unit.id}")]
    assert event["type"] == "dk.rettidig.units.created"
    assert "Prøve" not in str(receiver.got)
    found = deliveries_of(session, row)
    assert {each.status for each in found} == {"delivered"}
    assert {got.headers["webhook-id"] for got in receiver.got} == {
        f"msg_{each.id.hex}" for each in found
    }


def test_telling_queues_one_sending_with_it(session: Session, owner: Client) -> None:
    rows = [make_subscription(session, owner)[0] for _ in range(2)]
    session.commit()
    make_unit(session)
    session.commit()

    until = time.monotonic() + SECONDS
    while not all(deliveries_of(session, row) for row in rows):
        assert time.monotonic() < until
        jobs.tell_subscriptions.func(0)

    assert session.connection().execute(QUEUED).scalar() == 1


def test_what_is_queued_is_undone_with_what_it_sends(
    engine: Engine, session: Session, owner: Client
) -> None:
    jobs.queue_sending(session)
    assert session.connection().execute(QUEUED).scalar() == 1
    session.rollback()

    assert session.connection().execute(QUEUED).scalar() == 0


def test_no_transaction_is_open_while_a_receiver_thinks(
    engine: Engine, session: Session, owner: Client, receiver: Receiver
) -> None:
    receiver.hold = threading.Event()
    row, _ = make_subscription(session, owner, url=receiver.url)
    make_delivery(session, row)
    session.commit()
    open_ = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid() AND state LIKE 'idle in transaction%'"
    )

    with ThreadPoolExecutor(1) as pool:
        sending = pool.submit(send_now)
        until = time.monotonic() + SECONDS
        while not receiver.got:
            assert time.monotonic() < until
            time.sleep(0.01)
        with engine.connect() as connection:
            assert connection.execute(open_).scalar() == 0
        receiver.hold.set()
        sending.result()

    assert [each.status for each in deliveries_of(session, row)] == ["delivered"]


def test_workers_at_once_send_each_event_once_and_those_of_a_row_in_order(
    session: Session, owner: Client, receiver: Receiver
) -> None:
    row, secret = make_subscription(session, owner, url=receiver.url)
    units = [make_unit(session).id for _ in range(4)]
    for version in range(1, 6):
        for unit in units:
            make_delivery(session, row, entity_id=unit, entity_version=version)
    session.commit()

    with ThreadPoolExecutor(3) as pool:
        for done in [pool.submit(send_now) for _ in range(3)]:
            done.result()

    data = [got.verified(secret)["data"] for got in receiver.got]
    assert len(data) == 20
    for unit in units:
        versions = [each["version"] for each in data if each["entity_id"] == str(unit)]
        assert versions == [1, 2, 3, 4, 5]


def test_a_receiver_that_fails_delays_no_other(
    session: Session, owner: Client, receiver: Receiver, use: UseSettings
) -> None:
    failing, _ = make_subscription(session, owner, url="http://127.0.0.1:1/")
    well, _ = make_subscription(session, owner, url=receiver.url)
    for row in (failing, well):
        for _ in range(3):
            make_delivery(session, row)
    session.commit()

    send_now()

    assert len(receiver.got) == 3
    assert {each.status for each in deliveries_of(session, well)} == {"delivered"}
    waiting = deliveries_of(session, failing)
    assert {each.status for each in waiting} == {"waiting"}
    assert {each.last_fault for each in waiting} == {"not_connected"}


def test_what_a_lost_worker_claimed_is_sent_under_the_same_id(
    session: Session, owner: Client, receiver: Receiver, use: UseSettings
) -> None:
    use(webhook_timeout_seconds="0.2")
    row, _ = make_subscription(session, owner, url=receiver.url)
    delivery = make_delivery(session, row)
    session.commit()

    [lost] = claim_due(TODAY)
    send_now()
    assert receiver.got == []
    time.sleep(0.45)
    send_now()

    [got] = receiver.got
    assert got.headers["webhook-id"] == lost.message_id == f"msg_{delivery.id.hex}"
    assert [each.tries for each in deliveries_of(session, row)] == [2]


def test_a_subscription_that_is_deleted_while_it_is_sent_to_does_no_harm(
    engine: Engine, session: Session, owner: Client, receiver: Receiver
) -> None:
    receiver.hold = threading.Event()
    row, _ = make_subscription(session, owner, url=receiver.url)
    make_delivery(session, row)
    session.commit()

    with ThreadPoolExecutor(1) as pool:
        sending = pool.submit(send_now)
        until = time.monotonic() + SECONDS
        while not receiver.got:
            assert time.monotonic() < until
            time.sleep(0.01)
        with engine.begin() as connection:
            connection.execute(text("DELETE FROM subscriptions"))
        receiver.hold.set()
        sending.result()

    with Session(engine) as other:
        assert other.get(Subscription, row.id) is None


def test_older_keys_can_be_taken_away_after_a_night(
    session: Session, owner: Client, use: UseSettings
) -> None:
    older, newer = (Fernet.generate_key().decode() for _ in range(2))
    use(webhook_keys=older)
    row, secret = make_subscription(session, owner)
    use(webhook_keys=Fernet.generate_key().decode())
    lost, _ = make_subscription(session, owner)
    session.commit()
    use(webhook_keys=f"{newer},{older}")

    assert jobs.renew_webhook_keys.func(0) == 2
    assert jobs.renew_webhook_keys.func(0) == 1

    use(webhook_keys=newer)
    session.expire_all()
    [kept_] = secrets_of(session, row.id)
    assert decrypted(kept_.encrypted) == secret
    [unreadable] = secrets_of(session, lost.id)
    with pytest.raises(SecretUnreadable):
        decrypted(unreadable.encrypted)
