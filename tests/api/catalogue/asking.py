"""How the calculation is asked."""

from typing import Any

from starlette.testclient import TestClient

from tests.factories import Headers

ADDRESS = "/v1/deadline-calculation"
NEAR = ["weekend", "public_holiday", "quasi_holiday", "closing_day"]
STRICT = ["weekend", "public_holiday"]
FOUR_WEEKS: dict[str, Any] = {"amount": 4, "unit": "weeks"}


def ask(api: TestClient, headers: Headers, **params: Any) -> dict[str, Any]:
    answer = api.get(ADDRESS, params=params, headers=headers)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found
