"""Decisions and their notices over HTTP."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Path, Response

from api.cases.rules import check_not_in_future
from api.casework.addressed import CaseToActOn, Key
from api.casework.decisions import queries, schemas, services
from api.casework.decisions.reading import show_decisions
from api.casework.parts import check_change
from api.clock import Today
from api.db import SessionDep
from api.nouns import Noun, add_routes
from api.people.access import CasesReader, CasesWriter
from api.resource import IfMatch, IfMatchSent
from api.routing import feature

router = feature("/v1", "cases")
NoticeKey = Annotated[UUID, Path(alias="notice_id")]


def corrected_by_today(body: schemas.DecisionIn, today: Today) -> schemas.DecisionIn:
    check_not_in_future(body.made_on, today, "/made_on")
    return body


def made_by_today(body: schemas.NewDecisionIn, today: Today) -> schemas.NewDecisionIn:
    for name in ("made_on", "dispatched_on", "available_on"):
        check_not_in_future(getattr(body, name), today, f"/{name}")
    return body


def sent_by_today(body: schemas.DecisionNoticeIn, today: Today) -> schemas.DecisionNoticeIn:
    for name in ("dispatched_on", "available_on"):
        check_not_in_future(getattr(body, name), today, f"/{name}")
    return body


# Bodies that are checked against today before they reach their service, which knows no clock.
DecisionByToday: Any = Annotated[schemas.DecisionIn, Depends(corrected_by_today)]
NewDecisionByToday: Any = Annotated[schemas.NewDecisionIn, Depends(made_by_today)]
NoticeByToday: Any = Annotated[schemas.DecisionNoticeIn, Depends(sent_by_today)]

DECISION = Noun(
    name="decision",
    plural="decisions",
    about="A formal, appealable answer, with whom it was sent to and when.",
    body=DecisionByToday,
    out=schemas.DecisionOut,
    query=schemas.DecisionsQuery,
    reader=CasesReader,
    writer=CasesWriter,
    find=queries.find_decisions,
    one=queries.decision,
    show=show_decisions,
    replace=services.replace_decision,
)
add_routes(router, DECISION)


@router.post("/cases/{id}/decisions", status_code=201, response_model=schemas.DecisionOut)
def decide_case(
    case: CaseToActOn,
    body: NewDecisionByToday,
    response: Response,
    session: SessionDep,
    actor: CasesWriter,
    today: Today,
) -> Any:
    """Record a decision. One that concludes meets the case's deadline on the day it was made."""
    decision = services.decide(session, case, body)
    response.headers["Location"] = f"/v1/decisions/{decision.id}"
    return DECISION.answer(response, session, actor, decision, today)


@router.post("/decisions/{id}/notices", status_code=201, response_model=schemas.DecisionOut)
def add_decision_notice(
    key: Key,
    body: NoticeByToday,
    response: Response,
    session: SessionDep,
    actor: CasesWriter,
    today: Today,
    wanted: IfMatchSent,
) -> Any:
    """Note that a decision was sent to a party. With guidance, that party's time to appeal runs."""
    decision = queries.decision(session, actor, key, lock=True)
    [current] = show_decisions(session, actor, [decision], today)
    case = check_change(session, actor, decision, wanted, "decision", current)
    services.add_notice(session, case, decision, body)
    return DECISION.answer(response, session, actor, decision, today)


@router.put("/decisions/{id}/notices/{notice_id}", response_model=schemas.DecisionOut)
def replace_decision_notice(
    key: Key,
    notice_key: NoticeKey,
    body: NoticeByToday,
    response: Response,
    session: SessionDep,
    actor: CasesWriter,
    today: Today,
    wanted: IfMatch,
) -> Any:
    """Correct a notice, against the decision's ETag. The time to appeal is counted again."""
    decision = queries.decision(session, actor, key, lock=True)
    [current] = show_decisions(session, actor, [decision], today)
    case = check_change(session, actor, decision, wanted, "decision", current)
    notice = queries.notice(session, decision, notice_key)
    services.replace_notice(session, case, decision, notice, body)
    return DECISION.answer(response, session, actor, decision, today)
