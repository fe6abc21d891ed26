"""What is claimed and when, what each answer leads to, and who is switched off."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select
from structlog.testing import capture_logs

from api.changes.tables import Change
from api.people.rules import Scope
from api.people.tables import Client
from api.subscriptions.posting import Answered, Outgoing
from api.subscriptions.rules import WAITS, SendFault
from api.subscriptions.sending import claim, note, subscriptions_due
from api.subscriptions.services import begin_again, renew_secret
from api.subscriptions.tables import Progress, Subscription
from api.table import new_id, now
from tests.api.subscriptions.conftest import UseSettings
from tests.api.subscriptions.makers import make_delivery, make_subscription
from tests.conftest import TODAY
from tests.factories import kept

TAKEN = Answered(204)
REFUSED = Answered(500, SendFault.STATUS)
SILENT = Answered(fault=SendFault.TIMED_OUT)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def owner(session: Session) -> Client:
    scopes = [Scope.SUBSCRIPTIONS_WRITE.value, Scope.UNITS_READ.value]
    return kept(session, Client(name="esdh", purpose="Følger frister", scopes=scopes))


@pytest.fixture
def subscription(session: Session, owner: Client) -> Subscription:
    return make_subscription(session, owner)[0]


def due(session: Session, row: Subscription) -> list[Any]:
    """Claim what is due, and return what it is of."""
    return [each.delivery_id for each in claim(session, row.id, TODAY)]


def tried(session: Session, row: Subscription, answer: Answered) -> Outgoing:
    """Let the receiver answer the only delivery that is due."""
    [message] = claim(session, row.id, TODAY)
    note(session, message, answer, chance=0.5)
    return message


def progress_of(session: Session, row: Subscription) -> Progress:
    return session.get_one(Progress, row.id)


def test_what_is_taken_is_delivered(session: Session, subscription: Subscription) -> None:
    delivery = make_delivery(session, subscription)

    message = tried(session, subscription, TAKEN)

    assert message.message_id == f"msg_{delivery.id.hex}"
    assert (delivery.status, delivery.tries, delivery.last_status) == ("delivered", 1, 204)
    assert delivery.ended_at is not None
    assert delivery.claimed_until is None
    assert delivery.version == 3
    assert progress_of(session, subscription).last_delivered_at is not None
    assert due(session, subscription) == []


def test_a_claim_keeps_others_off_until_it_is_over(
    session: Session, subscription: Subscription
) -> None:
    delivery = make_delivery(session, subscription)

    assert due(session, subscription) == [delivery.id]
    assert due(session, subscription) == []
    assert subscriptions_due(session) == []
    assert delivery.claimed_until is not None
    assert now() + timedelta(seconds=29) < delivery.claimed_until < now() + timedelta(seconds=31)

    delivery.claimed_until = now() - timedelta(seconds=1)
    assert subscriptions_due(session) == [subscription.id]
    assert due(session, subscription) == [delivery.id]
    assert delivery.tries == 2


def test_the_answer_to_a_try_that_was_taken_over_is_not_noted(
    session: Session, subscription: Subscription
) -> None:
    delivery = make_delivery(session, subscription)
    [late] = claim(session, subscription.id, TODAY)
    delivery.claimed_until = now() - timedelta(seconds=1)
    [again] = claim(session, subscription.id, TODAY)

    note(session, late, REFUSED, chance=0.5)
    assert (delivery.status, delivery.last_status) == ("waiting", None)
    note(session, again, TAKEN, chance=0.5)
    assert delivery.status == "delivered"


def test_the_answer_about_what_was_deleted_meanwhile_is_let_go(
    session: Session, subscription: Subscription
) -> None:
    delivery = make_delivery(session, subscription)
    [message] = claim(session, subscription.id, TODAY)
    session.delete(delivery)
    session.flush()

    note(session, message, TAKEN, chance=0.5)

    assert progress_of(session, subscription).last_delivered_at is None


def test_a_later_event_of_the_same_row_waits_for_the_earlier(
    session: Session, subscription: Subscription
) -> None:
    same = new_id()
    first = make_delivery(session, subscription, entity_id=same)
    later = make_delivery(session, subscription, entity_id=same)
    other = make_delivery(session, subscription)

    messages = claim(session, subscription.id, TODAY)
    assert [each.delivery_id for each in messages] == [first.id, other.id]
    note(session, messages[1], TAKEN, chance=0.5)
    assert due(session, subscription) == []
    note(session, messages[0], TAKEN, chance=0.5)
    assert due(session, subscription) == [later.id]


def test_it_waits_until_the_earlier_is_given_up_too(
    session: Session, subscription: Subscription
) -> None:
    same = new_id()
    first = make_delivery(session, subscription, entity_id=same, tries=len(WAITS))
    later = make_delivery(session, subscription, entity_id=same)
    progress_of(session, subscription).last_delivered_at = now() + MINUTE

    tried(session, subscription, REFUSED)

    assert (first.status, subscription.active) == ("failed", True)
    progress_of(session, subscription).resting_until = None
    assert due(session, subscription) == [later.id]


def test_events_of_no_row_wait_for_nothing(session: Session, subscription: Subscription) -> None:
    nothing: dict[str, Any] = {"entity": None, "entity_id": None}
    made = [make_delivery(session, subscription, **nothing).id for _ in range(2)]

    assert due(session, subscription) == made


def test_a_receiver_is_sent_ten_at_once_and_one_while_it_fails(
    session: Session, subscription: Subscription
) -> None:
    made = [make_delivery(session, subscription).id for _ in range(12)]
    assert due(session, subscription) == made[:10]

    progress_of(session, subscription).failures = 1
    session.flush()
    assert due(session, subscription) == made[10:11]


def test_what_fails_is_tried_again_later_and_later(
    session: Session, subscription: Subscription
) -> None:
    delivery, progress = make_delivery(session, subscription), progress_of(session, subscription)
    for tries, wait in enumerate(WAITS, 1):
        before = now()
        tried(session, subscription, SILENT)

        assert (delivery.status, delivery.tries) == ("waiting", tries)
        assert (delivery.last_status, delivery.last_fault) == (None, "timed_out")
        assert wait <= delivery.due_at - before < wait + MINUTE
        assert progress.failures == tries
        assert progress.resting_until
        assert subscriptions_due(session) == []
        delivery.due_at, progress.resting_until = now(), now()

    tried(session, subscription, SILENT)
    assert (delivery.status, delivery.tries) == ("failed", 10)
    assert delivery.ended_at is not None


def test_a_receiver_that_took_nothing_for_three_days_is_switched_off(
    session: Session, subscription: Subscription
) -> None:
    progress_of(session, subscription).last_delivered_at = now() - timedelta(days=4)
    make_delivery(session, subscription, tries=len(WAITS), first_tried_at=now() - timedelta(days=3))
    waiting = make_delivery(session, subscription, due_at=now() + timedelta(hours=1))

    with capture_logs() as logs:
        tried(session, subscription, REFUSED)

    assert (subscription.active, subscription.disabled_reason) == (False, "failing")
    assert subscription.disabled_at is not None
    assert waiting.status == "waiting"
    assert {"subscription": str(subscription.id), "reason": "failing"}.items() <= logs[0].items()
    change = session.exec(
        select(Change)
        .where(Change.entity_id == subscription.id)
        .order_by(col(Change.sequence).desc())
        .limit(1)
    ).one()
    assert (change.act, change.actor_name) == ("disable_subscription", "rettidig")
    assert "whsec" not in str(change.after)


def test_one_event_that_is_never_taken_stops_none_of_the_others(
    session: Session, subscription: Subscription
) -> None:
    progress_of(session, subscription).last_delivered_at = now() - timedelta(hours=1)
    poison = make_delivery(
        session, subscription, tries=len(WAITS), first_tried_at=now() - timedelta(days=3)
    )

    tried(session, subscription, REFUSED)

    assert (poison.status, subscription.active) == ("failed", True)


def test_gone_switches_off_at_once(session: Session, subscription: Subscription) -> None:
    delivery = make_delivery(session, subscription)
    others = make_delivery(session, subscription, due_at=now() + MINUTE)

    tried(session, subscription, Answered(410, SendFault.STATUS))

    assert (delivery.status, delivery.last_status) == ("failed", 410)
    assert (subscription.active, subscription.disabled_reason) == (False, "gone")
    assert others.status == "waiting"
    assert due(session, subscription) == []
    assert subscriptions_due(session) == []


def test_switched_on_again_it_goes_on_at_once(session: Session, subscription: Subscription) -> None:
    delivery = make_delivery(session, subscription)
    tried(session, subscription, SILENT)
    assert subscriptions_due(session) == []

    begin_again(session, subscription)
    session.expire_all()

    assert progress_of(session, subscription).failures == 0
    assert due(session, subscription) == [delivery.id]


def test_a_receiver_that_asks_for_a_pause_gets_it(
    session: Session, subscription: Subscription
) -> None:
    delivery = make_delivery(session, subscription)
    asked = timedelta(minutes=20)

    tried(session, subscription, Answered(503, SendFault.STATUS, asked))

    assert asked - MINUTE < delivery.due_at - now() <= asked
    rests = progress_of(session, subscription).resting_until
    assert rests
    assert asked - MINUTE < rests - now() <= asked


@pytest.mark.parametrize("loss", [{"active": False}, {"scopes": [Scope.UNITS_READ]}])
def test_nothing_waiting_is_sent_for_an_owner_without_the_right(
    session: Session, subscription: Subscription, owner: Client, loss: dict[str, Any]
) -> None:
    make_delivery(session, subscription)
    for name, value in loss.items():
        setattr(owner, name, value)
    session.flush()

    assert due(session, subscription) == []
    assert subscription.disabled_reason == "owner_without_right"


def test_deliveries_are_signed_with_the_old_secret_too_until_it_is_over(
    session: Session, owner: Client
) -> None:
    row, old = make_subscription(session, owner)
    new, _ = renew_secret(session, row, 24)
    make_delivery(session, row)

    [message] = claim(session, row.id, TODAY)
    assert message.secrets == [new, old]

    renew_secret(session, row, 0)
    make_delivery(session, row)
    [message] = claim(session, row.id, TODAY)
    assert len(message.secrets) == 1
    assert not {new, old} & set(message.secrets)


def test_a_secret_whose_key_is_gone_switches_off_instead_of_sending_unsigned(
    session: Session, subscription: Subscription, use: UseSettings
) -> None:
    delivery = make_delivery(session, subscription)
    use(secret_key="another-secret-key-of-the-house")

    assert due(session, subscription) == []
    assert subscription.disabled_reason == "secret_unreadable"
    assert (delivery.status, delivery.tries) == ("waiting", 0)


def test_what_was_deleted_has_nothing_to_send(session: Session) -> None:
    assert claim(session, new_id(), TODAY) == []


def test_a_message_shows_no_secret(session: Session, subscription: Subscription) -> None:
    make_delivery(session, subscription)
    [message] = claim(session, subscription.id, TODAY)

    assert message.secrets[0] not in repr(message)
