"""Reassessments, forwarding and the appeals board's answers over HTTP."""

from typing import Annotated, Any

from fastapi import Depends, Response

from api.cases.rules import check_not_in_future
from api.clock import Today
from api.complaints.appeals import queries, reading, schemas, services
from api.complaints.register.addressed import ComplaintToActOn
from api.db import SessionDep
from api.nouns import Noun, add_routes
from api.people.access import ComplaintsReader, ComplaintsWriter
from api.routing import feature

router = feature("/v1", "complaints")


def reassessed_by_today(body: schemas.ReassessmentIn, today: Today) -> schemas.ReassessmentIn:
    for name in ("made_on", "forwarded_on"):
        check_not_in_future(getattr(body, name), today, f"/{name}")
    return body


def forwarded_by_today(body: schemas.ForwardingIn, today: Today) -> schemas.ForwardingIn:
    check_not_in_future(body.forwarded_on, today, "/forwarded_on")
    return body


def answered_by_today(body: schemas.BoardOutcomeIn, today: Today) -> schemas.BoardOutcomeIn:
    for name in ("decided_on", "received_on"):
        check_not_in_future(getattr(body, name), today, f"/{name}")
    return body


# Bodies that are checked against today before they reach their service, which knows no clock.
ReassessmentByToday: Any = Annotated[schemas.ReassessmentIn, Depends(reassessed_by_today)]
ForwardingByToday: Any = Annotated[schemas.ForwardingIn, Depends(forwarded_by_today)]
BoardOutcomeByToday: Any = Annotated[schemas.BoardOutcomeIn, Depends(answered_by_today)]

REASSESSMENT = Noun(
    name="reassessment",
    plural="reassessments",
    about="What became of a decision when it was looked at again for a complaint (genvurdering).",
    body=ReassessmentByToday,
    out=schemas.ReassessmentOut,
    query=schemas.ReassessmentsQuery,
    reader=ComplaintsReader,
    writer=ComplaintsWriter,
    find=queries.find_reassessments,
    one=queries.reassessment,
    show=reading.show_reassessments,
    replace=services.replace_reassessment,
    delete=services.delete_reassessment,
)
BOARD_OUTCOME = Noun(
    name="board_outcome",
    plural="board_outcomes",
    about="What the appeals board answered to a complaint. One that started a clock stays.",
    body=BoardOutcomeByToday,
    out=schemas.BoardOutcomeOut,
    query=schemas.BoardOutcomesQuery,
    reader=ComplaintsReader,
    writer=ComplaintsWriter,
    find=queries.find_board_outcomes,
    one=queries.board_outcome,
    show=reading.show_board_outcomes,
    replace=services.replace_board_outcome,
    delete=services.delete_board_outcome,
)
for noun in (REASSESSMENT, BOARD_OUTCOME):
    add_routes(router, noun)


@router.post(
    "/complaints/{id}/reassessment", status_code=201, response_model=schemas.ReassessmentOut
)
def reassess_decision(
    complaint: ComplaintToActOn,
    body: ReassessmentByToday,
    response: Response,
    session: SessionDep,
    actor: ComplaintsWriter,
    today: Today,
) -> Any:
    """Note what became of the decision that is complained of, once for a complaint.

    A changed decision meets the time to reassess on the day it was made anew; an upheld one when it
    was forwarded.
    """
    reassessment = services.reassess(session, complaint, body)
    response.headers["Location"] = f"/v1/reassessments/{reassessment.id}"
    return REASSESSMENT.answer(response, session, actor, reassessment, today)


@router.post("/complaints/{id}/forwarding", response_model=schemas.ReassessmentOut)
def forward_complaint(
    complaint: ComplaintToActOn,
    body: ForwardingByToday,
    response: Response,
    session: SessionDep,
    actor: ComplaintsWriter,
    today: Today,
) -> Any:
    """Note that complaint and file went to the appeals board. A late complaint goes there too."""
    reassessment = services.forward(session, complaint, body)
    return REASSESSMENT.answer(response, session, actor, reassessment, today)


@router.post(
    "/complaints/{id}/board-outcome", status_code=201, response_model=schemas.BoardOutcomeOut
)
def note_board_outcome(
    complaint: ComplaintToActOn,
    body: BoardOutcomeByToday,
    response: Response,
    session: SessionDep,
    actor: ComplaintsWriter,
    today: Today,
) -> Any:
    """Note what the board answered. If it sent the decision back, the case's new time to decide
    runs from the day that came here.
    """
    outcome = services.note_board_outcome(session, actor, complaint, body)
    response.headers["Location"] = f"/v1/board-outcomes/{outcome.id}"
    return BOARD_OUTCOME.answer(response, session, actor, outcome, today)
