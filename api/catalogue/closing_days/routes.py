"""The calendar's days, closing days and arrival rules over HTTP."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import Path, Query, Response
from sqlmodel import Session
from starlette.requests import Request

from api.catalogue.closing_days import queries, rules, schemas, services
from api.catalogue.closing_days.tables import ArrivalRule
from api.clock import Today
from api.db import SessionDep
from api.nouns import Noun, add_routes
from api.paging import Page, page_of
from api.people.access import Anyone, CatalogueReader, CatalogueWriter
from api.people.rules import Actor
from api.resource import tagged
from api.routing import feature

router = feature("/v1", "catalogue")


def show_arrival_rules(
    _: Session, actor: Actor, rows: Sequence[ArrivalRule], __: date
) -> list[schemas.ArrivalRuleOut]:
    return [schemas.ArrivalRuleOut.of(row, actor) for row in rows]


ARRIVAL_RULE = Noun(
    name="arrival_rule",
    plural="arrival_rules",
    about="After how long a message of a channel counts as available, by its day of dispatch.",
    body=schemas.ArrivalRuleIn,
    out=schemas.ArrivalRuleOut,
    query=schemas.ArrivalRulesQuery,
    reader=CatalogueReader,
    writer=CatalogueWriter,
    find=queries.find_arrival_rules,
    one=queries.arrival_rule,
    show=show_arrival_rules,
    create=services.create_arrival_rule,
    replace=services.replace_arrival_rule,
    delete=services.delete_arrival_rule,
)
add_routes(router, ARRIVAL_RULE)


@router.get("/calendar-days", response_model=schemas.CalendarDays)
def list_calendar_days(
    request: Request,
    response: Response,
    session: SessionDep,
    _: Anyone,
    today: Today,
    query: Annotated[schemas.CalendarDaysQuery, Query()],
) -> Any:
    """List the special days of a stretch of time: public holidays with their history,
    quasi-holidays and the municipality's closing days. Weekends are not listed."""
    first = query.first or date((query.last or today).year, 1, 1)
    last = query.last or date(first.year, 12, 31)
    rules.check_range(first, last)
    calendar = queries.load_calendar(session)
    found = queries.find_calendar_days(calendar, first, last, query)
    page = page_of(request, response, found, [schemas.CalendarDay.of(day) for day in found.rows])
    return page | {"calendar_version": calendar.version}


@router.get("/closing-days", response_model=Page[schemas.ClosingDayOut])
def list_closing_days(
    request: Request,
    response: Response,
    session: SessionDep,
    actor: CatalogueReader,
    today: Today,
    query: Annotated[schemas.ClosingDaysQuery, Query()],
) -> Any:
    """List the municipality's own closing days. They change by corrections of the calendar."""
    found = queries.find_closing_days(session, actor, query, today)
    return page_of(request, response, found, list(map(schemas.ClosingDayOut.of, found.rows)))


@router.get("/closing-days/{id}")
def show_closing_day(
    key: Annotated[UUID, Path(alias="id")],
    response: Response,
    session: SessionDep,
    actor: CatalogueReader,
) -> schemas.ClosingDayOut:
    """Show one of the municipality's own closing days."""
    return tagged(response, schemas.ClosingDayOut.of(queries.closing_day(session, actor, key)))
