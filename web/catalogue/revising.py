"""A term is revised: another follows it from a day on, after seeing whom that reaches."""

from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request, Response

from web.api_client import ApiRefused
from web.catalogue.client import CatalogueClient, Catalogues, Effect, Term
from web.catalogue.forms import REVISION_FIELDS, basis_options
from web.catalogue.one_term import heading_of
from web.forms import Form, filled, posted
from web.language import N_, language_of
from web.records.fields import fixed_options, in_rows, labels, read, typed_values
from web.refusals import EXPLANATIONS, explain
from web.render import redirect, render
from web.signed_in import SignedIn

router = APIRouter()

MAKE: Final = "make"
REVISE: Final = "revise"
STALE: Final = 412
# What a revision begins with: the term as it is, for what was decided about it may be new.
CARRIED: Final = frozenset(labels(REVISION_FIELDS)) - {"valid_from", "adopted_on", "source"}
MADE: Final = N_("Fristen er revideret. Sager, der er begyndt, beholder den gamle.")
MEANWHILE: Final = N_("En anden har rettet fristen imens. Se den efter, og prøv igen.")


@router.get("/terms/{key}/revise")
async def revise_page(request: Request, key: UUID, _: SignedIn, catalogue: Catalogues) -> Response:
    """Show the form, with the term as it is."""
    now, etag = await catalogue.term_as_sent(key)
    term = Term.model_validate(now)
    if REVISE not in term.may:
        return explain(request, EXPLANATIONS[403])
    values = typed_values(REVISION_FIELDS, {name: now[name] for name in CARRIED})
    form = filled(request, labels(REVISION_FIELDS), values, etag=etag)
    return await form_page(request, catalogue, term, form)


@router.post("/terms/{key}/revise")
async def revise(request: Request, key: UUID, _: SignedIn, catalogue: Catalogues) -> Response:
    """Try a revision and tell whom it reaches; make it when that has been seen."""
    now, etag = await catalogue.term_as_sent(key)
    term = Term.model_validate(now)
    form = await posted(request, labels(REVISION_FIELDS))
    make = form["act"] == MAKE
    body = read(form, REVISION_FIELDS, {}) | {"dry_run": not make}
    if form.errors:
        return await form_page(request, catalogue, term, form, 422)
    try:
        effect = await catalogue.revise(
            key, body, submission=form.submission if make else "", etag=form.etag
        )
    except ApiRefused as refused:
        return await refused_page(request, catalogue, term, form, refused, etag)
    if effect.term is None:
        return await form_page(request, catalogue, term, form, effect=effect)
    return redirect(request, f"/terms/{effect.term.id}", language_of(request).gettext(MADE))


async def refused_page(
    request: Request,
    catalogue: CatalogueClient,
    term: Term,
    form: Form,
    refused: ApiRefused,
    etag: str | None,
) -> Response:
    """Show the form again: with what is wrong, or with what the term has become meanwhile."""
    if refused.status == STALE:
        form.etag = etag or ""
        form.note("", MEANWHILE)
    elif not form.take(refused):
        raise refused
    return await form_page(request, catalogue, term, form, 422)


async def form_page(
    request: Request,
    catalogue: CatalogueClient,
    term: Term,
    form: Form,
    status: int = 200,
    *,
    effect: Effect | None = None,
) -> Response:
    language = language_of(request)
    choices = fixed_options(language, REVISION_FIELDS)
    choices["legal_basis_id"] = basis_options(await catalogue.api.get_all("/v1/legal-bases"))
    return render(
        request,
        "catalogue/revise.html",
        status,
        term=term,
        heading=heading_of(language, term),
        form=form,
        effect=effect,
        rows=in_rows(REVISION_FIELDS),
        options=choices,
    )
