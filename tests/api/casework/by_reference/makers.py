"""Cases as other systems tell them."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import httpx2
from sqlmodel import Session, func, select
from starlette.testclient import TestClient

from api.changes.tables import Change
from tests.factories import Headers

BATCHES = "/v1/case-batches"
TOLD: Mapping[str, Any] = {
    "case_type": "merudgifter",
    "unit": "Borgercenter Handicap",
    "origin": "citizen",
    "received_on": "2017-08-16",
}
DECIDED = {"decided_on": "2017-09-01", "outcome": "refused"}
SENT = DECIDED | {"dispatched_on": "2017-09-04", "channel": "in_person"}


def case(**fields: Any) -> dict[str, Any]:
    """Return a case in order; a field that is None is left out."""
    return {name: value for name, value in {**TOLD, **fields}.items() if value is not None}


def address(reference: str = "S2017-1", system: str = "esdh") -> str:
    return f"/v1/cases/by-reference/{quote(system, safe='')}/{quote(reference, safe='')}"


def put(
    api: TestClient, headers: Headers, reference: str = "S2017-1", /, **told: Any
) -> httpx2.Response:
    return api.put(address(reference), json=case(**told), headers=headers)


def item(which: int = 1, /, **told: Any) -> Any:
    return {"system": "esdh", "reference": f"S2017-{which}", "case": case(**told)}


def batch(api: TestClient, headers: Headers, *items: Any, **asked: Any) -> Any:
    """Send a batch that is read, and return what came of it."""
    answer = api.post(BATCHES, json={"items": items, **asked}, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


def outcomes(done: Any) -> list[str]:
    return [each["outcome"] for each in done["results"]]


def refused(done: Any) -> set[tuple[str, str]]:
    """Return where a batch is at fault, and the codes."""
    return {(each["pointer"], each["code"]) for item in done["results"] for each in item["errors"]}


def logged(session: Session) -> int:
    """Return how many changes the log holds."""
    return session.exec(select(func.count()).select_from(Change)).one()
