"""Makers of notices and waits, and the people who ask for deadlines."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session
from starlette.testclient import TestClient

from api.calendar.arrival import Channel
from api.cases.rules import WaitingFor
from api.cases.tables import Case, WaitingPeriod
from api.deadlines.tables import Deadline, Extension
from tests.factories import Headers, kept


def make_extension(session: Session, deadline: Deadline, due_on: date, **fields: Any) -> Extension:
    """Make the row of a notice, and let the deadline say what it says if it stands."""
    defaults: dict[str, Any] = {
        "before_due_on": deadline.due_on,
        "reason": "Lægeattesten mangler",
        "notice_sent_on": deadline.started_on,
        "channel": Channel.DIGITAL_POST,
    }
    row = Extension(deadline_id=deadline.id, due_on=due_on, **defaults | fields)
    if row.undone_on is None:
        deadline.due_on = due_on
        deadline.extensions += 1
        deadline.notified_on = row.notice_sent_on
    return kept(session, row)


def make_wait(session: Session, case: Case, since_on: date, **fields: Any) -> WaitingPeriod:
    defaults: dict[str, Any] = {"waiting_for": WaitingFor.DOCTOR, "what": "Lægeattest"}
    return kept(session, WaitingPeriod(case_id=case.id, since_on=since_on, **defaults | fields))


@dataclass(frozen=True)
class Asked:
    """A person at the api."""

    api: TestClient
    headers: Headers

    def get(self, address: str, **query: Any) -> Any:
        """Return what a read answers; it must work."""
        answer = self.api.get(address, params=query, headers=self.headers)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def items(self, address: str, **query: Any) -> list[Any]:
        items: list[Any] = self.get(address, **query)["items"]
        return items

    def post(self, address: str, body: Any, **headers: str) -> Any:
        """Return the whole answer to an act."""
        return self.api.post(address, json=body, headers=self.headers | headers)
