"""The list of deadlines, and one of them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from fastapi import APIRouter, Request, Response

from web.clock import today
from web.deadlines import acting, batch_pages, export_page, filters, one_page, week_page, words
from web.deadlines.batch import BATCH_ACTS
from web.deadlines.client import Deadlines, DeadlinesClient, Listed
from web.deadlines.filters import Asked, asked_of
from web.deadlines.lines import shown_lines
from web.deadlines.saved import SAVED_VIEW, new_address, saved_views
from web.deadlines.views import NEAR_DAYS
from web.deadlines.weeks import week_address
from web.language import Language, language_of
from web.records.pages import add_record_pages
from web.render import is_htmx, redirect, render
from web.signed_in import Person, SignedIn

router = APIRouter()
# The pages under a name must be asked for before those under an id.
for module in (week_page, export_page, batch_pages, one_page, acting):
    router.include_router(module.router)
add_record_pages(router, SAVED_VIEW)

PAGE: Final = 50
# A citizen's own that has run out is nobody's breach.
LATE: Final = {"status": ["overdue"], "owed_by": "authority"}


@dataclass(frozen=True)
class Counts:
    """How many there are, how many of them are overdue and how many near; None: not asked."""

    all: int
    overdue: int | None
    near: int | None
    near_before: str


@router.get(filters.PATH)
async def deadlines_page(
    request: Request, person: SignedIn, deadlines: Deadlines, cursor: str | None = None
) -> Response:
    """Show which deadlines break, the day that was to be kept first at the top."""
    if not request.query_params:
        return redirect(request, filters.at_first(person, today()))
    asked = asked_of(request, filters.PATH)
    if asked.tidy:
        return redirect(request, asked.tidy)
    found = await deadlines.listed(asked.filters, limit=PAGE, cursor=cursor)
    lines = await shown_lines(request, deadlines, found.items)
    context: dict[str, Any] = {"asked": asked, "lines": lines, "more": found.next}
    if cursor and is_htmx(request):
        return render(request, "deadlines/_rows.html", first_focus=True, **context)
    return render(
        request,
        "deadlines/list.html",
        asked.status,
        **context,
        near_days=NEAR_DAYS,
        week=week_address(asked.chosen.get("unit"), asked.as_of or today()),
        counts=await counts_of(deadlines, asked, found),
        choices=await choices_of(deadlines, language_of(request), asked, person),
        views=await saved_views(deadlines.api),
        new_view=new_address(asked.query_text),
        batch_acts=[act for act in BATCH_ACTS.values() if act.scope in person.may],
    )


async def counts_of(deadlines: DeadlinesClient, asked: Asked, found: Listed) -> Counts:
    """Count what is overdue and near among what is shown."""
    day = found.items[0].as_of_on if found.items else asked.as_of or today()
    before = (day + timedelta(NEAR_DAYS + 1)).isoformat()
    near = min(before, asked.chosen.get("due_before", before))
    state, owed_by = asked.chosen.get("state", ""), asked.filters["owed_by"]
    late = owed_by != "citizen" and state in ("", "all")
    soon = state in ("", "all", "running")
    return Counts(
        all=found.total or 0,
        overdue=await asking(deadlines, asked, **LATE) if late else None,
        near=await asking(deadlines, asked, status=["open"], legal_due_before=near)
        if soon
        else None,
        near_before=near,
    )


async def asking(deadlines: DeadlinesClient, asked: Asked, **narrower: Any) -> int:
    return await deadlines.count({**asked.filters, **narrower})


async def choices_of(
    deadlines: DeadlinesClient, language: Language, asked: Asked, person: Person
) -> dict[str, list[tuple[str, str]]]:
    """Return what each filter may be, in the order of the sentence."""
    say = language.gettext
    unit = asked.chosen.get("unit")
    people = [(str(person.id), say("mig")), (filters.NOBODY, say("ingen endnu"))]
    people += [each for each in await deadlines.colleagues(unit) if each[0] != str(person.id)]
    chosen = asked.chosen.get("caseworker")
    if chosen and chosen not in dict(people):
        people.append((chosen, await deadlines.name_of_person(chosen)))
    return {
        "state": words.options(language, filters.STATE_WORDS),
        "owed_by": words.options(language, filters.OWED_BY_WORDS),
        "kind": words.options(language, words.KINDS),
        "unit": await deadlines.units(),
        "case_type": await deadlines.case_types(language.code),
        "caseworker": people,
        "notice": words.options(language, filters.NOTICE_WORDS),
    }
