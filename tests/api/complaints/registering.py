"""Complaints over HTTP: registered, read and corrected."""

from typing import Any

from starlette.testclient import TestClient

from tests.factories import Headers

TEXT = "Jeg har fået tre sagsbehandlere på et år."
CONTENT = (
    *("text", "received_on", "received_at", "channel", "kind"),
    *("decision_id", "complainant_id", "representative_id"),
)
NAMED = {
    "unit_id": "unit",
    "case_id": "case",
    "case_type_id": "case_type",
    "legal_basis_id": "legal_basis",
    "repeat_of_id": "repeat_of",
    "handler_id": "handler",
}


def register(api: TestClient, headers: Headers, **body: Any) -> dict[str, Any]:
    answer = api.post("/v1/complaints", json={"text": TEXT} | body, headers=headers)
    return made(answer)


def made(answer: Any) -> dict[str, Any]:
    assert answer.status_code in (200, 201), answer.text
    told: dict[str, Any] = answer.json()
    return told


def refused(answer: Any) -> tuple[int, str, str | None]:
    """Return the status, the code and the pointer of a refusal."""
    told = answer.json()
    [fault] = told.get("errors") or [{}]
    return answer.status_code, told["code"], fault.get("pointer") or told.get("pointer")


def act(
    api: TestClient, headers: Headers, complaint: dict[str, Any], what: str, **body: Any
) -> Any:
    return api.post(f"/v1/complaints/{complaint['id']}/{what}", json=body, headers=headers)


def shown(api: TestClient, headers: Headers, complaint: dict[str, Any]) -> dict[str, Any]:
    return made(api.get(f"/v1/complaints/{complaint['id']}", headers=headers))


def put(
    api: TestClient, headers: Headers, noun: str, row: dict[str, Any], body: dict[str, Any]
) -> Any:
    tag = {"If-Match": f'"{row["version"]}"'}
    return api.put(f"/v1/{noun}/{row['id']}", json=body, headers=headers | tag)


def correct(api: TestClient, headers: Headers, complaint: dict[str, Any], **changed: Any) -> Any:
    """Send a complaint as it is, but for what is to be changed."""
    body = {name: complaint[name] for name in CONTENT}
    body |= {name: (complaint[of] or {}).get("id") for name, of in NAMED.items()}
    return put(api, headers, "complaints", complaint, body | changed)
