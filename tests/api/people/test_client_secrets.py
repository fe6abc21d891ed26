"""A client's secrets and tokens: who sees them, when they were used, and how they end."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select
from starlette.testclient import TestClient

from api.people import budgets, budgets_http
from api.people.budgets import Books
from api.people.rules import Role
from api.people.tables import ClientSecret, ClientUse
from api.table import now
from tests.api.people.clients import Registered, bearer, register
from tests.factories import UNKNOWN_ID, Actors, Headers


@pytest.fixture
def admin(actors: Actors) -> Headers:
    return actors.headers(Role.ADMIN)


@pytest.fixture
def client(api: TestClient, admin: Headers) -> Registered:
    return register(api, admin)


def renewed(api: TestClient, admin: Headers, client: Registered, hours: int = 24) -> Registered:
    answer = api.post(
        f"{client.path}/secrets", json={"old_valid_hours": hours}, headers=admin
    ).json()
    return Registered(client.id, answer["secret"])


def secrets_of(api: TestClient, admin: Headers, client: Registered) -> list[dict[str, Any]]:
    items = api.get(f"{client.path}/secrets", headers=admin).json()["items"]
    return [dict(item) for item in items]


def works(api: TestClient, headers: Headers) -> bool:
    return api.get("/v1/me", headers=headers).status_code == 200


def gets_token(api: TestClient, client: Registered) -> bool:
    return api.post("/v1/tokens", data=client.form).status_code == 200


def test_lists_secrets_without_what_is_secret(
    api: TestClient, admin: Headers, client: Registered
) -> None:
    second = renewed(api, admin, client)
    bearer(api, second)

    answer = api.get(f"{client.path}/secrets", headers=admin)

    old, new = answer.json()["items"]
    assert set(old) == {"id", "created_at", "expires_at", "last_used_at", "valid"}
    assert (old["valid"], new["valid"]) == (True, True)
    assert (old["last_used_at"], new["expires_at"]) == (None, None)
    assert new["last_used_at"] >= new["created_at"] > old["created_at"]
    for secret in (client.secret, second.secret):
        assert secret not in answer.text


def test_notes_the_use_of_a_secret_once_a_minute(
    api: TestClient, session: Session, client: Registered
) -> None:
    [kept] = session.exec(select(ClientSecret)).all()

    def used_after(before: timedelta) -> bool:
        kept.used_at = was = now() - before
        session.flush()
        bearer(api, client)
        session.refresh(kept)
        return kept.used_at != was

    assert [used_after(timedelta(seconds=each)) for each in (30, 61)] == [False, True]


def test_a_secret_s_turn_in_the_middle_of_work(
    api: TestClient, admin: Headers, client: Registered
) -> None:
    before = bearer(api, client)
    second = renewed(api, admin, client)
    after = bearer(api, second)
    old, _ = secrets_of(api, admin, client)

    ended = api.post(f"{client.path}/secrets/{old['id']}/revocation", headers=admin)

    assert (ended.status_code, ended.json()["valid"]) == (200, False)
    assert (works(api, before), works(api, after)) == (False, True)
    assert (gets_token(api, client), gets_token(api, second)) == (False, True)
    assert [each["valid"] for each in secrets_of(api, admin, client)] == [False, True]
    again = api.post(f"{client.path}/secrets/{old['id']}/revocation", headers=admin)
    assert again.json() == ended.json()


def test_ends_all_tokens_at_once(api: TestClient, admin: Headers, client: Registered) -> None:
    given = [bearer(api, client), bearer(api, renewed(api, admin, client))]

    answer = api.post(f"{client.path}/revocation", json={}, headers=admin)

    assert (answer.status_code, answer.json()["version"]) == (200, 3)
    assert [works(api, each) for each in given] == [False, False]
    assert gets_token(api, client)


def test_ends_tokens_and_secrets_at_once(
    api: TestClient, admin: Headers, client: Registered
) -> None:
    given, second = bearer(api, client), renewed(api, admin, client)

    api.post(f"{client.path}/revocation", json={"secrets": True}, headers=admin)

    assert not works(api, given)
    assert not gets_token(api, client)
    assert not gets_token(api, second)
    assert gets_token(api, renewed(api, admin, client))


def test_a_client_that_is_set_aside_is_out_at_once(
    api: TestClient, admin: Headers, client: Registered
) -> None:
    given = bearer(api, client)
    body = {"name": "fagsystem", "purpose": "Hviler", "scopes": ["units:read"], "active": False}

    api.put(client.path, json=body, headers=admin | {"If-Match": "*"})

    assert not works(api, given)
    assert not gets_token(api, client)


def test_who_did_what_to_a_client_is_on_record(
    api: TestClient, admin: Headers, client: Registered
) -> None:
    name = api.get("/v1/me", headers=admin).json()["full_name"]
    renewed(api, admin, client)
    [old, _] = secrets_of(api, admin, client)
    api.post(f"{client.path}/secrets/{old['id']}/revocation", headers=admin)
    api.post(f"{client.path}/revocation", json={}, headers=admin)

    history = api.get(f"{client.path}/history", headers=admin).json()["items"]

    assert [(change["actor_name"], change["act"]) for change in history] == [
        (name, "create_client"),
        (name, "renew_client_secret"),
        (name, "revoke_client_secret"),
        (name, "revoke_client_tokens"),
    ]
    changed = {each["field"]: each["after"] for each in history[0]["changed"]}
    assert changed["purpose"] == "Henter planer"


def test_a_change_that_is_based_on_an_older_version_is_refused(
    api: TestClient, admin: Headers, client: Registered
) -> None:
    renewed(api, admin, client)
    [old, _] = secrets_of(api, admin, client)
    stale = admin | {"If-Match": '"1"'}

    for path, body in ((f"secrets/{old['id']}/revocation", None), ("revocation", {})):
        answer = api.post(f"{client.path}/{path}", json=body, headers=stale)
        assert (answer.status_code, answer.json()["code"]) == (412, "client_stale")
    assert gets_token(api, client)


def test_nobody_ends_what_reaches_further_than_they_do(
    api: TestClient, actors: Actors, admin: Headers, client: Registered
) -> None:
    [secret] = secrets_of(api, admin, client)
    given, reader = bearer(api, client), actors.headers(Role.CASEWORKER)
    assert api.get(f"{client.path}/secrets", headers=reader).status_code == 200

    for path, body in ((f"secrets/{secret['id']}/revocation", None), ("revocation", {})):
        answer = api.post(f"{client.path}/{path}", json=body, headers=reader)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")
    assert works(api, given)


def test_a_secret_of_another_client_is_not_found(
    api: TestClient, admin: Headers, client: Registered
) -> None:
    other = register(api, admin, name="arkiv")
    [secret] = secrets_of(api, admin, other)

    for key in (secret["id"], UNKNOWN_ID):
        answer = api.post(f"{client.path}/secrets/{key}/revocation", headers=admin)
        assert (answer.status_code, answer.json()["code"]) == (404, "client_secret_not_found")
    assert gets_token(api, other)


def test_lists_secrets_by_pages(api: TestClient, admin: Headers, client: Registered) -> None:
    for _ in range(2):
        renewed(api, admin, client)
    path = f"{client.path}/secrets"

    first = api.get(path, params={"limit": 2, "count": "exact"}, headers=admin).json()
    rest = api.get(path, params={"limit": 2, "cursor": first["next"]}, headers=admin).json()

    assert (len(first["items"]), first["total"], len(rest["items"]), rest["next"]) == (
        2,
        3,
        1,
        None,
    )


def test_tells_when_a_client_was_last_here(
    api: TestClient,
    admin: Headers,
    session: Session,
    client: Registered,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(budgets, "BOOKS", books := Books())
    before = api.get(client.path, headers=admin)
    assert before.json()["last_used_at"] is None
    bearer(api, client)
    assert api.get("/v1/units", headers=bearer(api, client)).status_code == 200

    budgets.settle(session, budgets_http.seconds(), books)

    [use] = session.exec(select(ClientUse).where(col(ClientUse.used_at) <= now())).all()
    shown = api.get(client.path, headers=admin)
    assert shown.json()["last_used_at"] == use.used_at.isoformat().replace("+00:00", "Z")
    assert shown.json()["version"] == 1
    assert shown.headers["ETag"] != before.headers["ETag"]
    listed = api.get("/v1/clients", headers=admin).json()["items"]
    assert [each["last_used_at"] for each in listed] == [shown.json()["last_used_at"]]
