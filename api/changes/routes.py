"""The change log over HTTP, for those who look into what was done."""

from typing import Annotated, Any

from fastapi import Query, Response
from starlette.requests import Request

from api.changes import queries
from api.changes.schemas import ChangeLogQuery, ChangeOut
from api.db import SessionDep
from api.paging import Page, page_of
from api.people.access import ChangesReader
from api.people.rules import Scope
from api.routing import feature

router = feature("/v1", "changes")


@router.get("/change-log", response_model=Page[ChangeOut])
def list_change_log(
    request: Request,
    response: Response,
    session: SessionDep,
    actor: ChangesReader,
    query: Annotated[ChangeLogQuery, Query()],
) -> Any:
    """List what was changed, by whom, when and in which act, the oldest first."""
    actor.check_everywhere(Scope.CHANGES_READ)
    found = queries.find_changes(session, query)
    return page_of(request, response, found, [ChangeOut.of(change) for change in found.rows])
