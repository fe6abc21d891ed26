"""Noting what is learnt over HTTP, and the steps it takes."""

from typing import Any

from starlette.testclient import TestClient

from tests.factories import Headers

ANY = {"If-Match": "*"}


def done(answer: Any) -> dict[str, Any]:
    assert answer.is_success, answer.text
    found: dict[str, Any] = answer.json()
    return found


def learn(api: TestClient, headers: Headers, **fields: Any) -> dict[str, Any]:
    body = {"title": "Overlevering ved skift"} | fields
    return done(api.post("/v1/learning-records", json=body, headers=headers))


def act(api: TestClient, headers: Headers, record: dict[str, Any], name: str, **body: Any) -> Any:
    return api.post(f"/v1/learning-records/{record['id']}/{name}", json=body, headers=headers)


def take(api: TestClient, headers: Headers, record: dict[str, Any], *steps: int) -> dict[str, Any]:
    answers = [
        done(act(api, headers, record, "steps", step=step, taken_on=f"2017-09-{20 + step}"))
        for step in steps
    ]
    return answers[-1]


def refused(answer: Any) -> tuple[int, str, str | None]:
    problem = answer.json()
    errors = problem.get("errors") or [{}]
    return answer.status_code, problem["code"], errors[0].get("pointer")
