"""Cases under the names that other systems have for them, over HTTP."""

from typing import Annotated, Any

from fastapi import Body, Depends, Header, Response, Security

from api.cases.schemas import CaseOut
from api.casework.by_reference import queries, schemas
from api.casework.by_reference.conditions import Condition, condition_of
from api.casework.by_reference.examples import BATCHES, CASES
from api.casework.by_reference.naming import NameInAddress
from api.casework.by_reference.rules import WriteOutcome
from api.casework.by_reference.services import Telling
from api.casework.by_reference.writes import write_batch, write_case
from api.casework.routes import CASE
from api.clock import Today
from api.db import SessionDep
from api.people.access import CasesReader, CasesWriter, acting
from api.people.rules import Actor, Scope
from api.resource import tagged
from api.routing import feature

router = feature("/v1", "cases")
ADDRESS = "/cases/by-reference/{system}/{reference:path}"
CREATED: dict[int | str, dict[str, Any]] = {
    201: {"model": schemas.CaseWritten, "description": "There was no case of this name"}
}
# The answer tells all of the case, so who writes it so reads it too.
ReadingWriter = Annotated[
    Actor, Security(acting, scopes=[Scope.CASES_READ.value, Scope.CASES_WRITE.value])
]


def condition(
    if_match: Annotated[
        str | None,
        Header(
            alias="If-Match",
            description="The ETag that this was written against; `*`: only if the case is here. "
            "With neither header the last writer wins.",
        ),
    ] = None,
    if_none_match: Annotated[
        str | None,
        Header(alias="If-None-Match", description="`*`: only if the case is not here yet."),
    ] = None,
) -> Condition:
    return condition_of(if_match, if_none_match)


@router.get(ADDRESS, response_model=CaseOut)
def show_case_by_reference(
    name: NameInAddress, response: Response, session: SessionDep, actor: CasesReader, today: Today
) -> Any:
    """Show the case that another system knows by a reference, as `GET /v1/cases/{id}` does."""
    return CASE.answer(response, session, actor, queries.case_named(session, actor, name), today)


@router.put(ADDRESS, response_model=schemas.CaseWritten, responses=CREATED)
def write_case_by_reference(
    name: NameInAddress,
    wanted: Annotated[Condition, Depends(condition)],
    body: Annotated[schemas.CaseTold, Body(openapi_examples=CASES)],
    response: Response,
    session: SessionDep,
    actor: ReadingWriter,
    today: Today,
) -> Any:
    """Create the case that another system knows by a reference, or bring it to how it is told.

    It may be sent again: what is as told already is left alone, and no change is logged. What is
    left out stays as it is. The acts that it takes are those that would be done by hand.
    """
    case, outcome = write_case(session, actor, Telling(name, body, wanted), today)
    response.status_code = 201 if outcome is WriteOutcome.CREATED else 200
    response.headers["Location"] = f"/v1/cases/{case.id}"
    return tagged(response, schemas.CaseWritten(**case.model_dump(), outcome=outcome))


@router.post("/case-batches")
def write_cases(
    body: Annotated[schemas.CaseBatchIn, Body(openapi_examples=BATCHES)],
    session: SessionDep,
    actor: CasesWriter,
    today: Today,
) -> schemas.CaseBatchOut:
    """Create or update up to 1,000 cases by their references, in one transaction.

    The answer is 200 with a result for each, also when the batch `stopped` because one was
    refused: then nothing was written. With `skip` the others are, each whole or not at all. It may
    be sent again. What is not of this form is refused as a whole.
    """
    return write_batch(session, actor, body, today)
