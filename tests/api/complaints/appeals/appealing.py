"""Reassessing, forwarding and answering over HTTP, and the deadline that ends by it."""

from typing import Any

from sqlmodel import Session, col, select
from starlette.testclient import TestClient

from api.complaints.tables import Complaint
from api.deadlines.tables import Deadline
from tests.factories import Headers

UPHELD = {"outcome": "upheld", "made_on": "2017-09-20"}
CHANGED = {"outcome": "fully_changed", "made_on": "2017-09-20"}


def post(
    api: TestClient, headers: Headers, complaint: Complaint, act: str, body: dict[str, Any]
) -> Any:
    return api.post(f"/v1/complaints/{complaint.id}/{act}", json=body, headers=headers)


def done(answer: Any) -> dict[str, Any]:
    assert answer.is_success, answer.text
    found: dict[str, Any] = answer.json()
    return found


def reassess(
    api: TestClient, headers: Headers, complaint: Complaint, **fields: Any
) -> dict[str, Any]:
    return done(post(api, headers, complaint, "reassessment", UPHELD | fields))


def put(api: TestClient, headers: Headers, row: dict[str, Any], noun: str, **body: Any) -> Any:
    tag = {"If-Match": f'"{row["version"]}"'}
    return api.put(f"/v1/{noun}/{row['id']}", json=body, headers=headers | tag)


def times(session: Session, complaint: Complaint) -> list[Deadline]:
    """Return the times to reassess of a complaint as they stand in the database, in order."""
    session.expire_all()
    statement = select(Deadline).where(Deadline.complaint_id == complaint.id)
    return list(session.exec(statement.order_by(col(Deadline.id))))


def refused(answer: Any) -> tuple[int, str, str | None]:
    problem = answer.json()
    errors = problem.get("errors") or [{}]
    return answer.status_code, problem["code"], errors[0].get("pointer")
