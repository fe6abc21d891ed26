"""The form pages of a noun: add, edit, delete, and who changed what.

A form opens as a page of its own, or with htmx in the row or block where the thing is read
(`?in=row`, `?in=block`). Either way it is sent as a plain form and leads back to where it is read.
"""

import re
from dataclasses import replace
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from web.api_client import Answer, Api, ApiRefused
from web.forms import Form, filled, posted
from web.language import N_, Language
from web.records.changes import told_changes
from web.records.fields import (
    Json,
    fixed_options,
    in_rows,
    labels,
    option_words,
    read,
    typed_values,
)
from web.records.record import Asking, Place, Record
from web.records.standing import with_standing
from web.refusals import EXPLANATIONS, conflict_page, explain
from web.render import is_htmx, redirect, render
from web.signed_in import SignedIn

STALE: Final = 412
UNREADABLE: Final = 422
SAVED: Final = N_("„%(name)s“ er gemt.")
DELETED: Final = N_("„%(name)s“ er slettet.")
WHOLE: Final = re.compile(r"[0-9]{1,10}")
Within = Annotated[Literal["row", "block", "page"], Query(alias="in")]


def add_record_pages(router: APIRouter, *records: Record) -> None:
    """Give nouns their form pages. Call it before pages under `/{path}/{key}` are added."""
    for record in records:
        _add_new(router, record)
        _add_edit(router, record)
        _add_delete(router, record)
        _add_changes(router, record)


def _add_new(router: APIRouter, record: Record) -> None:
    @router.get(record.address(act="new"), name=f"new_{record.path}")
    async def new_page(
        request: Request, person: SignedIn, api: Api, within: Within = "page"
    ) -> Response:
        """Show an empty form."""
        asking = Asking(request, api, person)
        begun = record.begins(asking, asked_of(record, request))
        place = await record.place(asking, begun)
        if record.scope not in person.may or not place.may_add:
            return explain(request, EXPLANATIONS[403])
        fields = record.shown(new=True)
        form = filled(request, labels(fields), typed_values(fields, begun))
        return form_page(request, record, form, place, within=within)

    @router.post(record.address(act="new"), name=f"add_{record.path}")
    async def add(request: Request, person: SignedIn, api: Api) -> Response:
        """Add one, or show the form again with what is wrong."""
        asking = Asking(request, api, person)
        given = asked_of(record, request)
        fields = record.shown(new=True)
        form = await posted(request, labels(fields))
        body = {name: given.get(name) for name in record.given} | read(form, fields, {})
        place = await record.place(asking, given)
        if form.errors:
            return form_page(request, record, form, place, UNREADABLE)
        try:
            made = await api.post(f"/v1/{record.path}", body, submission=form.submission)
        except ApiRefused as refused:
            if not form.take(refused):
                raise
            return form_page(request, record, form, place, UNREADABLE)
        if record.made:
            return record.made(asking, made.json)
        return await back(asking, record, made)


def _add_edit(router: APIRouter, record: Record) -> None:
    @router.get(record.address("{key}", "edit"), name=f"edit_{record.path}")
    async def edit_page(
        request: Request, key: UUID, person: SignedIn, api: Api, within: Within = "page"
    ) -> Response:
        """Show the form with what is there now."""
        item, etag = await api.get(f"/v1/{record.path}/{key}")
        if "replace" not in item["may"]:
            return explain(request, EXPLANATIONS[403])
        place = await place_of(Asking(request, api, person), record, item)
        values = typed_values(record.fields, item)
        form = filled(request, labels(record.fields), values, etag=etag, prefix=f"edit-{key}")
        return form_page(request, record, form, place, item=item, within=within)

    @router.post(record.address("{key}", "edit"), name=f"keep_{record.path}")
    async def keep(request: Request, key: UUID, person: SignedIn, api: Api) -> Response:
        """Save what was typed; what somebody saved meanwhile is shown beside it."""
        asking = Asking(request, api, person)
        item = await asking.one(record.path, key)
        form = await posted(request, labels(record.fields), prefix=f"edit-{key}")
        body = unshown(record, item) | read(form, record.fields, item)
        place = await place_of(asking, record, item)
        if form.errors:
            return form_page(request, record, form, place, UNREADABLE, item=item)
        try:
            kept = await api.put(f"/v1/{record.path}/{key}", body, etag=form.etag)
        except ApiRefused as refused:
            if refused.status == STALE:
                return beside(request, record, form, refused, place)
            if not form.take(refused):
                raise
            return form_page(request, record, form, place, UNREADABLE, item=item)
        return await back(asking, record, kept)


