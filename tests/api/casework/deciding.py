"""Recording and correcting decisions over HTTP, and the deadlines that come of it."""

from typing import Any

from sqlmodel import Session, col, select
from starlette.testclient import TestClient

from api.deadlines.tables import Deadline
from tests.factories import Headers

REFUSAL = {
    "subject": "Kørestol",
    "made_on": "2017-09-20",
    "outcome": "refused",
    "reasons_given": True,
    "appeal_guidance_given": True,
}
BY_DIGITAL_POST = {"dispatched_on": "2017-09-20", "channel": "digital_post"}
BY_LETTER_TO_PARENT = {
    "party": "parent",
    "channel": "letter",
    "dispatched_on": "2017-09-20",
    "guidance_given": True,
}


def decide(api: TestClient, headers: Headers, case_key: str, **fields: Any) -> dict[str, Any]:
    made = api.post(f"/v1/cases/{case_key}/decisions", json=REFUSAL | fields, headers=headers)
    assert made.status_code == 201, made.text
    answer: dict[str, Any] = made.json()
    return answer


def correct(
    api: TestClient, headers: Headers, decision: dict[str, Any], **fields: Any
) -> dict[str, Any]:
    tag = {"If-Match": f'"{decision["version"]}"'}
    address = f"/v1/decisions/{decision['id']}"
    changed = api.put(address, json=REFUSAL | fields, headers=headers | tag)
    assert changed.status_code == 200, changed.text
    answer: dict[str, Any] = changed.json()
    return answer


def deadlines(session: Session, case_key: str, kind: str) -> list[Deadline]:
    statement = select(Deadline).where(Deadline.case_id == case_key, Deadline.kind == kind)
    return list(session.exec(statement.order_by(col(Deadline.id))))
