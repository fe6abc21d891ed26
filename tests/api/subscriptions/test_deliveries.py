"""What was sent, what was given up, and with which secret."""

from sqlalchemy import text
from sqlmodel import Session, col, select
from starlette.testclient import TestClient

from api.subscriptions.tables import SigningSecret
from tests.api.subscriptions.makers import BODY, SUBSCRIPTIONS, refusal, subscribed
from tests.factories import UNKNOWN_ID, Headers


def test_a_new_secret_holds_beside_the_old_one_for_some_hours(
    api: TestClient, head: Headers, session: Session
) -> None:
    made = subscribed(api, head)
    address = made.headers["Location"]

    renewed = api.post(f"{address}/secrets", json={"old_valid_hours": 48}, headers=head)
    sooner = api.post(f"{address}/secrets", json={"old_valid_hours": 0}, headers=head)

    assert renewed.status_code == 201, renewed.text
    assert renewed.headers["Cache-Control"] == "no-store"
    secrets = {answer.json()["secret"] for answer in (made, renewed, sooner)}
    assert len(secrets) == 3
    ends = session.exec(select(SigningSecret.expires_at).order_by(col(SigningSecret.id))).all()
    assert ends[0] == ends[1]
    assert ends[2] is None
    history = api.get(f"{address}/history", headers=head).json()["items"]
    assert history[-1]["act"] == "renew_subscription_secret"


def test_a_test_is_queued_and_can_be_followed(api: TestClient, head: Headers) -> None:
    address = subscribed(api, head).headers["Location"]

    sent = api.post(f"{address}/test", headers=head)
    shown = api.get(sent.headers["Location"], headers=head)

    assert sent.status_code == 202, sent.text
    assert (sent.json()["event_type"], sent.json()["status"]) == ("subscriptions.test", "waiting")
    assert sent.json()["message_id"].startswith("msg_")
    assert shown.json() == sent.json()
    assert shown.headers["ETag"].startswith('"1')
    assert api.get(address, headers=head).json()["waiting"] == 1


def given_up(session: Session) -> None:
    """Let every delivery be one that was given up."""
    session.connection().execute(
        text("UPDATE subscription_deliveries SET status = 'failed', tries = 10, ended_at = now()")
    )
    session.expire_all()


def test_what_was_given_up_is_listed_and_sent_again(
    api: TestClient, head: Headers, session: Session
) -> None:
    address = subscribed(api, head).headers["Location"]
    first, second = (
        api.post(f"{address}/test", headers=head).headers["Location"] for _ in range(2)
    )
    waiting = api.post(f"{first}/resend", headers=head)
    given_up(session)

    failed = api.get(f"{address}/deliveries", params={"status": "failed"}, headers=head).json()
    again = api.post(f"{first}/resend", headers=head)
    listed = api.get(f"{address}/deliveries", params={"status": "failed"}, headers=head).json()

    assert refusal(waiting)[:2] == (409, "delivery_waiting")
    assert [item["may"] for item in failed["items"]] == [["resend"], ["resend"]]
    assert (again.json()["status"], again.json()["tries"]) == ("waiting", 0)
    assert again.json()["message_id"] == failed["items"][1]["message_id"]
    assert again.json()["version"] == 2
    assert [item["id"] for item in listed["items"]] == [second.rpartition("/")[2]]


def test_all_that_was_given_up_is_sent_again_at_once(
    api: TestClient, head: Headers, session: Session
) -> None:
    address = subscribed(api, head).headers["Location"]
    for _ in range(3):
        api.post(f"{address}/test", headers=head)
    given_up(session)
    resend = f"{address}/resend-failed"

    later = api.post(resend, json={"failed_since": "2999-01-01T00:00:00Z"}, headers=head)
    all_ = api.post(resend, json={}, headers=head)

    assert (later.json(), all_.json()) == ({"resent": 0}, {"resent": 3})
    assert api.get(address, headers=head).json()["waiting"] == 3


def test_deliveries_are_paged_and_filtered(api: TestClient, head: Headers) -> None:
    address = subscribed(api, head).headers["Location"]
    made = [api.post(f"{address}/test", headers=head).json()["id"] for _ in range(3)]
    deliveries = f"{address}/deliveries"

    page = api.get(deliveries, params={"limit": 2, "count": "exact"}, headers=head).json()
    rest = api.get(deliveries, params={"limit": 2, "cursor": page["next"]}, headers=head).json()

    assert page["total"] == 3
    assert [item["id"] for item in page["items"] + rest["items"]] == made[::-1]
    for query in ({"event_type": "units.changed"}, {"entity_id": UNKNOWN_ID}):
        assert api.get(deliveries, params=query, headers=head).json()["items"] == []
    assert api.get(deliveries, params={"status": "lost"}, headers=head).status_code == 422


def test_nothing_is_sent_while_it_is_switched_off(
    api: TestClient, head: Headers, session: Session
) -> None:
    address = subscribed(api, head).headers["Location"]
    sent = api.post(f"{address}/test", headers=head).headers["Location"]
    given_up(session)
    api.put(address, json=BODY | {"active": False}, headers=head | {"If-Match": "*"})

    for act in (f"{address}/test", f"{sent}/resend", f"{address}/resend-failed"):
        refused = api.post(act, json={} if "failed" in act else None, headers=head)
        assert refusal(refused)[:2] == (409, "subscription_disabled")


def test_deliveries_are_their_subscriptions_and_for_its_owners_eyes(
    api: TestClient, head: Headers, system: Headers
) -> None:
    mine, theirs = (subscribed(api, who).headers["Location"] for who in (head, system))
    sent = api.post(f"{mine}/test", headers=head).json()["id"]

    assert api.get(f"{mine}/deliveries", headers=system).status_code == 404
    assert api.get(f"{theirs}/deliveries/{sent}", headers=system).status_code == 404
    assert api.get(f"{mine}/deliveries/{UNKNOWN_ID}", headers=head).status_code == 404
    assert api.get(f"{SUBSCRIPTIONS}/{UNKNOWN_ID}", headers=head).status_code == 404
