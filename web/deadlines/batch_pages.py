"""The pages of one act on many deadlines: choose, fill in, look at it, and do it."""

from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Request, Response

from web.api_client import ApiRefused, Fault
from web.clock import today
from web.deadlines.batch import (
    BATCH_ACTS,
    MOST,
    Batch,
    BatchAct,
    Chosen,
    carry_out,
    change_of,
    chosen_in,
    selection,
)
from web.deadlines.client import Deadlines, DeadlinesClient
from web.deadlines.filters import Asked, asked_of
from web.forms import Form, filled, posted
from web.language import N_, language_of
from web.records.fields import fixed_options, in_rows, labels, read, typed_values
from web.refusal_words import in_words
from web.refusals import EXPLANATIONS, explain
from web.render import render
from web.signed_in import SignedIn

router = APIRouter()

UNREADABLE: Final = 422
NONE_CHOSEN: Final = N_("Ingen frister er valgt. Sæt kryds ved dem, det gælder.")
TOO_MANY: Final = N_("Der er %(count)s frister. Vælg højst %(most)s ad gangen.")
VALUES: Final = "values"


@router.post("/deadlines/batch")
async def batch_form(request: Request, _: SignedIn, deadlines: Deadlines) -> Response:
    """Show the form of the act for what was chosen in the list."""
    asked, act, form = await sent(request)
    if act is None:
        return explain(request, EXPLANATIONS[UNREADABLE])
    chosen = await chosen_of(deadlines, asked, form)
    begun = filled(request, labels(act.fields), typed_values(act.fields, act.begins(today())))
    check_chosen(begun, chosen)
    status = UNREADABLE if begun.errors else 200
    return await filling(request, deadlines, asked, act, begun, chosen, status)


@router.post("/deadlines/batch/preview")
async def preview_batch(request: Request, _: SignedIn, deadlines: Deadlines) -> Response:
    """Show for each deadline what would be done, or why it can't; nothing is done yet."""
    asked, act, form = await sent(request)
    if act is None:
        return explain(request, EXPLANATIONS[UNREADABLE])
    chosen = await chosen_of(deadlines, asked, form)
    check_chosen(form, chosen)
    values = read(form, act.fields, {})
    if form.errors:
        return await filling(request, deadlines, asked, act, form, chosen, UNREADABLE)
    try:
        tried = await carry_out(deadlines.api, act, values, selection(chosen, asked))
    except ApiRefused as refused:
        if not form.take(at_its_field(refused)):
            raise
        return await filling(request, deadlines, asked, act, form, chosen, UNREADABLE)
    return shown(request, asked, act, form, chosen, tried)


@router.post("/deadlines/batch/run")
async def run_batch(request: Request, _: SignedIn, deadlines: Deadlines) -> Response:
    """Do it, and show what became of each."""
    asked, act, form = await sent(request)
    if act is None:
        return explain(request, EXPLANATIONS[UNREADABLE])
    chosen = await chosen_of(deadlines, asked, form)
    values = read(form, act.fields, {})
    skip = form.checked("skip")
    try:
        done = await carry_out(
            deadlines.api,
            act,
            values,
            selection(chosen, asked),
            submission=form.submission,
            skip=skip,
        )
    except ApiRefused as refused:
        if not form.take(at_its_field(refused)):
            raise
        return await filling(request, deadlines, asked, act, form, chosen, UNREADABLE)
    return shown(request, asked, act, form, chosen, done)


async def sent(request: Request) -> tuple[Asked, BatchAct | None, Form]:
    """Return the filters of the list, the act, and what was typed."""
    asked = asked_of(request, "/deadlines")
    form = await posted(request, {})
    act = BATCH_ACTS.get(form["act"])
    form.labels = labels(act.fields) if act else {}
    return asked, act, form


async def chosen_of(deadlines: DeadlinesClient, asked: Asked, form: Form) -> Chosen:
    found = await deadlines.count(asked.filters) if form.checked("all") else 0
    return chosen_in(form, found)


def check_chosen(form: Form, chosen: Chosen) -> None:
    if not chosen.count:
        form.note("", NONE_CHOSEN)
    if chosen.count > MOST:
        form.note("", TOO_MANY, count=chosen.count, most=MOST)


def at_its_field(refused: ApiRefused) -> ApiRefused:
    """Point at the fields of the form: `/extend/values/due_on` is `due_on` there."""
    refused.errors = [
        Fault(f"/{fault.pointer.split('/')[-1]}", fault.code, fault.detail)
        if VALUES in fault.pointer.split("/")
        else fault
        for fault in refused.errors
    ]
    return refused


async def filling(
    request: Request,
    deadlines: DeadlinesClient,
    asked: Asked,
    act: BatchAct,
    form: Form,
    chosen: Chosen,
    status: int,
) -> Response:
    options = fixed_options(form.language, act.fields)
    if act.code == "reassign":
        options["caseworker_id"] = await deadlines.colleagues(
            await unit_of(deadlines, asked, chosen)
        )
    context: dict[str, Any] = {"rows": in_rows(act.fields), "options": options}
    return render(
        request,
        "deadlines/batch.html",
        status,
        asked=asked,
        act=act,
        form=form,
        chosen=chosen,
        **context,
    )


async def unit_of(deadlines: DeadlinesClient, asked: Asked, chosen: Chosen) -> str | None:
    """Return the unit whose people may take over: the one asked for, else of the first chosen."""
    if unit := asked.chosen.get("unit"):
        return unit
    if chosen.all:
        found = (await deadlines.listed(asked.filters, limit=1, count=False)).items
    else:
        found = [await deadlines.deadline(UUID(key)) for key in chosen.ids[:1]]
    return str(found[0].unit.id) if found else None


def shown(
    request: Request, asked: Asked, act: BatchAct, form: Form, chosen: Chosen, batch: Batch
) -> Response:
    language = language_of(request)
    lines = [
        (
            result,
            *change_of(language, result, act),
            in_words(language, result.code, result.detail or "") if result.code else "",
        )
        for result in sorted(batch.results, key=lambda result: result.outcome != "refused")
    ]
    return render(
        request,
        "deadlines/batch_result.html",
        asked=asked,
        act=act,
        form=form,
        chosen=chosen,
        batch=batch,
        lines=lines,
        typed=[(name, form[name]) for name in form.labels],
    )
