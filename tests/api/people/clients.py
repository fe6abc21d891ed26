"""Machine clients as tests need them: registered by an administrator, with tokens of their own."""

from dataclasses import dataclass
from typing import Any

from starlette.testclient import TestClient

from tests.factories import Headers

BODY = {"name": "fagsystem", "purpose": "Henter planer", "scopes": ["units:read", "plans:read"]}


@dataclass(frozen=True)
class Registered:
    """A client with its first secret."""

    id: str
    secret: str

    @property
    def path(self) -> str:
        return f"/v1/clients/{self.id}"

    @property
    def form(self) -> dict[str, str]:
        return {
            "grant_type": "client_credentials",
            "client_id": self.id,
            "client_secret": self.secret,
        }


def register(api: TestClient, admin: Headers, **fields: Any) -> Registered:
    made = api.post("/v1/clients", json=BODY | fields, headers=admin)
    assert made.status_code == 201, made.text
    return Registered(made.json()["id"], made.json()["secret"])


def bearer(api: TestClient, client: Registered) -> Headers:
    answer = api.post("/v1/tokens", data=client.form)
    assert answer.status_code == 200, answer.text
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}
