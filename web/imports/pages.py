"""The pages where a file of cases is tried and imported, and where it is read what came of it."""

from pathlib import PurePath
from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request, Response
from starlette.requests import ClientDisconnect
from starlette.responses import StreamingResponse

from web.api_client import Api, ApiRefused
from web.forms import Form, filled
from web.imports.client import Import, Imports, ImportsClient
from web.imports.columns import COLUMNS, WORDS, example_file
from web.imports.reports import found_in, told_refusals
from web.imports.uploads import NoUpload, upload_of
from web.language import N_, language_of
from web.refusals import EXPLANATIONS, FILE_TOO_LARGE, explain
from web.render import redirect, render
from web.settings import get_settings
from web.signed_in import SignedIn

router = APIRouter()

IMPORT: Final = "cases:import"
PATH: Final = "/case-imports"
TRIAL: Final = "/case-imports/trial"
# What a form adds to its file: fields, headers, boundaries.
AROUND_A_FILE: Final = 100_000
TOO_LARGE: Final = 413
GONE: Final = 400
MEDIA_TYPES: Final = {
    ".csv": "text/csv",
    ".txt": "text/csv",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ndjson": "application/x-ndjson",
    ".jsonl": "application/x-ndjson",
}
STOP: Final = "stop"
ON_REFUSAL: Final = {
    STOP: N_("indlæs intet, hvis en linje er forkert"),
    "skip": N_("indlæs de linjer, der er rigtige"),
}
LABELS: Final = {"on_refusal": N_("Er der forkerte linjer"), "file": N_("Fil med sager")}
CHOOSE_FILE: Final = N_("Vælg en fil.")
OTHER_KIND: Final = N_("Filen skal være CSV, Excel (xlsx) eller NDJSON; det er %(kind)s ikke.")
CUT: Final = N_("Filen kom ikke helt frem. Vælg den igen, og prøv en gang til.")
CHOOSE_AGAIN: Final = N_("Vælg filen igen, når den er rettet.")


def limits() -> dict[str, int]:
    """Return how much may be sent to each address that takes a file."""
    most = get_settings().max_import_bytes + AROUND_A_FILE
    return {PATH: most, TRIAL: most}


@router.get(PATH)
async def imports_page(request: Request, person: SignedIn, imports: Imports) -> Response:
    """Show the form for a file, the former imports, and what a file may hold."""
    if IMPORT not in person.may:
        return explain(request, EXPLANATIONS[403])
    return await upload_page(request, imports, filled(request, LABELS, {"on_refusal": STOP}))


@router.post(PATH)
async def import_cases(request: Request, _: SignedIn, imports: Imports) -> Response:
    """Import a file."""
    return await sent_on(request, imports, dry_run=False)


@router.post(TRIAL)
async def try_cases(request: Request, _: SignedIn, imports: Imports) -> Response:
    """Judge a file, and change nothing."""
    return await sent_on(request, imports, dry_run=True)


async def sent_on(request: Request, imports: ImportsClient, *, dry_run: bool) -> Response:
    """Pass a file on to the api while it comes, and lead to its report."""
    form = filled(request, LABELS, {"on_refusal": STOP})
    try:
        upload = await upload_of(request)
        form = filled(request, LABELS, upload.fields)
        on_refusal = form.choice("on_refusal", ON_REFUSAL) or STOP
        media_type = media_type_of(form, upload.file_name)
        if form.errors:
            await upload.drop()
            return await upload_page(request, imports, form, 422)
        done = await imports.send(
            upload.parts(), media_type, upload.file_name, dry_run=dry_run, on_refusal=on_refusal
        )
    except NoUpload:
        form.note("file", CUT)
        return await upload_page(request, imports, form, 422)
    except ClientDisconnect:
        return Response(status_code=GONE)
    except ApiRefused as refused:
        return await refused_page(request, imports, form, refused)
    return redirect(request, f"{PATH}/{done.id}")


def media_type_of(form: Form, file_name: str) -> str:
    """Return what a file is by the ending of its name, or note that it can't be read."""
    ending = PurePath(file_name).suffix.lower()
    if not file_name:
        form.note("file", CHOOSE_FILE)
    elif ending not in MEDIA_TYPES:
        form.note("file", OTHER_KIND, kind=ending or file_name)
    return MEDIA_TYPES.get(ending, "")


async def refused_page(
    request: Request, imports: ImportsClient, form: Form, refused: ApiRefused
) -> Response:
    """Show why the file as a whole can't be read."""
    if refused.status == TOO_LARGE:
        return explain(request, FILE_TOO_LARGE)
    if not form.take(refused, {"": "file"}):
        raise refused
    language = language_of(request)
    faults = [(fault.code, fault.detail) for fault in refused.errors]
    for code, detail in faults or [(refused.code, refused.detail)]:
        if found := found_in(language, code, detail):
            form.errors["file" if "file" in form.errors else ""].append(found)
    form.note("file", CHOOSE_AGAIN)
    return await upload_page(request, imports, form, 422)


async def upload_page(
    request: Request, imports: ImportsClient, form: Form, status: int = 200
) -> Response:
    language = language_of(request)
    return render(
        request,
        "imports/all.html",
        status,
        form=form,
        former=await imports.latest(),
        choices=[(code, language.gettext(word)) for code, word in ON_REFUSAL.items()],
        accept=",".join(MEDIA_TYPES),
        columns=COLUMNS,
        words=WORDS,
        largest=get_settings().max_import_bytes // 1_000_000,
    )


@router.get(f"{PATH}/example.csv")
async def example(request: Request, _: SignedIn, api: Api) -> Response:
    """Give a small file that can be tried, with a case type and a unit from here."""
    types = await api.get_all("/v1/case-types")
    units = [unit for unit in await api.get_all("/v1/units") if not unit["outside"]]
    file = example_file(types[0]["code"] if types else "", units[0]["name"] if units else "")
    name = language_of(request).gettext(N_("eksempel.csv"))
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(file, media_type="text/csv; charset=utf-8", headers=headers)


@router.get(f"{PATH}/{{key}}")
async def report_page(
    request: Request, key: UUID, _: SignedIn, imports: Imports, cursor: str | None = None
) -> Response:
    """Show what came of a file, and why lines were refused."""
    done = await imports.one(key)
    refusals = await imports.refusals(key, cursor)
    return render(
        request,
        "imports/one.html",
        done=done,
        mark=mark_of(done),
        refusals=told_refusals(language_of(request), refusals.items),
        following=refusals.next,
        cursor=cursor,
    )


def mark_of(done: Import) -> str:
    return f"import_{done.state}"


@router.get(f"{PATH}/{{key}}/refusals.csv")
async def refusals_file(key: UUID, _: SignedIn, imports: Imports) -> Response:
    """Give all refusals as a file for a spreadsheet."""
    file = await imports.refusals_file(key)
    return StreamingResponse(file.parts, headers=dict(file.headers))
