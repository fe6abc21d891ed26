"""Acting on a deadline where it is read: its row opens to a form, is saved, and closes again."""

from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response

from web.api_client import ApiRefused
from web.deadlines.acts import ACTS, Act
from web.deadlines.client import Deadline, Deadlines, DeadlinesClient
from web.deadlines.lines import shown_line
from web.forms import Form, filled, posted
from web.language import N_, language_of
from web.navigation import local_path
from web.records.fields import in_rows, labels, read, typed_values
from web.refusals import EXPLANATIONS, explain
from web.render import is_htmx, redirect, render
from web.signed_in import SignedIn

router = APIRouter()

STALE: Final = 412
UNREADABLE: Final = 422
CHANGED: Final = N_(
    "Fristen er ændret imens. Se, hvordan den står nu, og gem igen, hvis det stadig passer."
)
Back = Annotated[str, Query()]
Known = Annotated[str, Path(pattern=f"^({'|'.join(ACTS)})$")]


def way_back(deadline: Deadline, back: str) -> str:
    """Return the page that the row stands on, at the row."""
    return f"{local_path(back) if back else deadline.path}#{deadline.dom_id}"


@router.get("/deadlines/{key}/row")
async def deadline_row(
    request: Request,
    key: UUID,
    _: SignedIn,
    deadlines: Deadlines,
    back: Back = "",
    as_of: date | None = None,
) -> Response:
    """Close what was opened in a row."""
    deadline = await deadlines.deadline(key, as_of)
    if not is_htmx(request):
        return redirect(request, way_back(deadline, back))
    line = await shown_line(request, deadlines, deadline)
    context: dict[str, Any] = {"line": line, "back": back, "as_of": as_of, "focus": "row"}
    return render(request, "deadlines/_row.html", **context)


@router.get("/deadlines/{key}/{act}")
async def act_form(
    request: Request, key: UUID, act: Known, _: SignedIn, deadlines: Deadlines, back: Back = ""
) -> Response:
    """Show the form of an act: under its row to htmx, else as a page."""
    deadline, done = await deadlines.deadline(key), ACTS[act]
    if done.may not in deadline.may:
        return explain(request, EXPLANATIONS[403])
    begun = typed_values(done.fields, done.begins(deadline))
    form = filled(request, labels(done.fields), begun, etag=deadline.etag, prefix=deadline.dom_id)
    return await opened(request, deadlines, deadline, done, form, back)


@router.post("/deadlines/{key}/{act}")
async def do_act(
    request: Request, key: UUID, act: Known, _: SignedIn, deadlines: Deadlines, back: Back = ""
) -> Response:
    """Do it, or show the form again with what is wrong."""
    deadline, done = await deadlines.deadline(key), ACTS[act]
    form = await posted(request, labels(done.fields), prefix=deadline.dom_id)
    body = read(form, done.fields, {})
    if form.errors:
        return await opened(request, deadlines, deadline, done, form, back, UNREADABLE)
    try:
        saved = await deadlines.act(deadline, act, body, form.submission, form.etag)
    except ApiRefused as refused:
        if refused.status == STALE:
            form.note("", CHANGED)
            form.etag = refused.current_etag or deadline.etag
        elif not form.take(refused):
            raise
        return await opened(request, deadlines, deadline, done, form, back, refused.status)
    return await closed(request, deadlines, saved, done, back)


async def opened(
    request: Request,
    deadlines: DeadlinesClient,
    deadline: Deadline,
    act: Act,
    form: Form,
    back: str,
    status: int = 200,
) -> Response:
    """Answer with the row and its form under it, or with both on a page of their own."""
    template = "deadlines/_row.html" if is_htmx(request) else "deadlines/act.html"
    language = language_of(request)
    options = {
        field.name: [(code, language.gettext(word)) for code, word in field.words.items()]
        for field in act.fields
        if field.words
    }
    return render(
        request,
        template,
        status,
        line=await shown_line(request, deadlines, deadline),
        opened="form",
        act=act,
        form=form,
        rows=in_rows(act.fields),
        options=options,
        back=back,
        as_of=None,
        leave=way_back(deadline, back),
    )


async def closed(
    request: Request, deadlines: DeadlinesClient, saved: Deadline, act: Act, back: str
) -> Response:
    """Answer with the row as it is now, the focus on what may be done next."""
    notice = language_of(request).gettext(act.saved, number=saved.case_number)
    if not is_htmx(request):
        return redirect(request, way_back(saved, back), notice)
    line = await shown_line(request, deadlines, saved)
    context: dict[str, Any] = {"line": line, "back": back, "as_of": None, "focus": "row"}
    return render(request, "deadlines/_row.html", notice=notice, **context)
