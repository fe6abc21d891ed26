"""The page of one published term: what held before and after it, its use, and who changed it."""

from typing import Final
from uuid import UUID

from fastapi import APIRouter, Request, Response

from web.calculator.asking import ROLLS
from web.catalogue.client import CatalogueClient, Catalogues, Term
from web.catalogue.forms import ALL_TYPES, CLOCKS, TERM_FIELDS, basis_options, type_options
from web.clock import today
from web.deadlines.words import DAY_KINDS, KINDS, START_EVENTS, in_words, term_text
from web.language import Language, language_of
from web.records.changes import ToldChange, told_changes
from web.records.fields import fixed_options
from web.render import render
from web.signed_in import SignedIn

router = APIRouter()

READ_DEADLINES: Final = "deadlines:read"


@router.get("/terms/{key}")
async def term_page(
    request: Request, key: UUID, person: SignedIn, catalogue: Catalogues
) -> Response:
    """Show a term with the ones before and after it."""
    language = language_of(request)
    term = await catalogue.term(key)
    return render(
        request,
        "catalogue/term.html",
        term=term,
        heading=heading_of(language, term),
        says=says(language, term),
        day=today(),
        series=await catalogue.same_place(term),
        use=await catalogue.use(key) if READ_DEADLINES in person.may else None,
        changes=await told(language, catalogue, key),
    )


def heading_of(language: Language, term: Term) -> str:
    """Say what a term is for: "Hjælpemidler, gentagelse: afgørelse"."""
    name = term.case_type_name_en if language.code == "en" else term.case_type_name_da
    of = ", ".join(filter(None, [name or language.gettext(ALL_TYPES), term.variant]))
    return f"{of[:1].upper()}{of[1:]}: {in_words(language, KINDS, term.kind)}"


def says(language: Language, term: Term) -> dict[str, str]:
    """Say how a term is counted."""
    return {
        "counted": term_text(language, term.unit, term.amount, term.at_least),
        "start": in_words(language, START_EVENTS, term.start_event),
        "roll": in_words(language, ROLLS, term.roll),
        "closed": ", ".join(in_words(language, DAY_KINDS, each) for each in term.closed),
        "clock": in_words(language, CLOCKS, term.clock),
    }


async def told(language: Language, catalogue: CatalogueClient, key: UUID) -> list[ToldChange]:
    """Tell who changed a term, in the words of its form."""
    say = language.gettext
    names = {field.name: say(field.label) for field in TERM_FIELDS}
    values = {name: dict(pairs) for name, pairs in fixed_options(language, TERM_FIELDS).items()}
    types = await catalogue.api.get_all("/v1/case-types")
    bases = await catalogue.api.get_all("/v1/legal-bases")
    values["case_type_id"] = {value: name.strip() for value, name in type_options(language, types)}
    values["legal_basis_id"] = dict(basis_options(bases))
    words = (names, values)
    return told_changes(language, await catalogue.changes(key), words, untold={"catalogue_id"})
