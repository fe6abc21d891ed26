"""A watch as tests keep it, run by hand, and what it found."""

from datetime import date
from typing import Any

from sqlmodel import Session, select
from starlette.testclient import TestClient

from api.complaints.watches.running import run_due
from api.complaints.watches.tables import PatternWatch
from tests.conftest import TODAY, SameTransaction
from tests.factories import Headers

PATH = "/v1/pattern-watches"
WATCH = {
    "name": "Klager i Center Nord",
    "query": "by=unit&kind=procedural&period=2016",
    "every": "month",
    "measure": "complaints",
    "direction": "over",
    "threshold": 2,
}


def create(api: TestClient, headers: Headers, **body: Any) -> dict[str, Any]:
    answer = api.post(PATH, json=WATCH | body, headers=headers)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def run_all(session: Session, today: date = TODAY) -> list[int]:
    reads = SameTransaction(session)
    return [run_due(session, reads, each, today) for each in session.exec(select(PatternWatch))]


def runs(api: TestClient, headers: Headers, **query: Any) -> list[dict[str, Any]]:
    answer = api.get("/v1/pattern-watch-runs", params=query, headers=headers)
    found: list[dict[str, Any]] = answer.json()["items"]
    return found
