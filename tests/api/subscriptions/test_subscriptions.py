"""Subscriptions over HTTP: whose they are, and what they may tell."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session, col, select
from starlette.testclient import TestClient

from api.organisation.tables import Unit
from api.people.rules import Role, Scope
from api.people.tables import Client
from api.subscriptions.tables import Delivery, SigningSecret
from tests.api.subscriptions.conftest import UseSettings
from tests.api.subscriptions.makers import BODY, SUBSCRIPTIONS, WRITE, refusal, subscribed
from tests.factories import UNKNOWN_ID, Actors, Headers


@pytest.fixture
def admin(actors: Actors) -> Headers:
    return actors.headers(Role.ADMIN)


def urls(api: TestClient, headers: Headers, **query: Any) -> list[str]:
    items = api.get(SUBSCRIPTIONS, params=query, headers=headers).json()["items"]
    return [item["url"] for item in items]


def test_a_system_subscribes_and_is_shown_its_secret_once(api: TestClient, system: Headers) -> None:
    made = subscribed(
        api, system, event_types=["deadlines.*", "units.changed", "deadlines.*"], description="ESDH"
    )
    shown = api.get(made.headers["Location"], headers=system)

    assert made.headers["Cache-Control"] == "no-store"
    assert made.json()["secret"].startswith("whsec_")
    body = shown.json()
    assert "secret" not in body
    assert body == {name: value for name, value in made.json().items() if name != "secret"}
    assert body["event_types"] == ["deadlines.*", "units.changed"]
    assert (body["owner_kind"], body["own"], body["active"]) == ("client", True, True)
    assert (body["disabled_reason"], body["waiting"], body["failed"]) == (None, 0, 0)
    assert body["may"] == ["replace", "switch", "renew_secret", "test", "delete"]
    assert shown.headers["ETag"].startswith('"1')


def test_a_repeated_request_subscribes_once_and_tells_no_secret(
    api: TestClient, system: Headers
) -> None:
    key = system | {"Idempotency-Key": "subscribe-esdh"}

    first, again = subscribed(api, key).json(), subscribed(api, key).json()

    assert again == first | {"secret": None}
    assert len(urls(api, system)) == 1


def test_neither_the_log_nor_the_table_tells_the_secret(
    api: TestClient, system: Headers, session: Session
) -> None:
    secret = subscribed(api, system).json()["secret"]
    kept = session.exec(select(SigningSecret.encrypted)).one()

    assert secret.encode() not in kept
    rows = session.connection().execute(text("SELECT changes::text FROM changes")).scalars()
    assert not any(secret in row or secret[6:] in row for row in rows)


def test_ones_own_may_be_seen_and_who_keeps_all_sees_all(
    api: TestClient, system: Headers, head: Headers, admin: Headers
) -> None:
    mine = subscribed(api, head, url="https://mine.example.dk/").headers["Location"]
    subscribed(api, system, url="https://system.example.dk/")

    assert urls(api, head) == ["https://mine.example.dk/"]
    assert urls(api, system) == ["https://system.example.dk/"]
    assert len(urls(api, admin)) == 2
    assert urls(api, admin, own=True) == []
    assert urls(api, admin, active=False) == []
    assert api.get(mine, headers=system).status_code == 404
    assert api.delete(mine, headers=system | {"If-Match": "*"}).status_code == 404


def test_subscribing_needs_its_right(api: TestClient, actors: Actors, unit: Unit) -> None:
    reader = actors.client(Scope.SUBSCRIPTIONS_READ, Scope.UNITS_READ)
    leader = actors.headers(Role.DEPARTMENT_LEADER, unit)

    for headers in (reader, leader):
        assert api.post(SUBSCRIPTIONS, json=BODY, headers=headers).status_code == 403
    assert urls(api, reader) == []
    assert api.get(SUBSCRIPTIONS, headers=leader).status_code == 403


def test_what_the_owner_may_not_read_can_not_be_subscribed_to(
    api: TestClient, actors: Actors, head: Headers, admin: Headers
) -> None:
    narrow = actors.client(*WRITE, Scope.UNITS_READ)

    cases = api.post(SUBSCRIPTIONS, json=BODY | {"event_types": ["cases.*"]}, headers=narrow)
    # The whole log is read by who has the right to it everywhere.
    plans = BODY | {"event_types": ["plans.changed"]}
    here, everywhere = (api.post(SUBSCRIPTIONS, json=plans, headers=who) for who in (head, admin))

    assert refusal(cases) == (422, "event_type_unknown", "/event_types/0")
    assert refusal(here) == (422, "event_type_unknown", "/event_types/0")
    assert everywhere.status_code == 201


@pytest.mark.parametrize(
    ("change", "code", "pointer"),
    [
        ({"url": "http://receiver.example.dk/"}, "url_not_https", "/url"),
        ({"url": "https://127.0.0.1/"}, "url_not_public", "/url"),
        ({"url": "nowhere"}, "url_invalid", "/url"),
        ({"event_types": []}, "too_short", "/event_types"),
        ({"event_types": ["*"]}, "event_type_unknown", "/event_types/0"),
        ({"event_types": ["units.moved"]}, "event_type_unknown", "/event_types/0"),
        ({"unit_id": UNKNOWN_ID}, "reference_unknown", "/unit_id"),
        ({"entity_ids": ["one"]}, "uuid_parsing", "/entity_ids/0"),
        ({"client_id": UNKNOWN_ID}, "reference_unknown", "/client_id"),
        ({"secret": "whsec_mine"}, "extra_forbidden", "/secret"),
    ],
)
def test_what_is_no_subscription_is_refused(
    api: TestClient, admin: Headers, change: dict[str, Any], code: str, pointer: str
) -> None:
    answer = api.post(SUBSCRIPTIONS, json=BODY | change, headers=admin)

    status, _, place = refusal(answer)
    assert (status, answer.json()["errors"][0]["code"], place) == (422, code, pointer)


def test_what_lies_in_no_unit_is_not_narrowed_to_one(
    api: TestClient, admin: Headers, unit: Unit
) -> None:
    narrowed = {"unit_id": str(unit.id)}
    placed = ["cases.*", "deadlines.*", "decisions.created", "extensions.*", "units.changed"]

    made = subscribed(api, admin, event_types=placed, **narrowed).json()
    refused = api.post(
        SUBSCRIPTIONS, json=BODY | narrowed | {"event_types": ["people.*"]}, headers=admin
    )

    assert made["unit_name"] == "Børnefamilier"
    assert refusal(refused) == (422, "entity_in_no_unit", "/unit_id")


def test_plain_text_and_ones_own_network_are_allowed_by_settings(
    api: TestClient, admin: Headers, use: UseSettings
) -> None:
    use(webhook_allow_http="true", webhook_allow_private="10.20.0.0/16")

    subscribed(api, admin, url="http://10.20.0.5:8080/esdh")
    other = api.post(SUBSCRIPTIONS, json=BODY | {"url": "http://10.21.0.5/"}, headers=admin)

    assert refusal(other) == (422, "url_not_public", "/url")


def test_its_owner_gives_it_new_content_and_deletes_it(api: TestClient, head: Headers) -> None:
    made = subscribed(api, head)
    address, body = made.headers["Location"], BODY | {"event_types": ["units.deleted"]}

    assert api.put(address, json=body, headers=head).status_code == 428
    changed = api.put(address, json=body, headers=head | {"If-Match": '"1"'})
    assert changed.json()["event_types"] == ["units.deleted"]
    assert api.put(address, json=body, headers=head | {"If-Match": '"1"'}).status_code == 412

    assert api.delete(address, headers=head | {"If-Match": '"2"'}).status_code == 204
    assert api.get(address, headers=head).status_code == 404


def test_deleting_takes_along_what_waits_to_be_sent(
    api: TestClient, head: Headers, session: Session
) -> None:
    address = subscribed(api, head).headers["Location"]
    api.post(f"{address}/test", headers=head)

    assert api.delete(address, headers=head | {"If-Match": "*"}).status_code == 204

    assert session.exec(select(Delivery)).all() == []
    assert session.exec(select(SigningSecret)).all() == []


def test_it_is_switched_off_and_on_by_hand(api: TestClient, head: Headers) -> None:
    address = subscribed(api, head).headers["Location"]

    off = api.put(address, json=BODY | {"active": False}, headers=head | {"If-Match": "*"}).json()
    again = api.put(address, json=BODY | {"active": False}, headers=head | {"If-Match": "*"})
    on = api.put(address, json=BODY, headers=head | {"If-Match": "*"}).json()

    assert (off["active"], off["disabled_reason"]) == (False, "by_hand")
    assert "test" not in off["may"]
    assert again.json()["disabled_at"] == off["disabled_at"]
    assert (on["active"], on["disabled_reason"], on["disabled_at"]) == (True, None, None)


def test_one_made_switched_off_is_off(api: TestClient, head: Headers) -> None:
    assert subscribed(api, head, active=False).json()["disabled_reason"] == "by_hand"


def test_who_keeps_all_stops_anothers_and_does_not_turn_it_elsewhere(
    api: TestClient, actors: Actors, head: Headers
) -> None:
    address = subscribed(api, head).headers["Location"]
    staff = actors.headers(Role.STAFF_UNIT) | {"If-Match": "*"}

    stopped = api.put(address, json=BODY | {"active": False}, headers=staff)
    turned = api.put(address, json=BODY | {"url": "https://other.example.dk/"}, headers=staff)

    assert stopped.json()["active"] is False
    assert stopped.json()["may"] == ["switch", "delete"]
    assert refusal(turned)[:2] == (403, "not_allowed")
    assert api.post(f"{address}/secrets", json={}, headers=staff).status_code == 403
    assert api.delete(address, headers=staff).status_code == 204


@pytest.fixture
def esdh(session: Session, actors: Actors) -> Client:
    actors.client(*WRITE, Scope.UNITS_READ)
    return session.exec(select(Client).order_by(col(Client.id).desc()).limit(1)).one()


def test_who_keeps_a_client_subscribes_for_it(
    api: TestClient, admin: Headers, esdh: Client
) -> None:
    made = subscribed(api, admin, client_id=str(esdh.id))
    address = made.headers["Location"]

    assert (made.json()["owner_name"], made.json()["own"]) == (esdh.name, False)
    assert made.json()["client_id"] == str(esdh.id)
    assert "renew_secret" in made.json()["may"]
    assert urls(api, admin, client=str(esdh.id)) == [BODY["url"]]
    body = BODY | {"event_types": ["cases.*"]}
    refused = api.put(address, json=body, headers=admin | {"If-Match": "*"})
    assert refusal(refused) == (422, "event_type_unknown", "/event_types/0")
    body = BODY | {"url": "https://other.example.dk/"}
    assert api.put(address, json=body, headers=admin | {"If-Match": "*"}).status_code == 200


def test_a_subscription_stays_with_its_owner(api: TestClient, admin: Headers, esdh: Client) -> None:
    address = subscribed(api, admin).headers["Location"]

    answer = api.put(
        address, json=BODY | {"client_id": str(esdh.id)}, headers=admin | {"If-Match": "*"}
    )

    assert refusal(answer) == (422, "owner_fixed", "/client_id")


def test_nobody_subscribes_for_a_client_beyond_their_reach_or_without_the_right(
    api: TestClient, session: Session, actors: Actors, admin: Headers, esdh: Client
) -> None:
    staff = actors.headers(Role.STAFF_UNIT)
    actors.client(Scope.UNITS_READ)
    other = session.exec(select(Client).order_by(col(Client.id).desc()).limit(1)).one()

    beyond = api.post(SUBSCRIPTIONS, json=BODY | {"client_id": str(esdh.id)}, headers=staff)
    without = api.post(SUBSCRIPTIONS, json=BODY | {"client_id": str(other.id)}, headers=admin)

    assert refusal(beyond)[:2] == (403, "client_beyond_reach")
    assert refusal(without) == (422, "client_without_right", "/client_id")