def _add_delete(router: APIRouter, record: Record) -> None:
    @router.get(record.address("{key}", "delete"), name=f"delete_{record.path}_page")
    async def delete_page(request: Request, key: UUID, person: SignedIn, api: Api) -> Response:
        """Ask once more before something is deleted."""
        item, etag = await api.get(f"/v1/{record.path}/{key}")
        if "delete" not in item["may"]:
            return explain(request, EXPLANATIONS[403])
        form = filled(request, {}, etag=etag)
        return await delete_form(Asking(request, api, person), record, item, form)

    @router.post(record.address("{key}", "delete"), name=f"delete_{record.path}")
    async def delete(request: Request, key: UUID, person: SignedIn, api: Api) -> Response:
        """Delete it, or say why it stays."""
        asking = Asking(request, api, person)
        item = await asking.one(record.path, key)
        form = await posted(request, {})
        try:
            await api.delete(f"/v1/{record.path}/{key}", etag=form.etag)
        except ApiRefused as refused:
            if not form.take(refused):
                raise
            return await delete_form(asking, record, item, form, UNREADABLE)
        place = await record.place(asking, item)
        return redirect(
            request, place.back, asking.language.gettext(DELETED, name=record.name_in(place, item))
        )


def _add_changes(router: APIRouter, record: Record) -> None:
    @router.get(record.address("{key}", "changes"), name=f"changes_of_{record.path}")
    async def changes_page(request: Request, key: UUID, person: SignedIn, api: Api) -> Response:
        """Show who changed what, and when."""
        asking = Asking(request, api, person)
        item = await asking.one(record.path, key)
        place = await record.place(asking, item)
        changes = await api.get_all(f"/v1/{record.path}/{key}/history")
        words = words_of(asking.language, record, place)
        told = told_changes(asking.language, reversed(changes), words, untold=record.given)
        name = record.name_in(place, item)
        return render(
            request, "records/changes.html", changes=told, name=name, place=place, record=record
        )


def asked_of(record: Record, request: Request) -> dict[str, Any]:
    """Return what the address says of a new thing."""
    names = {*record.given, *labels(record.fields)}
    asked = {name: value for name, value in request.query_params.items() if name in names and value}
    numbers = {name: asked[name] for name in record.whole if WHOLE.fullmatch(asked.get(name, ""))}
    return asked | {name: int(value) for name, value in numbers.items()}


async def place_of(asking: Asking, record: Record, item: Json) -> Place:
    """Return where a thing is read, and what its form may choose from."""
    place = await record.place(asking, item)
    options = with_standing(asking.language, record.fields, place.options, item)
    return replace(place, options=options)


def unshown(record: Record, item: Json) -> dict[str, Any]:
    return {name: item[name] for name in (*record.given, *record.kept) if name in item}


def form_page(
    request: Request,
    record: Record,
    form: Form,
    place: Place,
    status: int = 200,
    *,
    item: Json | None = None,
    within: str = "page",
) -> Response:
    template = f"records/_{within}.html" if is_htmx(request) else "records/form.html"
    if item:
        action = record.address(item["id"], "edit")
    else:
        query = request.url.query
        action = record.address(act="new") + (f"?{query}" if query else "")
    return render(
        request,
        template,
        status,
        form=form,
        record=record,
        place=place,
        name=record.name_in(place, item) if item else "",
        item=item,
        action=action,
        rows=in_rows(record.shown(new=item is None)),
        options={**place.options, **fixed_options(form.language, record.shown(new=True))},
    )


async def delete_form(
    asking: Asking, record: Record, item: Json, form: Form, status: int = 200
) -> Response:
    place = await record.place(asking, item)
    context: dict[str, Any] = {
        "name": record.name_in(place, item),
        "place": place,
        "action": record.address(item["id"]),
    }
    return render(asking.request, "records/delete.html", status, form=form, **context)


async def back(asking: Asking, record: Record, saved: Answer) -> Response:
    place = await record.place(asking, saved.json)
    notice = asking.language.gettext(SAVED, name=record.name_in(place, saved.json))
    return redirect(asking.request, record.back_to(saved.json, place), notice)


def beside(
    request: Request, record: Record, form: Form, refused: ApiRefused, place: Place
) -> Response:
    """Lay what somebody else saved beside what was typed."""
    now = refused.current or {}
    return conflict_page(
        request,
        form,
        refused,
        action=record.address(now["id"], "edit"),
        back=record.back_to(now, place),
        now=typed_values(record.fields, now),
        words=words_of(form.language, record, place)[1],
    )


def words_of(
    language: Language, record: Record, place: Place
) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Return what is said of the fields of a noun, and of their values."""
    names = {field.name: language.gettext(field.label) for field in record.fields}
    options = {**fixed_options(language, record.fields), **place.options}
    return names, option_words(language, record.fields, options)
