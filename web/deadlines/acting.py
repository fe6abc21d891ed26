"""Acting on a deadline where it is read: its row opens to a form, is saved, and closes again."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from web.acts.acting import FORBIDDEN, Acting, Doing, key_of
from web.acts.pages import add_act_pages
from web.api_client import ApiClient
from web.deadlines.acts import ACTS
from web.deadlines.client import Deadline, Deadlines, DeadlinesClient
from web.deadlines.lines import shown_line
from web.language import N_
from web.navigation import local_path
from web.records.fields import Json
from web.render import is_htmx, redirect, render
from web.signed_in import SignedIn

router = APIRouter()


def way_back(deadline: Deadline, back: str) -> str:
    """Return the page that the row stands on, at the row."""
    return f"{local_path(back) if back else deadline.path}#{deadline.dom_id}"


@router.get("/deadlines/{key}/row")
async def deadline_row(
    request: Request,
    key: UUID,
    _: SignedIn,
    deadlines: Deadlines,
    back: Annotated[str, Query()] = "",
    as_of: date | None = None,
) -> Response:
    """Close what was opened in a row."""
    deadline = await deadlines.deadline(key, as_of)
    if not is_htmx(request):
        return redirect(request, way_back(deadline, back))
    return await closed_row(request, deadlines, deadline, back, as_of)


async def closed_row(
    request: Request,
    deadlines: DeadlinesClient,
    deadline: Deadline,
    back: str,
    as_of: date | None = None,
    notice: str | None = None,
) -> Response:
    """Answer with the row as it is now, the focus on what may be done next."""
    line = await shown_line(request, deadlines, deadline)
    context: dict[str, Any] = {"line": line, "back": back, "as_of": as_of, "focus": "row"}
    return render(request, "deadlines/_row.html", notice=notice, **context)


class ActingOnDeadlines(Acting[Deadline]):
    """The acts on a deadline: their forms open in its row, and lead back to the row's page."""

    name, one = "deadlines", "deadline"
    changed = N_(
        "Fristen er ændret imens. Se, hvordan den står nu, og gem igen, hvis det stadig passer."
    )
    on_thing = ACTS
    not_now = FORBIDDEN

    async def find(self, api: ApiClient, name: str) -> Deadline:
        return await DeadlinesClient(api).deadline(key_of(name))

    def prefix(self, doing: Doing[Deadline]) -> str:
        return doing.thing.dom_id

    def templates(self) -> tuple[str, str]:
        return "deadlines/_row.html", "deadlines/act.html"

    async def shown(self, doing: Doing[Deadline]) -> dict[str, Any]:
        """Return the row, opened, and the page that it stands on."""
        back = back_of(doing)
        line = await shown_line(doing.request, DeadlinesClient(doing.api), doing.thing)
        leave = way_back(doing.thing, back)
        return {"line": line, "opened": "form", "back": back, "as_of": None, "leave": leave}

    async def closed(self, doing: Doing[Deadline], answer: Json) -> Response:
        saved, back = Deadline.model_validate(answer), back_of(doing)
        notice = self.notice(doing, answer)
        if not is_htmx(doing.request):
            return redirect(doing.request, way_back(saved, back), notice)
        deadlines = DeadlinesClient(doing.api)
        return await closed_row(doing.request, deadlines, saved, back, notice=notice)

    def notice(self, doing: Doing[Deadline], _: Json) -> str:
        return doing.language.gettext(doing.act.saved, number=doing.thing.case_number)


def back_of(doing: Doing[Deadline]) -> str:
    return doing.request.query_params.get("back", "")


add_act_pages(router, ActingOnDeadlines())
