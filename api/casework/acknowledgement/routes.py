"""Acknowledging a case over HTTP."""

from typing import Annotated, Any

from fastapi import Depends, Response

from api.cases.rules import check_not_in_future
from api.cases.schemas import CaseOut
from api.casework.acknowledgement.schemas import AcknowledgementIn
from api.casework.acknowledgement.services import acknowledge
from api.casework.addressed import CaseToActOn
from api.casework.routes import CASE
from api.clock import Today
from api.db import SessionDep
from api.people.access import CasesWriter
from api.routing import feature

router = feature("/v1", "cases")


def told_by_today(body: AcknowledgementIn, today: Today) -> AcknowledgementIn:
    check_not_in_future(body.acknowledged_on, today, "/acknowledged_on")
    return body


# A body that is checked against today before it reaches its service, which knows no clock.
AcknowledgementByToday: Any = Annotated[AcknowledgementIn, Depends(told_by_today)]


@router.post("/cases/{id}/acknowledgement", response_model=CaseOut)
def acknowledge_case(
    case: CaseToActOn,
    body: AcknowledgementByToday,
    response: Response,
    session: SessionDep,
    actor: CasesWriter,
    today: Today,
) -> Any:
    """Note that the citizen was told that the application came. It meets the deadline for that."""
    acknowledge(session, case, body)
    return CASE.answer(response, session, actor, case, today)
