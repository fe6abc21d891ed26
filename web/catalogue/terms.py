"""The list of published terms: one municipality's, in force on a day, as the case types stand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request, Response

from web.catalogue.client import CaseType, Catalogue, Catalogues, Term
from web.catalogue.forms import ALL_TYPES, KEEP
from web.catalogue.tree import basis_text, indented, place_in_tree
from web.clock import today
from web.deadlines.words import KINDS, options, term_text
from web.language import N_, Language, language_of
from web.plans.as_of import AS_OF, Asked, asked_of
from web.render import redirect, render
from web.signed_in import SignedIn

router = APIRouter()

FILTERS: Final = {
    "catalogue": N_("Kommune"),
    "under": N_("Sagstype"),
    "kind": N_("Hvad skal ske"),
    "q": N_("Med ordene"),
    AS_OF: N_("I kraft den"),
}


@dataclass(frozen=True)
class Line:
    """A term in the list: where its case type lies, its law, and how it is counted."""

    term: Term
    name: str
    above: str
    law: str | None
    counted: str


@router.get("/terms")
async def terms_page(request: Request, person: SignedIn, catalogue: Catalogues) -> Response:
    """Show a municipality's terms in force on a day, in the order of the case types."""
    asked = asked_of(request, FILTERS)
    if asked.tidy:
        return redirect(request, asked.tidy)
    language, day = language_of(request), asked.as_of or today()
    catalogues, types = await catalogue.catalogues(), await catalogue.case_types()
    shown = chosen_catalogue(asked, catalogues)
    query = {name: asked.chosen.get(name) for name in ("under", "kind", "q")}
    terms = await catalogue.terms(catalogue=shown.id, as_of=day, **query) if shown else []
    return render(
        request,
        "catalogue/terms.html",
        asked.status,
        asked=asked,
        day=day,
        shown=shown,
        lines=lines_of(language, terms, types, day),
        catalogues=[(str(each.id), each.name) for each in catalogues if not each.own],
        types=[(str(each.id), indented(language, each)) for each in types],
        kinds=options(language, KINDS),
        keeper=KEEP in person.may,
    )


def chosen_catalogue(asked: Asked, catalogues: Sequence[Catalogue]) -> Catalogue | None:
    """Return the catalogue that was asked for; without one, our own."""
    wanted = asked.chosen.get("catalogue")
    if wanted:
        return next((each for each in catalogues if str(each.id) == wanted), None)
    return next((each for each in catalogues if each.own), None)


def lines_of(
    language: Language, terms: Iterable[Term], types: Sequence[CaseType], day: date
) -> list[Line]:
    """Return the terms as the tree of case types stands; what is for all of them comes first."""
    places = {each.id: each for each in types}
    in_tree: dict[UUID | None, int] = {each.id: number for number, each in enumerate(types)}
    of_kind = {kind: number for number, kind in enumerate(KINDS)}

    def order(term: Term) -> tuple[int, int, str, date]:
        kind = of_kind.get(term.kind, len(of_kind))
        return in_tree.get(term.case_type_id, -1), kind, term.variant, term.valid_from

    return [line_of(language, term, places, day) for term in sorted(terms, key=order)]


def line_of(language: Language, term: Term, places: Mapping[UUID, CaseType], day: date) -> Line:
    case_type = places.get(term.case_type_id) if term.case_type_id else None
    law = basis_text(language, case_type, places, day) if case_type else None
    return Line(
        term,
        case_type.name(language) if case_type else language.gettext(ALL_TYPES),
        " › ".join(place_in_tree(language, case_type, places)) if case_type else "",
        term.legal_basis or law,
        term_text(language, term.unit, term.amount, term.at_least),
    )
