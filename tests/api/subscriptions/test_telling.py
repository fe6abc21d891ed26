"""From the feed to deliveries: what each subscription is told, in a database that commits."""

import json
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session

from api import embedded_postgres
from api.cases.tables import CaseReference
from api.changes.feed.reading import feed_state
from api.organisation.tables import Unit
from api.people.rules import Scope
from api.people.tables import Client
from api.subscriptions.messages import body_of
from api.subscriptions.services import send_test
from api.subscriptions.tables import Delivery, Progress, Subscription
from api.subscriptions.telling import active_subscriptions, tell
from tests import database
from tests.api.casework.makers import make_case, make_deadline
from tests.api.casework.places import RECEIVED
from tests.api.catalogue.makers import make_case_type
from tests.api.subscriptions.conftest import UseSettings
from tests.api.subscriptions.makers import deliveries_of, make_subscription
from tests.committing import connected
from tests.conftest import TODAY
from tests.factories import kept, make_unit

SCOPES = [Scope.SUBSCRIPTIONS_WRITE, Scope.UNITS_READ, Scope.DEADLINES_READ, Scope.CASES_READ]
# Another database's writers hold the feed back for a moment.
SECONDS = 20


@pytest.fixture(scope="module")
def engine(server: embedded_postgres.Server) -> Iterator[Engine]:
    with database.cloned(server, "telling") as url, connected(url) as engine:
        yield engine


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with Session(engine, expire_on_commit=False) as session:
        yield session


def make_client(session: Session, unit: Unit | None = None, **fields: Any) -> Client:
    number = session.connection().execute(text("SELECT count(*) FROM clients")).scalar()
    defaults: dict[str, Any] = {
        "name": f"system-{number}",
        "purpose": "Følger frister",
        "scopes": SCOPES,
        "unit_id": unit.id if unit else None,
    }
    return kept(session, Client(**defaults | fields))


def told(engine: Engine, row: Subscription, count: int) -> Sequence[Delivery]:
    """Read on until a subscription was told of so many events."""
    until = time.monotonic() + SECONDS
    while True:
        more = True
        while more:
            with Session(engine, expire_on_commit=False) as session, session.begin():
                news = tell(session, row.id, TODAY)
                more = news is not None and news.more
        with Session(engine, expire_on_commit=False) as session:
            found = deliveries_of(session, row)
        if len(found) >= count:
            return found
        assert time.monotonic() < until, [each.event_type for each in found]
        time.sleep(0.02)


def started(engine: Engine, session: Session, row: Subscription) -> None:
    """Commit, and let a subscription begin here: what is in the feed already is not told."""
    session.commit()
    until = time.monotonic() + SECONDS
    ahead = text("SELECT count(*) FROM changes WHERE transaction_id >= (:head)::xid8")
    while True:
        with Session(engine) as other, other.begin():
            head = feed_state(other).head.transaction
            if other.connection().execute(ahead, {"head": str(head)}).scalar() == 0:
                other.get_one(Progress, row.id).transaction = head
                return
        assert time.monotonic() < until
        time.sleep(0.02)


def types(found: Sequence[Delivery]) -> list[str]:
    return [each.event_type for each in found]


def test_each_event_is_told_once_in_the_order_of_the_feed(engine: Engine, session: Session) -> None:
    row, _ = make_subscription(session, make_client(session))
    started(engine, session, row)
    units = [make_unit(session, name=f"Enhed {number}") for number in range(3)]
    session.commit()
    units[0].note = "Rettet"
    session.commit()

    found = told(engine, row, 4)
    again = told(engine, row, 4)

    assert types(found) == ["units.created"] * 3 + ["units.changed"]
    assert [each.entity_id for each in found] == [unit.id for unit in (*units, units[0])]
    assert [each.id for each in again] == [each.id for each in found]
    assert found[3].entity_version == 2


