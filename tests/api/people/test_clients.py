"""Machine clients and their secrets over HTTP."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlmodel import Session, col, select
from starlette.testclient import TestClient

from api.people.rules import Role, Scope
from api.people.tables import ClientSecret
from api.table import now
from tests.factories import UNKNOWN_ID, Actors, Headers, make_unit

BODY = {"name": "fagsystem", "purpose": "Henter planer", "scopes": ["units:read", "plans:read"]}


@pytest.fixture
def admin(actors: Actors) -> Headers:
    return actors.headers(Role.ADMIN)


def token_for(api: TestClient, client_id: str, secret: str) -> str | None:
    form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret}
    answer = api.post("/v1/tokens", data=form)
    return answer.json()["access_token"] if answer.status_code == 200 else None


def test_registers_a_client_that_gets_tokens(api: TestClient, admin: Headers) -> None:
    made = api.post("/v1/clients", json=BODY, headers=admin)
    assert made.status_code == 201, made.text
    assert made.headers["Cache-Control"] == "no-store"
    client = made.json()
    assert client["scopes"] == ["plans:read", "units:read"]

    token = token_for(api, client["id"], client["secret"])

    assert token
    plans = api.get("/v1/plans", headers={"Authorization": f"Bearer {token}"})
    assert plans.status_code == 200
    shown = api.get(made.headers["Location"], headers=admin).json()
    assert shown == {name: value for name, value in client.items() if name != "secret"}


def test_a_client_with_fewer_scopes_loses_its_tokens(api: TestClient, admin: Headers) -> None:
    made = api.post("/v1/clients", json=BODY, headers=admin)
    client = made.json()
    token = token_for(api, client["id"], client["secret"])
    bearer = {"Authorization": f"Bearer {token}"}
    assert api.get("/v1/plans", headers=bearer).status_code == 200

    replaced = api.put(
        made.headers["Location"],
        json=BODY | {"scopes": ["units:read"]},
        headers=admin | {"If-Match": '"1"'},
    )

    assert (replaced.status_code, replaced.json()["scopes"]) == (200, ["units:read"])
    assert "secret" not in replaced.json()
    assert api.get("/v1/plans", headers=bearer).status_code == 401
    token = token_for(api, client["id"], client["secret"])
    bearer = {"Authorization": f"Bearer {token}"}
    assert api.get("/v1/plans", headers=bearer).status_code == 403


def test_a_client_that_is_not_active_gets_no_token(api: TestClient, admin: Headers) -> None:
    made = api.post("/v1/clients", json=BODY | {"active": False}, headers=admin).json()

    assert token_for(api, made["id"], made["secret"]) is None


def test_the_old_secret_holds_until_its_hours_are_over(
    api: TestClient, admin: Headers, session: Session
) -> None:
    made = api.post("/v1/clients", json=BODY, headers=admin).json()
    address = f"/v1/clients/{made['id']}/secrets"

    renewed = api.post(address, json={}, headers=admin)

    assert renewed.status_code == 201, renewed.text
    assert renewed.headers["Cache-Control"] == "no-store"
    assert token_for(api, made["id"], renewed.json()["secret"])
    assert token_for(api, made["id"], made["secret"])
    [old_until] = session.exec(
        select(ClientSecret.expires_at).where(col(ClientSecret.expires_at).is_not(None))
    ).all()
    assert old_until is not None
    assert timedelta(hours=23) < old_until - now() <= timedelta(hours=24)

    living = token_for(api, made["id"], made["secret"])
    last = api.post(address, json={"old_valid_hours": 0}, headers=admin).json()
    assert api.get("/v1/me", headers={"Authorization": f"Bearer {living}"}).status_code == 401
    assert token_for(api, made["id"], made["secret"]) is None
    assert token_for(api, made["id"], renewed.json()["secret"]) is None
    assert token_for(api, made["id"], last["secret"])


def test_renewing_again_never_lengthens_an_older_secret(
    api: TestClient, admin: Headers, session: Session
) -> None:
    made = api.post("/v1/clients", json=BODY, headers=admin).json()
    address = f"/v1/clients/{made['id']}/secrets"
    api.post(address, json={"old_valid_hours": 1}, headers=admin)
    api.post(address, json={"old_valid_hours": 48}, headers=admin)

    ends = session.exec(select(ClientSecret.expires_at).order_by(col(ClientSecret.id))).all()

    assert ends[0] is not None
    assert ends[1] is not None
    assert ends[0] < now() + timedelta(hours=2) < ends[1]
    assert ends[2] is None


def test_a_repeated_request_is_carried_out_once_and_tells_no_secret(
    api: TestClient, admin: Headers
) -> None:
    key = admin | {"Idempotency-Key": "register-fagsystem"}
    first = api.post("/v1/clients", json=BODY, headers=key)
    again = api.post("/v1/clients", json=BODY, headers=key)

    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.json() == first.json() | {"secret": None}
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Location"] == first.headers["Location"]

    renew = admin | {"Idempotency-Key": "renew-fagsystem"}
    address = f"{first.headers['Location']}/secrets"
    one = api.post(address, json={}, headers=renew)
    two = api.post(address, json={}, headers=renew)
    assert (two.status_code, two.json()) == (201, one.json() | {"secret": None})


def test_secrets_are_told_nowhere(
    api: TestClient, admin: Headers, capsys: pytest.CaptureFixture[str]
) -> None:
    made = api.post("/v1/clients", json=BODY, headers=admin)
    address = made.headers["Location"]
    renewed = api.post(f"{address}/secrets", json={}, headers=admin)
    assert renewed.status_code == 201
    answers = [
        api.get(address, headers=admin),
        api.get(f"{address}/history", headers=admin),
        api.get("/v1/clients", headers=admin),
        api.post("/v1/clients", json=BODY, headers=admin),
        api.get("/v1/change-log?limit=1000", headers=admin),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 409, 200]

    told = "".join(answer.text for answer in answers) + capsys.readouterr().out
    for secret in (made.json()["secret"], renewed.json()["secret"]):
        assert secret
        assert secret not in told
    assert '"secret"' not in told


def test_a_client_gets_only_scopes_that_the_giver_has(
    api: TestClient, actors: Actors, session: Session
) -> None:
    unit = make_unit(session)
    narrow = actors.client(Scope.PEOPLE_READ, Scope.PEOPLE_WRITE, Scope.PLANS_READ)
    local = actors.headers(Role.ADMIN, unit)

    def given(headers: Headers, **fields: object) -> int:
        body = BODY | {"name": str(uuid4()), "scopes": ["plans:read"]} | fields
        return api.post("/v1/clients", json=body, headers=headers).status_code

    assert given(narrow) == 201
    assert given(narrow, scopes=["plans:write"]) == 403
    assert given(local, unit_id=str(unit.id)) == 201
    assert given(local) == 403


def test_nobody_takes_over_a_client_that_has_more(
    api: TestClient, actors: Actors, admin: Headers
) -> None:
    made = api.post("/v1/clients", json=BODY, headers=admin)
    address = made.headers["Location"]
    narrow = actors.client(Scope.PEOPLE_READ, Scope.PEOPLE_WRITE)

    assert api.get(address, headers=narrow).json()["may"] == []
    renewed = api.post(f"{address}/secrets", json={}, headers=narrow)
    body = BODY | {"scopes": ["people:read"]}
    replaced = api.put(address, json=body, headers=narrow | {"If-Match": "*"})
    for answer in (renewed, replaced):
        assert (answer.status_code, answer.json()["code"]) == (403, "scope_beyond_reach")


def test_keeps_clients(api: TestClient, admin: Headers) -> None:
    made = api.post("/v1/clients", json=BODY, headers=admin)

    answer = api.delete(made.headers["Location"], headers=admin | {"If-Match": '"1"'})

    assert (answer.status_code, answer.json()["code"]) == (409, "clients_are_kept")


def test_finds_clients(api: TestClient, actors: Actors, admin: Headers, session: Session) -> None:
    unit = make_unit(session)
    api.post("/v1/clients", json=BODY | {"unit_id": str(unit.id)}, headers=admin)
    api.post("/v1/clients", json=BODY | {"name": "arkiv", "active": False}, headers=admin)

    def names(**params: str) -> list[str]:
        items = api.get("/v1/clients", params=params, headers=admin).json()["items"]
        return [item["name"] for item in items]

    assert names() == ["arkiv", "fagsystem"]
    assert names(unit=str(unit.id)) == ["fagsystem"]
    assert names(active="false") == ["arkiv"]
    assert names(q="FAG") == ["fagsystem"]


def test_a_caseworker_reads_and_registers_nothing(
    api: TestClient, actors: Actors, admin: Headers, session: Session
) -> None:
    made = api.post("/v1/clients", json=BODY, headers=admin)
    caseworker = actors.headers(Role.CASEWORKER, make_unit(session))

    shown = api.get(made.headers["Location"], headers=caseworker)
    assert (shown.status_code, shown.json()["may"]) == (200, [])
    for path in ("/v1/clients", made.headers["Location"] + "/secrets"):
        body = BODY if path == "/v1/clients" else {}
        assert api.post(path, json=body, headers=caseworker).status_code == 403


@pytest.mark.parametrize(
    ("field", "value", "pointer"),
    [
        ("name", "", "/name"),
        ("purpose", None, "/purpose"),
        ("purpose", " ", "/purpose"),
        ("search_per_minute", -1, "/search_per_minute"),
        ("export_per_minute", "60", "/export_per_minute"),
        ("scopes", [], "/scopes"),
        ("scopes", ["plans:burn"], "/scopes/0"),
        ("unit_id", UNKNOWN_ID, "/unit_id"),
        ("secret", "selvvalgt", "/secret"),
    ],
)
def test_names_the_field_at_fault(
    api: TestClient, admin: Headers, field: str, value: object, pointer: str
) -> None:
    answer = api.post("/v1/clients", json=BODY | {field: value}, headers=admin)

    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]


@pytest.mark.parametrize("hours", [-1, 721, "24"])
def test_refuses_hours_out_of_bounds(api: TestClient, admin: Headers, hours: object) -> None:
    made = api.post("/v1/clients", json=BODY, headers=admin)

    answer = api.post(
        f"{made.headers['Location']}/secrets", json={"old_valid_hours": hours}, headers=admin
    )

    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == ["/old_valid_hours"]


def test_an_unknown_id_is_not_found(api: TestClient, admin: Headers) -> None:
    assert api.get(f"/v1/clients/{uuid4()}", headers=admin).status_code == 404
    answer = api.post(f"/v1/clients/{uuid4()}/secrets", json={}, headers=admin)
    assert (answer.status_code, answer.json()["code"]) == (404, "client_not_found")
