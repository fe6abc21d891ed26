"""What is learnt from complaints: the list of it, each with its steps, and its effect."""

from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request, Response

from web.acts.pages import add_act_pages
from web.deadlines.words import options
from web.forms import Form, filled, posted
from web.language import N_, language_of
from web.learning import acting
from web.learning.client import Learning
from web.learning.forms import LEARNING, SCOPE
from web.learning.telling import VERDICTS, ratio_text, span_text
from web.records.pages import add_record_pages
from web.render import redirect, render
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
UNREADABLE: Final = 422
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
        verdicts=VERDICTS,
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
        acts=acting.ACTING.on_thing,
        initiative=await learning.initiative(record.initiative) if record.initiative else None,
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


add_act_pages(router, acting.ACTING)
