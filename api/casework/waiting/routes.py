"""What cases wait for over HTTP."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Path, Response

from api.cases.rules import check_not_in_future
from api.casework.addressed import CaseToActOn
from api.casework.waiting import queries, schemas, services
from api.casework.waiting.reading import show_waiting_periods
from api.clock import Today
from api.db import SessionDep
from api.nouns import Noun, add_routes
from api.people.access import CasesReader, CasesWriter
from api.resource import IfMatchSent, check_current
from api.routing import feature

router = feature("/v1", "cases")
Key = Annotated[UUID, Path(alias="id")]


def begun_by_today(body: schemas.WaitingPeriodIn, today: Today) -> schemas.WaitingPeriodIn:
    check_not_in_future(body.since_on, today, "/since_on")
    return body


def ended_by_today(body: schemas.WaitingEndIn, today: Today) -> schemas.WaitingEndIn:
    check_not_in_future(body.until_on, today, "/until_on")
    return body


def corrected_by_today(
    body: schemas.WaitingPeriodChangeIn, today: Today
) -> schemas.WaitingPeriodChangeIn:
    check_not_in_future(body.since_on, today, "/since_on")
    check_not_in_future(body.until_on, today, "/until_on")
    return body


# Bodies that are checked against today before they reach their service, which knows no clock.
BegunByToday: Any = Annotated[schemas.WaitingPeriodIn, Depends(begun_by_today)]
EndedByToday: Any = Annotated[schemas.WaitingEndIn, Depends(ended_by_today)]
CorrectedByToday: Any = Annotated[schemas.WaitingPeriodChangeIn, Depends(corrected_by_today)]

WAITING_PERIOD = Noun(
    name="waiting_period",
    plural="waiting_periods",
    about="What a case waits for, from whom, and for how long as of a day.",
    body=CorrectedByToday,
    out=schemas.WaitingPeriodOut,
    query=schemas.WaitingPeriodsQuery,
    reader=CasesReader,
    writer=CasesWriter,
    find=queries.find_waiting_periods,
    one=queries.waiting_period,
    show=show_waiting_periods,
    replace=services.replace_waiting_period,
    delete=services.delete_waiting_period,
    judged=True,
)
add_routes(router, WAITING_PERIOD)


@router.post(
    "/cases/{id}/waiting-periods", status_code=201, response_model=schemas.WaitingPeriodOut
)
def begin_waiting(
    body: BegunByToday,
    case: CaseToActOn,
    response: Response,
    session: SessionDep,
    actor: CasesWriter,
    today: Today,
) -> Any:
    """Note what a case waits for, and from whom.

    It is shown beside the case's deadlines. A deadline of retssikkerhedsloven § 3 runs on; a term
    whose own law says so stands still, and is counted again when the wait is over.
    """
    period = services.begin_waiting(session, case, body)
    response.headers["Location"] = f"/v1/waiting-periods/{period.id}"
    return WAITING_PERIOD.answer(response, session, actor, period, today)


@router.post("/waiting-periods/{id}/end", response_model=schemas.WaitingPeriodOut)
def end_waiting(
    key: Key,
    body: EndedByToday,
    response: Response,
    session: SessionDep,
    actor: CasesWriter,
    today: Today,
    wanted: IfMatchSent,
) -> Any:
    """Say that what was waited for came. Clocks that stood still are counted again."""
    period = queries.waiting_period(session, actor, key, lock=True)
    [now] = show_waiting_periods(session, actor, [period], today)
    check_current(period, wanted, "waiting_period", now)
    services.end_waiting(session, actor, period, body.until_on)
    return WAITING_PERIOD.answer(response, session, actor, period, today)
