"""The calendar's days, closing days and arrival rules over HTTP."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from fastapi import Query, Response
from sqlmodel import Session
from starlette.requests import Request

from api.catalogue.closing_days import queries, rules, schemas, services
from api.catalogue.closing_days.tables import ArrivalRule, ClosingDay
from api.clock import Today
from api.db import SessionDep
from api.nouns import Noun, add_routes
from api.paging import page_of
from api.people.access import Anyone, CatalogueReader, CatalogueWriter
from api.people.rules import Actor
from api.routing import feature
from api.values import Body

router = feature("/v1", "catalogue")


def show_arrival_rules(
    _: Session, actor: Actor, rows: Sequence[ArrivalRule], __: date
) -> list[schemas.ArrivalRuleOut]:
    return [schemas.ArrivalRuleOut.of(row, actor) for row in rows]


def show_closing_days(
    _: Session, __: Actor, rows: Sequence[ClosingDay], ___: date
) -> list[schemas.ClosingDayOut]:
    return [schemas.ClosingDayOut.of(row) for row in rows]


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
CLOSING_DAY = Noun(
    name="closing_day",
    plural="closing_days",
    about="A day on which the municipality is closed; it changes by a correction of the calendar.",
    body=Body,
    out=schemas.ClosingDayOut,
    query=schemas.ClosingDaysQuery,
    reader=CatalogueReader,
    writer=CatalogueWriter,
    find=queries.find_closing_days,
    one=queries.closing_day,
    show=show_closing_days,
)
for noun in (ARRIVAL_RULE, CLOSING_DAY):
    add_routes(router, noun)


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
