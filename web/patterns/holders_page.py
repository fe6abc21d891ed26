"""Who had the complaints that were passed on, and for how long."""

from collections.abc import Mapping
from functools import partial
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request, Response

from web.cases.client import CasesClient
from web.clock import today
from web.forms import CHOOSE, Form
from web.language import N_, language_of
from web.patterns.client import Holder, Patterns
from web.patterns.spans import Days, days_of, to_choose
from web.render import render
from web.signed_in import SignedIn

router = APIRouter()

PATH: Final = "/patterns/holders"
LABELS: Final = {"period": N_("Modtaget i"), "unit": N_("Enhed")}
ALWAYS: Final = Days(None, None)
UNREADABLE: Final = 422


@router.get(PATH)
async def holders_page(request: Request, _: SignedIn, patterns: Patterns) -> Response:
    """Show who had complaints that crossed units or authorities, the longest first."""
    language = language_of(request)
    asked = {name: [request.query_params.get(name, "")] for name in LABELS}
    form = Form(language, LABELS, asked)
    units = await CasesClient(patterns.api).units()
    filters = filters_of(form, [key for key, _ in units])
    choices = {"period": to_choose(language, today(), form["period"] or None), "unit": units}
    return render(
        request,
        "patterns/holders.html",
        UNREADABLE if form.errors else 200,
        form=form,
        choices=choices,
        said={name: dict(pairs) for name, pairs in choices.items()},
        holders=[] if form.errors else await patterns.holders(filters),
        behind=partial(behind, filters),
    )


def behind(filters: Mapping[str, Any], holder: Holder) -> str:
    """Return the address of the complaints that somebody had at some time."""
    days = {name: filters[name] for name in ("received_from", "received_before")}
    unit, authority = holder.unit and holder.unit.id, holder.authority
    by = {"held_by": unit, "held_by_authority": authority, "passed_by": filters["unit"]}
    chosen = {name: value for name, value in (days | by).items() if value}
    return f"/complaints?{urlencode(chosen)}"


def filters_of(form: Form, units: list[str]) -> dict[str, Any]:
    """Return what is asked for, as the api asks it."""
    days = days_of(form["period"]) if form["period"] else ALWAYS
    if days is None:
        form.note("period", CHOOSE)
        days = ALWAYS
    unit = form.choice("unit", units, optional=True)
    return {"received_from": days.first, "received_before": days.before, "unit": unit}
