"""Cases over HTTP."""

from typing import Annotated, Any

from fastapi import Depends, Response

from api.cases import queries, schemas
from api.cases.reading import show_cases
from api.casework import correcting, opening, refusing
from api.clock import Today
from api.db import SessionDep
from api.nouns import Noun, add_routes
from api.people.access import CasesReader, CasesWriter
from api.routing import feature

router = feature("/v1", "cases")


def opened_by_today(body: schemas.NewCaseIn, today: Today) -> schemas.NewCaseIn:
    refusing.check_days(body, today, acknowledged_on=body.acknowledged_on)
    return body


def corrected_by_today(body: schemas.CaseIn, today: Today) -> schemas.CaseIn:
    refusing.check_days(body, today)
    return body


# Bodies that are checked against today before they reach their service, which knows no clock.
NewCaseByToday: Any = Annotated[schemas.NewCaseIn, Depends(opened_by_today)]
CaseByToday: Any = Annotated[schemas.CaseIn, Depends(corrected_by_today)]

CASE = Noun(
    name="case",
    plural="cases",
    about="A matter under treatment, with its unit, caseworker and progress.",
    body=CaseByToday,
    out=schemas.CaseOut,
    query=schemas.CasesQuery,
    reader=CasesReader,
    writer=CasesWriter,
    find=queries.find_cases,
    one=queries.case,
    show=show_cases,
    create=opening.open_case,
    replace=correcting.replace_case,
)
add_routes(router, CASE, with_create=False)


@router.post("/cases", status_code=201, response_model=schemas.CaseOut)
def open_case(
    body: NewCaseByToday,
    response: Response,
    session: SessionDep,
    actor: CasesWriter,
    today: Today,
) -> Any:
    """Open a case. Its deadlines start with it, by the terms in force on their start days."""
    case = opening.open_case(session, actor, body)
    response.headers["Location"] = f"/v1/cases/{case.id}"
    return CASE.answer(response, session, actor, case, today)
