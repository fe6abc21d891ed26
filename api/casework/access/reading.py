"""Requests for access as they are answered, with the deadline each started."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from api.cases.tables import AccessRequest
from api.casework.access.schemas import AccessRequestOut
from api.casework.acts import may_write
from api.casework.parts import cases_of
from api.casework.started import started_by
from api.deadlines.tables import Deadline
from api.people.rules import Actor


def show_requests(
    session: Session, actor: Actor, rows: Sequence[AccessRequest], _: date
) -> list[AccessRequestOut]:
    cases = cases_of(session, rows)
    deadlines = started_by(session, Deadline.access_request_id, [row.id for row in rows])

    def may(row: AccessRequest) -> list[str]:
        waits = row.answered_on is None and may_write(actor, cases[row.case_id])
        return ["answer"] if waits else []

    return [AccessRequestOut.of(row, deadlines.get(row.id), may(row)) for row in rows]
