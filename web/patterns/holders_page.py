"""Who had the complaints that were passed on, and for how long."""

from typing import Any, Final

from fastapi import APIRouter, Request, Response

from web.cases.client import CasesClient
from web.clock import today
from web.forms import CHOOSE, Form
from web.language import N_, language_of
from web.patterns.client import Patterns
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
    )


def filters_of(form: Form, units: list[str]) -> dict[str, Any]:
    """Return what is asked for, as the api asks it."""
    days = days_of(form["period"]) if form["period"] else ALWAYS
    if days is None:
        form.note("period", CHOOSE)
        days = ALWAYS
    unit = form.choice("unit", units, optional=True)
    return {"received_from": days.first, "received_before": days.before, "unit": unit}
