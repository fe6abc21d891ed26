"""Transferring a case over HTTP."""

from typing import Annotated, Any

from fastapi import Depends, Response

from api.cases.rules import check_not_in_future
from api.cases.schemas import CaseOut
from api.casework.addressed import CaseToActOn
from api.casework.routes import CASE
from api.casework.transfers.schemas import TransferIn
from api.casework.transfers.services import transfer_case as carry_out
from api.clock import Today
from api.db import SessionDep
from api.people.access import CasesWriter
from api.routing import feature

router = feature("/v1", "cases")


def transferred_by_today(body: TransferIn, today: Today) -> TransferIn:
    check_not_in_future(body.happened_on, today, "/happened_on")
    return body


# A body that is checked against today before it reaches its service, which knows no clock.
TransferByToday: Any = Annotated[TransferIn, Depends(transferred_by_today)]


@router.post("/cases/{id}/transfer", response_model=CaseOut)
def transfer_case(
    body: TransferByToday,
    case: CaseToActOn,
    response: Response,
    session: SessionDep,
    actor: CasesWriter,
    today: Today,
) -> Any:
    """Hand a case over to another unit, with its open deadlines.

    The caseworker leaves it that day unless kept. The case is answered as it now stands, also to
    who can't see it there; `may` is empty then.
    """
    carry_out(session, case, body)
    return CASE.answer(response, session, actor, case, today)
