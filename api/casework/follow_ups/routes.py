"""Follow-ups over HTTP. They are listed with the other deadlines."""

from typing import Annotated, Any

from fastapi import Depends, Response

from api.cases.rules import check_not_in_future
from api.cases.tables import Case
from api.casework.acts import may_write
from api.casework.addressed import CaseToActOn, Key
from api.casework.follow_ups import queries, schemas, services
from api.casework.parts import check_change
from api.catalogue.terms.kinds import DeadlineKind
from api.clock import Today
from api.db import SessionDep
from api.deadlines.tables import Deadline
from api.people.access import CasesWriter
from api.people.rules import Actor
from api.resource import IfMatchSent
from api.routing import feature

router = feature("/v1", "cases")


def started_by_today(body: schemas.FollowUpIn, today: Today) -> schemas.FollowUpIn:
    check_not_in_future(body.started_on, today, "/started_on")
    return body


def done_by_today(body: schemas.FollowUpDoneIn, today: Today) -> schemas.FollowUpDoneIn:
    check_not_in_future(body.done_on, today, "/done_on")
    return body


# Bodies that are checked against today before they reach their service, which knows no clock.
FollowUpByToday: Any = Annotated[schemas.FollowUpIn, Depends(started_by_today)]
DoneByToday: Any = Annotated[schemas.FollowUpDoneIn, Depends(done_by_today)]


def show(actor: Actor, case: Case, row: Deadline) -> schemas.FollowUpOut:
    runs = row.met_on is None and row.cancelled_on is None
    return schemas.FollowUpOut.of(row, may=["done"] if runs and may_write(actor, case) else [])


@router.post("/cases/{id}/follow-ups", status_code=201, response_model=schemas.FollowUpPlanned)
def plan_follow_up(
    case: CaseToActOn,
    body: FollowUpByToday,
    response: Response,
    session: SessionDep,
    actor: CasesWriter,
) -> Any:
    """Plan when help that runs is to be looked at again, by the published term.

    Where no term holds, nothing is planned: the answer is 200, and names what is missing.
    """
    planned = services.plan(session, case, body)
    if planned is None:
        response.status_code = 200
        missing = [DeadlineKind.FOLLOW_UP]
        return schemas.FollowUpPlanned(follow_up=None, missing_terms=missing)
    response.headers["Location"] = f"/v1/deadlines/{planned.id}"
    return schemas.FollowUpPlanned(follow_up=show(actor, case, planned), missing_terms=[])


@router.post("/follow-ups/{id}/done", response_model=schemas.FollowUpDone)
def end_follow_up(
    key: Key,
    body: DoneByToday,
    session: SessionDep,
    actor: CasesWriter,
    wanted: IfMatchSent,
) -> Any:
    """Note that the help was looked at, and plan the next time if that is asked for."""
    follow_up = queries.follow_up_to_end(session, actor, key)
    case = session.get_one(Case, follow_up.case_id)
    check_change(session, actor, follow_up, wanted, "follow_up", show(actor, case, follow_up))
    following = services.end(session, case, follow_up, body)
    missing = [DeadlineKind.FOLLOW_UP] if body.next and following is None else []
    return schemas.FollowUpDone(
        follow_up=show(actor, case, follow_up),
        next=show(actor, case, following) if following else None,
        missing_terms=missing,
    )
