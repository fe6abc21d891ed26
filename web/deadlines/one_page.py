"""The page of one deadline, and the explanation that opens in its row."""

from datetime import date
from typing import Any
from uuid import UUID

from fastapi import APIRouter, Request, Response

from web.deadlines.client import Deadlines
from web.deadlines.explaining import explain
from web.deadlines.lines import shown_line
from web.language import language_of
from web.render import is_htmx, redirect, render
from web.signed_in import SignedIn

router = APIRouter()


@router.get("/deadlines/{key}/explanation")
async def explanation_row(
    request: Request,
    key: UUID,
    _: SignedIn,
    deadlines: Deadlines,
    back: str = "",
    as_of: date | None = None,
) -> Response:
    """Explain the day under the row that was asked; without scripts, on the deadline's page."""
    if not is_htmx(request):
        day = f"?as_of={as_of}" if as_of else ""
        return redirect(request, f"/deadlines/{key}{day}#why")
    deadline = await deadlines.deadline(key, as_of)
    told = await deadlines.explanation(key, as_of)
    context: dict[str, Any] = {"back": back, "as_of": as_of, "opened": "why"}
    return render(
        request,
        "deadlines/_row.html",
        line=await shown_line(request, deadlines, deadline),
        explained=explain(language_of(request), told),
        **context,
    )


@router.get("/deadlines/{key}")
async def deadline_page(
    request: Request, key: UUID, _: SignedIn, deadlines: Deadlines, as_of: date | None = None
) -> Response:
    """Show one deadline: how it stands, why it falls when it does, and what to do."""
    deadline = await deadlines.deadline(key, as_of)
    told = await deadlines.explanation(key, as_of)
    return render(
        request,
        "deadlines/one.html",
        line=await shown_line(request, deadlines, deadline),
        explained=explain(language_of(request), told),
        as_of=as_of,
    )
