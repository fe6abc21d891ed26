"""Resource lines and what they come to over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import Path

from api.db import SessionDep
from api.nouns import Noun, add_routes
from api.people.access import PlansReader, PlansWriter
from api.plans.outline.queries import plan
from api.plans.resources import queries, reading, schemas, services
from api.routing import feature

router = feature("/v1", "plans")

RESOURCE_LINE = Noun(
    name="resource_line",
    plural="resource_lines",
    about="Money and full-time equivalents, granted or asked for, for a period.",
    body=schemas.ResourceLineIn,
    out=schemas.ResourceLineOut,
    query=schemas.ResourceLinesQuery,
    reader=PlansReader,
    writer=PlansWriter,
    find=queries.find_lines,
    one=queries.line,
    show=reading.show_lines,
    create=services.create_line,
    replace=services.replace_line,
    delete=services.delete_line,
)
add_routes(router, RESOURCE_LINE)


@router.get("/plans/{id}/resource-totals")
def show_resource_totals(
    key: Annotated[UUID, Path(alias="id")], session: SessionDep, actor: PlansReader
) -> schemas.ResourceTotalsOut:
    """Add up what was granted and asked for in a plan, and compare each whole with its parts."""
    return reading.show_totals(session, plan(session, actor, key).id)
