"""Keep a pattern, watch it, and see what the watches found."""

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Request, Response

from web.api_client import ApiRefused
from web.deadlines.words import in_words, options
from web.formats import decimal
from web.forms import Form, filled, posted
from web.language import N_, Language, language_of
from web.navigation import local_path
from web.patterns.asked import SHOW, asked_of
from web.patterns.explorer import title_of
from web.patterns.spans import name_of
from web.patterns.watching import DIRECTIONS, EVERY, OF_FIGURES, Run, Watch, Watching
from web.patterns.words import MEASURES, WATCHED
from web.render import redirect, render
from web.signed_in import SignedIn

router = APIRouter()

PATH: Final = "/pattern-watches"
LABELS: Final = {
    "name": N_("Navn"),
    "every": N_("Se efter"),
    "measure": N_("Sig til, når"),
    "direction": N_("kommer over eller under"),
    "threshold": N_("Grænse"),
}
SAVED: Final = N_("„%(name)s“ er gemt.")
DELETED: Final = N_("„%(name)s“ er slettet.")
SEEN: Final = N_("Noteret som set.")
UNREADABLE: Final = 422


@dataclass(frozen=True)
class Line:
    """A watch as a row says it, and the runs of it that nobody has looked at."""

    watch: Watch
    every: str
    rule: str
    period: str


@dataclass(frozen=True)
class Passed:
    """A run that passed its threshold, under the name of its watch."""

    run: Run
    name: str
    period: str


@router.get(PATH)
async def watches_page(request: Request, _: SignedIn, watching: Watching) -> Response:
    """List one's own watches, and what they found that was not seen yet."""
    language = language_of(request)
    watches = await watching.watches()
    return render(
        request,
        "patterns/watches.html",
        lines=[line_of(language, each) for each in watches],
        passed=passed(language, watches, await watching.unseen()),
    )


@router.get(f"{PATH}/new")
async def new_watch_page(request: Request, _: SignedIn) -> Response:
    """Show the form that keeps a question."""
    asked = asked_of(request, PATH)
    values = {"name": title_of(language_of(request), asked), "measure": asked.measure}
    return form_page(request, filled(request, LABELS, values))


@router.post(f"{PATH}/new")
async def add_watch(request: Request, _: SignedIn, watching: Watching) -> Response:
    """Keep a question; with a threshold, it is asked again for each period that ends."""
    form = await posted(request, LABELS)
    body = body_of(form) | given(request)
    if form.errors:
        return form_page(request, form, UNREADABLE)
    try:
        made = await watching.create(body, form.submission)
    except ApiRefused as refused:
        if not form.take(refused):
            raise
        return form_page(request, form, UNREADABLE)
    return redirect(request, PATH, language_of(request).gettext(SAVED, name=made.name))


@router.get(f"{PATH}/{{key}}/delete")
async def delete_watch_page(
    request: Request, key: UUID, _: SignedIn, watching: Watching
) -> Response:
    """Ask once more: what a watch found goes with it."""
    watch = await watching.watch(key)
    form = filled(request, {}, etag=watch.etag)
    return render(request, "patterns/watch_delete.html", watch=watch, form=form)


@router.post(f"{PATH}/{{key}}/delete")
async def delete_watch(request: Request, key: UUID, _: SignedIn, watching: Watching) -> Response:
    form = await posted(request, {})
    watch = await watching.watch(key)
    await watching.delete(key, form.etag)
    return redirect(request, PATH, language_of(request).gettext(DELETED, name=watch.name))


@router.post(f"{PATH}/runs/{{key}}/seen")
async def mark_seen(request: Request, key: UUID, _: SignedIn, watching: Watching) -> Response:
    """Note that what a watch found was looked at."""
    await watching.mark_seen(key)
    back = local_path(request.query_params.get("back", PATH))
    return redirect(request, back, language_of(request).gettext(SEEN))


def body_of(form: Form) -> dict[str, Any]:
    threshold = form.decimal("threshold", optional=True)
    told = threshold is not None
    return {
        "name": form.text("name", longest=100),
        "every": form.choice("every", EVERY, optional=True),
        "measure": form.choice("measure", WATCHED, optional=True) if told else None,
        "direction": form.choice("direction", DIRECTIONS, optional=True) if told else None,
        "threshold": threshold,
    }


def given(request: Request) -> dict[str, str]:
    """Return what is kept, as the address of the form says it."""
    figures = request.query_params.get("figures", "patterns")
    sent = request.query_params.multi_items()
    query = urlencode([(name, value) for name, value in sent if name not in ("figures", SHOW)])
    return {"figures": figures, "query": query}


def form_page(request: Request, form: Form, status: int = 200) -> Response:
    kept = given(request)
    language = language_of(request)
    return render(
        request,
        "patterns/watch_new.html",
        status,
        form=form,
        action=f"{PATH}/new?{request.url.query}",
        back=f"{OF_FIGURES.get(kept['figures'], PATH)}?{kept['query']}",
        of_patterns=kept["figures"] == "patterns",
        every=options(language, EVERY),
        measures=options(language, WATCHED),
        directions=options(language, DIRECTIONS),
    )


def line_of(language: Language, watch: Watch) -> Line:
    period = watch.last_run.period if watch.last_run else ""
    return Line(
        watch,
        in_words(language, EVERY, watch.every) if watch.every else "",
        rule_of(language, watch),
        name_of(language, period),
    )


def rule_of(language: Language, watch: Watch) -> str:
    """Say when one is told: Antal klager kommer over 10."""
    if watch.measure is None or watch.direction is None or watch.threshold is None:
        return ""
    measure = in_words(language, MEASURES, watch.measure)
    direction = in_words(language, DIRECTIONS, watch.direction)
    return f"{measure} {direction} {decimal(language, watch.threshold, 1)}"


def passed(language: Language, watches: list[Watch], runs: list[Run]) -> list[Passed]:
    names = {watch.id: watch.name for watch in watches}
    return [Passed(run, names.get(run.watch_id, ""), name_of(language, run.period)) for run in runs]
