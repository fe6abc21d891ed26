"""How the tests act on deadlines."""

from datetime import date
from typing import Any

from api.deadlines.tables import Deadline
from tests.api.deadlines.makers import Asked

DUE = date(2017, 9, 29)


NOTICE = {
    "due_on": "2017-10-27",
    "reason": "Lægeattesten mangler",
    "awaiting": "Lægeattest LÆ 125",
    "awaiting_from": "doctor",
    "notice_sent_on": "2017-09-25",
    "channel": "digital_post",
}


def act(asked: Asked, deadline: Deadline, name: str, body: Any, **headers: str) -> Any:
    return asked.post(f"/v1/deadlines/{deadline.id}/{name}", body, **headers)


def done(answer: Any) -> Any:
    assert answer.status_code == 200, answer.text
    return answer.json()


def refused(answer: Any, status: int, code: str, pointer: str | None = None) -> None:
    assert answer.status_code == status, answer.text
    faults = answer.json().get("errors")
    found = (faults[0]["code"], faults[0]["pointer"]) if faults else (answer.json()["code"], None)
    assert found == (code, pointer)