def test_only_what_was_asked_for_is_told(engine: Engine, session: Session) -> None:
    client = make_client(session)
    unit, other = make_unit(session), make_unit(session)
    changes, _ = make_subscription(session, client, event_types=["units.changed"])
    one, _ = make_subscription(session, client, entity_ids=[other.id])
    started(engine, session, changes)
    started(engine, session, one)

    unit.note, other.note = "Rettet", "Rettet"
    make_unit(session)
    session.commit()

    assert {each.entity_id for each in told(engine, changes, 2)} == {unit.id, other.id}
    assert [each.entity_id for each in told(engine, one, 1)] == [other.id]


def test_narrowed_to_a_unit_it_tells_of_what_lies_under_it_and_of_what_leaves(
    engine: Engine, session: Session
) -> None:
    centre = make_unit(session, name="Center")
    group, elsewhere = make_unit(session, parent_id=centre.id), make_unit(session)
    case_type = make_case_type(session, code="flytter")
    inside, outside = (
        make_case(session, unit, case_type, number=f"2017-{unit.id}") for unit in (group, elsewhere)
    )
    row, _ = make_subscription(
        session,
        make_client(session),
        event_types=["cases.changed", "deadlines.*", "case_references.*"],
        unit_id=centre.id,
    )
    started(engine, session, row)
    make_deadline(session, outside, RECEIVED)
    here = make_deadline(session, inside, RECEIVED)
    for case in (outside, inside):
        kept(session, CaseReference(case_id=case.id, system="ESDH", reference=str(case.id)))
    session.commit()
    found = told(engine, row, 2)
    assert types(found) == ["deadlines.created", "case_references.created"]
    assert found[0].entity_id == here.id

    inside.unit_id = elsewhere.id
    session.commit()
    inside.closed_on = TODAY
    session.commit()
    centre.note = "Flyttet"
    outside.unit_id = group.id
    session.commit()

    moved = told(engine, row, 6)[2:]
    assert sorted(types(moved)) == ["cases.changed"] * 2 + ["deadlines.changed"] * 2
    assert [each.entity_id for each in moved if each.entity == "cases"] == [inside.id, outside.id]


def test_it_is_told_what_its_owner_may_read_now(engine: Engine, session: Session) -> None:
    here, there = make_unit(session), make_unit(session)
    case_type = make_case_type(session, code="ejes")
    client = make_client(session, here)
    row, _ = make_subscription(session, client, event_types=["cases.*"])
    started(engine, session, row)
    mine = make_case(session, here, case_type, number="2017-mine")
    make_case(session, there, case_type, number="2017-theirs")
    mine_too = make_case(session, here, case_type, number="2017-mine-too")
    session.commit()

    found = told(engine, row, 2)
    assert [each.entity_id for each in found] == [mine.id, mine_too.id]

    client.unit_id = there.id
    session.commit()
    make_case(session, here, case_type, number="2017-not-mine-now")
    new = make_case(session, there, case_type, number="2017-mine-now")
    session.commit()

    changed, created = told(engine, row, 4)[2:]
    assert (changed.event_type, changed.entity_id) == ("access.changed", None)
    assert (created.event_type, created.entity_id) == ("cases.created", new.id)


@pytest.mark.parametrize("loss", [{"active": False}, {"scopes": [Scope.UNITS_READ]}])
def test_an_owner_without_the_right_is_told_nothing_and_sees_why(
    engine: Engine, session: Session, loss: dict[str, Any]
) -> None:
    client = make_client(session)
    row, _ = make_subscription(session, client)
    started(engine, session, row)
    for name, value in loss.items():
        setattr(client, name, value)
    make_unit(session)
    session.commit()

    with Session(engine) as other, other.begin():
        assert tell(other, row.id, TODAY) is None
    session.refresh(row)

    assert (row.active, row.disabled_reason) == (False, "owner_without_right")
    assert row.disabled_at is not None
    assert row.id not in active_subscriptions(session)
    with Session(engine) as other, other.begin():
        assert tell(other, row.id, TODAY) is None


