"""In whose hands cases are, over HTTP."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Path, Query, Response

from api.cases import queries as cases
from api.cases.rules import check_not_in_future
from api.cases.schemas import CaseOut
from api.casework.addressed import CaseToActOn
from api.casework.assignments import queries, schemas, services
from api.casework.assignments.reading import show_assignments
from api.casework.assignments.reading import show_caseworkers as count_hands
from api.casework.routes import CASE
from api.clock import Today
from api.db import SessionDep
from api.nouns import AsOfQuery, Noun, add_routes
from api.people.access import CasesReader, CasesWriter
from api.routing import feature

router = feature("/v1", "cases")
Key = Annotated[UUID, Path(alias="id")]

ASSIGNMENT = Noun(
    name="assignment",
    plural="assignments",
    about="A case in a caseworker's hands: from when, until when, and why.",
    body=schemas.AssignmentIn,
    out=schemas.AssignmentOut,
    query=schemas.AssignmentsQuery,
    reader=CasesReader,
    writer=CasesWriter,
    find=queries.find_assignments,
    one=queries.assignment,
    show=show_assignments,
)
add_routes(router, ASSIGNMENT)


def assigned_by_today(body: schemas.AssignmentIn, today: Today) -> schemas.AssignmentIn:
    check_not_in_future(body.from_on, today, "/from_on")
    return body


# A body that is checked against today before it reaches its service, which knows no clock.
AssignmentByToday: Any = Annotated[schemas.AssignmentIn, Depends(assigned_by_today)]


@router.post("/cases/{id}/assignment", response_model=CaseOut)
def assign_case(
    body: AssignmentByToday,
    case: CaseToActOn,
    response: Response,
    session: SessionDep,
    actor: CasesWriter,
    today: Today,
) -> Any:
    """Put a case into other hands, or nobody's, and answer it as it now stands.

    A stand-in is given with `leave_cover`, and the case back with `returned`: that is no change of
    caseworker. A stand-in who takes over for good is assigned again, with the reason why.
    """
    services.assign_case(session, case, body)
    return CASE.answer(response, session, actor, case, today)


@router.get("/cases/{id}/caseworkers")
def show_caseworkers(
    key: Key,
    session: SessionDep,
    actor: CasesReader,
    today: Today,
    query: Annotated[AsOfQuery, Query()],
) -> schemas.CaseworkersOut:
    """Count the caseworkers that a case and its citizen met in a year.

    The year ends with the day asked about. Of the citizen's cases those count that the asker may
    read: how many they are stands beside it.
    """
    case = cases.case(session, actor, key)
    return count_hands(session, actor, case, query.as_of or today)
