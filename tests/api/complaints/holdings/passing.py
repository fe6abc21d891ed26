"""Passing complaints on, and asking who had them."""

from typing import Any

from starlette.testclient import TestClient

from tests.api.complaints.registering import act, made
from tests.factories import Headers

BIF = "Beskæftigelses- og Integrationsforvaltningen"
WHY = "Det er deres afgørelse"


def pass_on(api: TestClient, headers: Headers, complaint: dict[str, Any], **body: Any) -> Any:
    return act(api, headers, complaint, "transfers", **({"reason": WHY} | body))


def holders(api: TestClient, headers: Headers, **asked: Any) -> list[tuple[Any, ...]]:
    """Return who had complaints: name, how many, how many now, days in all and in the median."""
    answer = made(api.get("/v1/complaints/holdings", params=asked, headers=headers))
    figures = ("complaints", "now", "days_total", "days_median")
    return [
        (item["authority"] or item["unit"]["name"], *(item[name] for name in figures))
        for item in answer["items"]
    ]
