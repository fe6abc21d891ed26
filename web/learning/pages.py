"""What is learnt from complaints: the list of it, each with its steps, and its effect."""

from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Request, Response

from web.api_client import ApiRefused
from web.clock import today
from web.deadlines.words import options
from web.forms import Form, filled, posted
from web.language import N_, language_of
from web.learning.client import Learning, LearningRecord
from web.learning.forms import ACTS, LEARNING, SCOPE, Act
from web.learning.telling import VERDICTS, ratio_text, span_text
from web.plans.as_of import address
from web.records.fields import in_rows, labels, read, typed_values
from web.records.pages import add_record_pages
from web.refusals import EXPLANATIONS, explain
from web.render import is_htmx, redirect, render
from web.signed_in import SignedIn

router = APIRouter()
add_record_pages(router, LEARNING)

PATH: Final = "/learning"
LABELS: Final = {"show": N_("Læring"), "hands": N_("Ansvarlig")}
SHOWN: Final = {
    "": N_("Al læring"),
    "open": N_("Læring, der er i gang"),
    "due": N_("Læring, hvis effekt skal ses efter"),
}
HANDS: Final = {"": N_("alle"), "mine": N_("mig")}
STALE: Final = 412
UNREADABLE: Final = 422
SAVED: Final = N_("%(what)s: gemt.")
CHANGED: Final = N_("Læringen er ændret imens. Se, hvordan den står nu, og gem igen.")
TAKEN_BACK: Final = N_("Trin %(step)s er taget tilbage.")


@router.get(PATH)
async def learning_page(request: Request, person: SignedIn, learning: Learning) -> Response:
    """Show what is learnt, how far each has come, and whose effect should be looked at."""
    language = language_of(request)
    query = request.query_params
    form = Form(language, LABELS, {name: [query.get(name, "")] for name in LABELS})
    show, hands = (
        form.choice(name, words, optional=True)
        for name, words in (("show", SHOWN), ("hands", HANDS))
    )
    records = await learning.records(
        open=True if show == "open" else None,
        check_due=True if show == "due" else None,
        owner=person.id if hands == "mine" else None,
    )
    choices = {"show": options(language, SHOWN), "hands": options(language, HANDS)}
    status = UNREADABLE if form.errors else 200
    return render(
        request,
        "learning/all.html",
        status,
        records=records,
        form=form,
        choices=choices,
        narrowed=bool(show or hands),
        may_add=SCOPE in person.may,
    )


@router.get(f"{PATH}/{{key}}")
async def record_page(request: Request, key: UUID, _: SignedIn, learning: Learning) -> Response:
    """Show one thing learnt."""
    record = await learning.record(key)
    language = language_of(request)
    return render(
        request,
        "learning/one.html",
        record=record,
        acts=ACTS,
        initiative=await learning.initiative(record.initiative_id)
        if record.initiative_id
        else None,
        verdicts=VERDICTS,
        span_text=lambda check, span: span_text(language, check, span),
        ratio_text=lambda ratio: ratio_text(language, ratio),
        submission=filled(request, {}, etag=record.etag),
    )


@router.post(f"{PATH}/{{key}}/step-back")
async def take_step_back(request: Request, key: UUID, _: SignedIn, learning: Learning) -> Response:
    """Take back the last step, which was noted by mistake."""
    record = await learning.record(key)
    form = await posted(request, {})
    path = f"/v1/learning-records/{record.id}/steps/{record.step}"
    await learning.api.delete(path, etag=form.etag)
    notice = form.language.gettext(TAKEN_BACK, step=record.step)
    return redirect(request, record.path, notice)


@router.get(f"{PATH}/{{key}}/{{name}}")
async def act_form(
    request: Request, key: UUID, name: str, _: SignedIn, learning: Learning
) -> Response:
    """Show the form of an act: where the thing is read to htmx, else as a page."""
    if name not in ACTS:
        return explain(request, EXPLANATIONS[404])
    record, act = await learning.record(key), ACTS[name]
    if act.may not in record.may:
        return explain(request, EXPLANATIONS[409 if record.may else 403])
    values = typed_values(act.fields, act.begins(record, today()))
    form = filled(request, labels(act.fields), values, etag=record.etag, prefix=act.path)
    return form_page(request, record, act, form)


@router.post(f"{PATH}/{{key}}/{{name}}")
async def do_act(
    request: Request, key: UUID, name: str, _: SignedIn, learning: Learning
) -> Response:
    """Do it, or show the form again with what is wrong."""
    if name not in ACTS:
        return explain(request, EXPLANATIONS[404])
    record, act = await learning.record(key), ACTS[name]
    form = await posted(request, labels(act.fields), prefix=act.path)
    values = read(form, act.fields, {})
    if form.errors:
        return form_page(request, record, act, form, UNREADABLE)
    try:
        path, body = f"/v1/learning-records/{record.id}/{act.to}", act.body(values, record)
        await learning.api.post(path, body, submission=form.submission, etag=form.etag)
    except ApiRefused as refused:
        if refused.status == STALE:
            form.note("", CHANGED)
            form.etag = refused.current_etag or record.etag
        elif not form.take(refused):
            raise
        return form_page(request, record, act, form, refused.status)
    what = form.language.gettext(act.title)
    return redirect(request, f"{record.path}#{act.path}", form.language.gettext(SAVED, what=what))


def form_page(
    request: Request, record: LearningRecord, act: Act, form: Form, status: int = 200
) -> Response:
    context: dict[str, Any] = {
        "record": record,
        "act": act,
        "rows": in_rows(act.fields),
        "action": f"{record.path}/{act.path}",
        "leave": address(record.path, {"focus": act.path}),
    }
    template = "learning/_act.html" if is_htmx(request) else "learning/act.html"
    return render(request, template, status, form=form, options={}, **context)
