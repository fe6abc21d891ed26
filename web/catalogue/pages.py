"""The pages of case types, sections of law and arrival rules; the router of the catalogue."""

from typing import Final

from fastapi import APIRouter, Request, Response

from web.catalogue import letters, one_term, revising, terms, words
from web.catalogue.client import ArrivalRule, Catalogues
from web.catalogue.forms import KEEP, RECORDS
from web.catalogue.tree import tree
from web.clock import today
from web.deadlines.words import CHANNELS, DAY_KINDS, in_words, term_text
from web.language import N_, Language, language_of
from web.plans.as_of import AS_OF, asked_of
from web.records.pages import add_record_pages
from web.render import redirect, render
from web.signed_in import SignedIn

router = APIRouter()
add_record_pages(router, *RECORDS)
for module in (terms, revising, one_term, words, letters):
    router.include_router(module.router)

WORDS: Final = {"q": N_("Med ordene")}
LAW: Final = {**WORDS, AS_OF: N_("I kraft den")}


@router.get("/case-types")
async def case_types_page(request: Request, person: SignedIn, catalogue: Catalogues) -> Response:
    """Show the tree of case types, with number and law."""
    asked = asked_of(request, WORDS)
    if asked.tidy:
        return redirect(request, asked.tidy)
    types = await catalogue.case_types(q=asked.chosen.get("q"))
    return render(
        request,
        "catalogue/case_types.html",
        asked=asked,
        count=len(types),
        branches=tree(language_of(request), types, today()),
        keeper=KEEP in person.may,
    )


@router.get("/legal-bases")
async def legal_bases_page(request: Request, person: SignedIn, catalogue: Catalogues) -> Response:
    """Show the sections of law that cases are decided by, and what followed them."""
    asked = asked_of(request, LAW)
    if asked.tidy:
        return redirect(request, asked.tidy)
    return render(
        request,
        "catalogue/legal_bases.html",
        asked.status,
        asked=asked,
        bases=await catalogue.legal_bases(q=asked.chosen.get("q"), as_of=asked.as_of),
        day=asked.as_of or today(),
        keeper=KEEP in person.may,
    )


@router.get("/arrival-rules")
async def arrival_rules_page(request: Request, person: SignedIn, catalogue: Catalogues) -> Response:
    """Show when a message counts as arrived, by how it is sent."""
    language = language_of(request)
    rules = await catalogue.arrival_rules()
    return render(
        request,
        "catalogue/arrival_rules.html",
        rules=[(rule, *rule_words(language, rule)) for rule in rules],
        day=today(),
        keeper=KEEP in person.may,
    )


def rule_words(language: Language, rule: ArrivalRule) -> tuple[str, str, str]:
    """Say how a message is sent, how long it takes, and which days are left out."""
    return (
        in_words(language, CHANNELS, rule.channel),
        term_text(language, rule.unit, rule.amount, None),
        ", ".join(in_words(language, DAY_KINDS, kind) for kind in rule.closed),
    )
