"""Tokens of machine clients as RFC 6749 (client credentials) and RFC 7009 (revocation) say."""

import re
from base64 import b64encode
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
from httpx2 import Response
from sqlmodel import Session, select
from starlette.testclient import TestClient

from api.people.rules import Role
from api.people.tables import AccessToken
from api.settings import get_settings
from api.table import now
from tests.api.people.clients import Registered, bearer, register
from tests.factories import Actors, Headers, make_plan, make_unit

# RFC 6749 section 5.2: neither quotes nor backslashes nor anything beyond ASCII.
DESCRIPTION = re.compile(r"[\x20-\x21\x23-\x5b\x5d-\x7e]+")
ONLY_THE_TYPE = {"grant_type": "client_credentials"}


@pytest.fixture
def admin(actors: Actors) -> Headers:
    return actors.headers(Role.ADMIN)


@pytest.fixture
def client(api: TestClient, admin: Headers) -> Registered:
    return register(api, admin)


def basic(name: str, secret: str, encode: Callable[[str], str] = quote) -> Headers:
    joined = f"{encode(name)}:{encode(secret)}".encode()
    return {"Authorization": f"Basic {b64encode(joined).decode()}"}


def every_character(text: str) -> str:
    """Encode as much as the form encoding allows, as some client libraries do."""
    return "".join(f"%{byte:02X}" for byte in text.encode())


def refused(answer: Response) -> tuple[int, str]:
    """Return how a request was refused, and see that OAuth clients and ours can both read it."""
    body = answer.json()
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"
    assert (body["error"], body["error_description"]) == (body["code"], body["detail"])
    assert DESCRIPTION.fullmatch(body["error_description"])
    assert (body["status"], body["request_id"]) == (
        answer.status_code,
        answer.headers["X-Request-Id"],
    )
    return answer.status_code, body["error"]


def test_gives_a_token_that_holds_its_scopes(api: TestClient, client: Registered) -> None:
    answer = api.post("/v1/tokens", data=client.form | {"scope": "units:read"})

    token = answer.json()
    assert answer.status_code == 200
    assert set(token) == {"access_token", "token_type", "expires_in", "scope"}
    assert (token["token_type"], token["scope"]) == ("Bearer", "units:read")
    assert token["expires_in"] == get_settings().token_minutes * 60
    assert (answer.headers["Cache-Control"], answer.headers["Pragma"]) == ("no-store", "no-cache")
    headers = {"Authorization": f"Bearer {token['access_token']}"}
    assert api.get("/v1/units", headers=headers).status_code == 200
    assert api.get("/v1/plans", headers=headers).status_code == 403


def test_gives_all_scopes_when_none_is_asked_for(api: TestClient, client: Registered) -> None:
    for form in (client.form, client.form | {"scope": ""}):
        assert api.post("/v1/tokens", data=form).json()["scope"] == "plans:read units:read"


@pytest.mark.parametrize("encode", [str, quote, every_character])
def test_a_client_may_name_itself_by_basic(
    api: TestClient, client: Registered, encode: Callable[[str], str]
) -> None:
    headers = basic(client.id, client.secret, encode)

    for form in (ONLY_THE_TYPE, ONLY_THE_TYPE | {"client_id": client.id}):
        assert api.post("/v1/tokens", data=form, headers=headers).status_code == 200


@pytest.mark.parametrize("more", [{"client_secret": "x"}, {"client_id": "another"}])
def test_a_client_that_names_itself_twice_is_refused(
    api: TestClient, client: Registered, more: dict[str, str]
) -> None:
    headers = basic(client.id, client.secret)

    answer = api.post("/v1/tokens", data=ONLY_THE_TYPE | more, headers=headers)

    assert refused(answer) == (400, "invalid_request")


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"grant_type": ""}, "invalid_request"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"grant_type": "Client_Credentials"}, "unsupported_grant_type"),
        ({"scope": "units:read people:write"}, "invalid_scope"),
        ({"scope": 'units:burn "\\ø\x00'}, "invalid_scope"),
    ],
)
def test_refuses_in_the_words_of_oauth(
    api: TestClient, client: Registered, changed: dict[str, str], error: str
) -> None:
    assert refused(api.post("/v1/tokens", data=client.form | changed)) == (400, error)


@pytest.mark.parametrize("name", ["grant_type", "client_id", "scope"])
def test_refuses_a_parameter_that_comes_twice(
    api: TestClient, client: Registered, name: str
) -> None:
    form: dict[str, Any] = client.form | {"scope": "units:read"}

    answer = api.post("/v1/tokens", data=form | {name: [form[name], form[name]]})

    assert refused(answer) == (400, "invalid_request")


def test_a_form_without_anything_lacks_its_grant_type(api: TestClient) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert refused(api.post("/v1/tokens", headers=form)) == (400, "invalid_request")


