"""Moving a case over HTTP."""

from typing import Annotated, Any

from fastapi import Depends, Response

from api.cases.rules import check_not_in_future
from api.cases.schemas import CaseOut
from api.casework.addressed import CaseToActOn
from api.casework.moves.schemas import MoveIn
from api.casework.moves.services import move_case as carry_out
from api.casework.routes import CASE
from api.clock import Today
from api.db import SessionDep
from api.people.access import CasesWriter
from api.routing import feature

router = feature("/v1", "cases")


def moved_by_today(body: MoveIn, today: Today) -> MoveIn:
    check_not_in_future(body.happened_on, today, "/happened_on")
    return body


# A body that is checked against today before it reaches its service, which knows no clock.
MoveByToday: Any = Annotated[MoveIn, Depends(moved_by_today)]


@router.post("/cases/{id}/moves", response_model=CaseOut)
def move_case(
    body: MoveByToday,
    case: CaseToActOn,
    response: Response,
    session: SessionDep,
    actor: CasesWriter,
    today: Today,
) -> Any:
    """Move a case, and answer it as it now stands.

    A withdrawal cancels what the authority owes in the case; a closing is refused while anything
    but a follow-up is owed, and ends the follow-ups. A reopening lets run again what these ended,
    by the same days: it starts no new clock.
    """
    carry_out(session, case, body)
    return CASE.answer(response, session, actor, case, today)
