"""The week as a calendar: what falls on each day, and first what has passed already."""

from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response
from pydantic import TypeAdapter

from web.clock import today
from web.deadlines import filters
from web.deadlines.client import Deadlines, DeadlinesClient, Listed
from web.deadlines.filters import BY_DAY
from web.deadlines.lines import shown_lines
from web.deadlines.steps import CalendarDay
from web.deadlines.weeks import Week, as_week, monday_of, read_week, week_address
from web.forms import Form
from web.language import N_, language_of
from web.refusals import EXPLANATIONS, explain
from web.render import redirect, render
from web.signed_in import SignedIn

router = APIRouter()

PATH: Final = "/deadlines/week"
LABELS: Final = {"unit": N_("Enhed"), "week": N_("Uge")}
MOST: Final = 500
MOST_OVERDUE: Final = 50
SPECIAL_DAYS: Final = TypeAdapter(list[CalendarDay])
IN_THE_WEEK: Final = ["open", "overdue", "met", "met_late"]


@router.get(PATH)
async def week_page(
    request: Request, person: SignedIn, deadlines: Deadlines, week: str = "", unit: str = ""
) -> Response:
    """Show a week of deadlines, from Monday to Sunday."""
    if not week:
        at = unit if "unit" in request.query_params else filters.unit_of(person)
        return redirect(request, week_address(at, today()))
    monday = read_week(week)
    if monday is None:
        return explain(request, EXPLANATIONS[404])
    form = Form(language_of(request), LABELS, {"unit": [unit], "week": [week]})
    asked: dict[str, Any] = {"owed_by": "authority"}
    if chosen := form.read("unit", filters.FILTERS.read_id, optional=True):
        asked["unit"] = chosen
    shown, overdue = await found(deadlines, asked, monday)
    later = {"status": ["overdue"], "due_from": monday + filters.WEEK}
    return render(
        request,
        "deadlines/week.html",
        422 if form.errors else 200,
        form=form,
        units=await deadlines.units(),
        week=await laid_out(request, deadlines, shown, monday),
        shown=shown,
        overdue=overdue,
        overdue_later=await deadlines.count({**asked, **later}),
        overdue_lines=await shown_lines(request, deadlines, overdue.items),
        addresses=addresses(chosen, monday),
    )


async def found(
    deadlines: DeadlinesClient, asked: dict[str, Any], monday: date
) -> tuple[Listed, Listed]:
    """Return what is expected in the week, and what should have been answered before it."""
    in_week = {"status": IN_THE_WEEK, "due_from": monday, "due_before": monday + filters.WEEK}
    overdue = {"status": ["overdue"], "due_before": monday, "order": BY_DAY}
    return (
        await deadlines.listed({**asked, **in_week}, limit=MOST),
        await deadlines.listed({**asked, **overdue}, limit=MOST_OVERDUE),
    )


async def laid_out(
    request: Request, deadlines: DeadlinesClient, shown: Listed, monday: date
) -> Week:
    last = monday + timedelta(6)
    days = await deadlines.api.get_all("/v1/calendar-days", **{"from": monday, "to": last})
    lines = await shown_lines(request, deadlines, shown.items)
    return as_week(monday, lines, SPECIAL_DAYS.validate_python(days))


def addresses(unit: str | None, monday: date) -> dict[str, str]:
    """Return the weeks beside this one, and the list of the same deadlines."""
    days = {"due_from": monday.isoformat(), "due_before": (monday + filters.WEEK).isoformat()}
    at = {"unit": unit} if unit else {}
    late = {**at, "state": "overdue", "due_before": monday.isoformat()}
    all_late = {**at, "state": "overdue"}
    return {
        "before": week_address(unit, monday - filters.WEEK),
        "after": week_address(unit, monday + filters.WEEK),
        "now": week_address(unit, monday_of(today())),
        "list": f"/deadlines?{urlencode({**at, **days})}",
        "overdue": f"/deadlines?{urlencode(late)}",
        "all_overdue": f"/deadlines?{urlencode(all_late)}",
    }
