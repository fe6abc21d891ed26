"""The form pages of a noun: add, edit, delete, and who changed what.

A form opens as a page of its own, or with htmx in the row or block where the thing is read
(`?in=row`, `?in=block`). Either way it is sent as a plain form and leads back to where it is read.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from web.api_client import Answer, Api, ApiRefused
from web.forms import Form, filled, posted
from web.language import N_, Language, language_of
from web.records.changes import told_changes
from web.records.fields import Json, Kind, Options, in_rows, labels, read, typed_values
from web.records.record import Asking, Place, Record
from web.refusals import EXPLANATIONS, conflict_page, explain
from web.render import is_htmx, redirect, render
from web.signed_in import SignedIn

STALE: Final = 412
UNREADABLE: Final = 422
SAVED: Final = N_("„%(name)s“ er gemt.")
DELETED: Final = N_("„%(name)s“ er slettet.")
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
        place = await record.place(Asking(request, api, person), item)
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
        place = await record.place(asking, item)
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
        words = words_of(asking, record, place)
        told = told_changes(asking.language, reversed(changes), words, untold=record.given)
        name = record.name_in(place, item)
        return render(
            request, "records/changes.html", changes=told, name=name, place=place, record=record
        )


def asked_of(record: Record, request: Request) -> dict[str, Any]:
    """Return what the address says of a new thing."""
    names = {*record.given, *labels(record.fields)}
    return {name: value for name, value in request.query_params.items() if name in names and value}


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
        options=shown_options(language_of(request), record, place.options),
    )


def shown_options(language: Language, record: Record, options: Options) -> Options:
    """Return what each choice may be, in the reader's language."""
    fixed = {
        field.name: [(value, language.gettext(word)) for value, word in field.words.items()]
        for field in record.shown(new=True)
        if field.words
    }
    return {**options, **fixed}


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
        words=option_words(form.language.gettext, record, place.options),
    )


def option_words(say: Any, record: Record, options: Options) -> Mapping[str, Mapping[str, str]]:
    """Return what the values of the choices mean."""
    fixed = {
        field.name: {value: say(word) for value, word in (field.words or {}).items()}
        for field in record.fields
    }
    yes = {
        field.name: {"on": say("ja"), "": say("nej")}
        for field in record.fields
        if field.kind is Kind.CHECK
    }
    return fixed | {name: dict(pairs) for name, pairs in options.items()} | yes


def words_of(asking: Asking, record: Record, place: Place) -> tuple[Mapping[str, str], Any]:
    """Return what a history calls the fields of a noun, and their values."""
    say = asking.language.gettext
    names = {field.name: say(field.label) for field in record.fields}
    return names, option_words(say, record, place.options)