def test_ignores_parameters_of_other_extensions(api: TestClient, client: Registered) -> None:
    form = client.form | {"resource": ["https://a.example", "https://b.example"], "audience": "x"}

    assert api.post("/v1/tokens", data=form).status_code == 200


def test_reads_no_secret_from_the_address(api: TestClient, client: Registered) -> None:
    answer = api.post("/v1/tokens", params=client.form, data=ONLY_THE_TYPE)

    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_parameter")
    assert client.secret not in answer.text


def test_reads_no_json(api: TestClient, client: Registered) -> None:
    answer = api.post("/v1/tokens", json=client.form)

    assert (answer.status_code, answer.headers["Accept"]) == (
        415,
        "application/x-www-form-urlencoded",
    )


@pytest.mark.parametrize("header", ["", "Basic", "Basic !!!", "Basic bm9ib2R5", "Bearer x"])
def test_refuses_who_does_not_name_itself(api: TestClient, header: str) -> None:
    answer = api.post("/v1/tokens", data=ONLY_THE_TYPE, headers={"Authorization": header})

    assert refused(answer) == (401, "invalid_client")
    assert answer.headers["WWW-Authenticate"].startswith('Basic realm="')


def test_a_wrong_id_and_a_wrong_secret_look_the_same(api: TestClient, client: Registered) -> None:
    wrong = [{"client_secret": "x"}, {"client_id": str(uuid4())}, {"client_id": "fagsystem"}]

    answers = [api.post("/v1/tokens", data=client.form | each) for each in wrong]

    assert {refused(answer) for answer in answers} == {(401, "invalid_client")}
    assert len({answer.json()["detail"] for answer in answers}) == 1


def test_an_address_that_fails_too_often_has_to_wait(
    api: TestClient, client: Registered, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(get_settings(), "sign_in_attempts", 1)
    wrong = client.form | {"client_secret": "x"}
    tried = [api.post("/v1/tokens", data=wrong).status_code for _ in range(11)]
    assert tried == [401] * 10 + [429]

    answer = api.post("/v1/tokens", data=client.form)

    assert (answer.status_code, answer.json()["code"]) == (429, "too_many_attempts")
    assert int(answer.headers["Retry-After"]) > 0


def test_a_token_ends_by_time(api: TestClient, session: Session, client: Registered) -> None:
    headers = bearer(api, client)
    [token] = session.exec(select(AccessToken)).all()
    assert token.expires_at - now() > timedelta(minutes=get_settings().token_minutes - 1)
    token.expires_at = now() - timedelta(seconds=1)
    session.flush()

    answer = api.get("/v1/me", headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (401, "token_not_valid")


def test_a_token_holds_in_the_client_s_unit_alone(
    api: TestClient, session: Session, admin: Headers
) -> None:
    own, other = (make_plan(session, make_unit(session, name=name)) for name in ("Øst", "Vest"))
    headers = bearer(api, register(api, admin, unit_id=str(own.unit_id)))

    listed = api.get("/v1/plans", headers=headers).json()["items"]

    assert [plan["id"] for plan in listed] == [str(own.id)]
    assert api.get(f"/v1/plans/{other.id}", headers=headers).status_code == 404


def revoke(api: TestClient, client: Registered, token: str, **more: str) -> Response:
    form = {"token": token, "client_id": client.id, "client_secret": client.secret}
    return api.post("/v1/tokens/revocation", data=form | more)


def works(api: TestClient, headers: Headers) -> bool:
    return api.get("/v1/me", headers=headers).status_code == 200


def token_of(headers: Headers) -> str:
    return headers["Authorization"].removeprefix("Bearer ")


@pytest.mark.parametrize("hint", ["", "access_token", "refresh_token", "whatever"])
def test_a_client_ends_its_token(api: TestClient, client: Registered, hint: str) -> None:
    given, kept = bearer(api, client), bearer(api, client)

    answer = revoke(api, client, token_of(given), token_type_hint=hint)

    assert (answer.status_code, answer.content) == (200, b"")
    assert (works(api, given), works(api, kept)) == (False, True)
    assert revoke(api, client, token_of(given)).status_code == 200


def test_nobody_ends_another_s_token(api: TestClient, admin: Headers, client: Registered) -> None:
    headers, other = bearer(api, client), register(api, admin, name="arkiv")

    assert refused(revoke(api, other, token_of(headers))) == (400, "invalid_grant")
    assert refused(revoke(api, client, token_of(headers), client_secret="x")) == (
        401,
        "invalid_client",
    )
    assert works(api, headers)


def test_names_the_token_that_is_to_end(api: TestClient, client: Registered) -> None:
    assert refused(revoke(api, client, "")) == (400, "invalid_request")
