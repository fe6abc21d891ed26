"""Remittals over HTTP."""

from typing import Annotated, Any

from fastapi import Depends, Response

from api.cases.rules import check_not_in_future
from api.casework.addressed import CaseToActOn
from api.casework.remittals import queries, schemas, services
from api.casework.remittals.reading import show_remittals
from api.clock import Today
from api.db import SessionDep
from api.nouns import Noun, add_routes
from api.people.access import CasesReader, CasesWriter
from api.routing import feature

router = feature("/v1", "cases")


def received_by_today(body: schemas.RemittalIn, today: Today) -> schemas.RemittalIn:
    for name in ("received_on", "board_decided_on"):
        check_not_in_future(getattr(body, name), today, f"/{name}")
    return body


# A body that is checked against today before it reaches its service, which knows no clock.
RemittalByToday: Any = Annotated[schemas.RemittalIn, Depends(received_by_today)]

REMITTAL = Noun(
    name="remittal",
    plural="remittals",
    about="A decision that the appeals board sent back, with our deadline to decide anew.",
    body=RemittalByToday,
    out=schemas.RemittalOut,
    query=schemas.RemittalsQuery,
    reader=CasesReader,
    writer=CasesWriter,
    find=queries.find_remittals,
    one=queries.remittal,
    show=show_remittals,
)
add_routes(router, REMITTAL)


@router.post("/cases/{id}/remittals", status_code=201, response_model=schemas.RemittalOut)
def remit_case(
    case: CaseToActOn,
    body: RemittalByToday,
    response: Response,
    session: SessionDep,
    actor: CasesWriter,
    today: Today,
) -> Any:
    """Note that the appeals board sent a decision back. The time to decide anew runs from then."""
    remittal = services.remit(session, case, body)
    response.headers["Location"] = f"/v1/remittals/{remittal.id}"
    return REMITTAL.answer(response, session, actor, remittal, today)