def test_after_a_restore_the_receiver_is_told_to_load_everything_once_more(
    engine: Engine, session: Session
) -> None:
    row, _ = make_subscription(session, make_client(session))
    started(engine, session, row)
    with Session(engine) as other, other.begin():
        progress = other.get_one(Progress, row.id)
        progress.epoch, progress.transaction = "0" * 12, 10**12

    [notice] = told(engine, row, 1)
    make_unit(session)
    session.commit()

    assert (notice.event_type, notice.entity) == ("feed.restarted", None)
    assert types(told(engine, row, 2)) == ["feed.restarted", "units.created"]


def test_a_rolled_back_change_is_never_told(engine: Engine, session: Session) -> None:
    row, _ = make_subscription(session, make_client(session))
    started(engine, session, row)
    make_unit(session, name="Aldrig")
    session.rollback()
    unit = make_unit(session, name="Altid")
    session.commit()

    assert [each.entity_id for each in told(engine, row, 1)] == [unit.id]


def test_two_workers_at_once_tell_each_event_once(engine: Engine, session: Session) -> None:
    row, _ = make_subscription(session, make_client(session))
    started(engine, session, row)
    make_unit(session)
    session.commit()
    sentinel = told(engine, row, 1)
    make_unit(session)
    session.commit()

    with Session(engine) as one, one.begin():
        until = time.monotonic() + SECONDS
        while not (news := tell(one, row.id, TODAY)):
            assert time.monotonic() < until
        with Session(engine) as other, other.begin():
            assert tell(other, row.id, TODAY) is None
    with Session(engine) as other, other.begin():
        assert tell(other, row.id, TODAY) is None

    assert len(news.deliveries) == 1
    assert len(told(engine, row, 2)) == len(sentinel) + 1


def test_many_events_are_told_page_by_page(
    engine: Engine, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.subscriptions.telling.AT_A_TIME", 2)
    row, _ = make_subscription(session, make_client(session))
    started(engine, session, row)
    made = [make_unit(session).id for _ in range(5)]
    session.commit()

    assert [each.entity_id for each in told(engine, row, 5)] == made


def test_what_is_told_is_thin_and_says_where_to_read(
    engine: Engine, session: Session, use: UseSettings
) -> None:
    """CloudEvents 1.0 in structured mode, and no word of what the row holds."""
    use(api_origin="https://api.rettidig.example.dk")
    unit = make_unit(session, name="Familien Prøve")
    row, _ = make_subscription(session, make_client(session))
    started(engine, session, row)
    unit.note = "Rettet"
    session.commit()

    [delivery] = told(engine, row, 1)

    event = json.loads(body_of(delivery))
    moment = datetime.fromisoformat(event.pop("time"))
    assert (moment.tzinfo, moment) == (UTC, delivery.happened_at)
    assert event == {
        "specversion": "1.0",
        "id": delivery.event_id,
        "source": "https://api.rettidig.example.dk/v1/changes",
        "type": "dk.rettidig.units.changed",
        "subject": f"units/{unit.id}",
        "datacontenttype": "application/json",
        "data": {
            "entity": "units",
            "entity_id": str(unit.id),
            "version": 2,
            "link": f"https://api.rettidig.example.dk/v1/units/{unit.id}",
            "cursor": delivery.cursor,
            "subscription_id": str(row.id),
        },
    }


def test_what_is_told_of_no_row_leaves_out_what_it_has_not(
    engine: Engine, session: Session
) -> None:
    row, _ = make_subscription(session, make_client(session))
    test = send_test(session, row)

    event = json.loads(body_of(test))

    assert event["type"] == "dk.rettidig.subscriptions.test"
    assert "subject" not in event
    assert event["data"] == {"subscription_id": str(row.id)}
