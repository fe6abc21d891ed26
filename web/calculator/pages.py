"""The page of the calculator: two ways to ask, one answer with every step."""

from dataclasses import dataclass

from fastapi import APIRouter, Request, Response
from markupsafe import Markup

from web.api_client import ApiRefused
from web.calculator.asking import (
    OWN,
    PUBLISHED,
    ROLLS,
    UNITS,
    address_of,
    asked_form,
    is_tidy,
    question_of,
)
from web.calculator.client import Calculation, Calculator
from web.deadlines.steps import sentences
from web.deadlines.words import CHANNELS, DAY_KINDS, KINDS, in_words, options, term_text
from web.language import Language, language_of
from web.render import redirect, render
from web.signed_in import SignedIn

router = APIRouter()


@dataclass(frozen=True)
class Answered:
    """A calculation in words."""

    calculation: Calculation
    term: str
    arrival_term: str | None
    channel: str | None
    steps: list[Markup]


def answered(language: Language, calculation: Calculation) -> Answered:
    term, arrival = calculation.term, calculation.arrival
    rule = arrival.rule if arrival else None
    return Answered(
        calculation,
        term.as_published or term_text(language, term.unit, term.amount, term.at_least),
        term_text(language, rule.unit, rule.amount, None) if rule else None,
        in_words(language, CHANNELS, arrival.channel) if arrival else None,
        sentences(language, calculation.steps, term.unit),
    )


@router.get("/calculator")
async def calculator_page(request: Request, _: SignedIn, calculator: Calculator) -> Response:
    """Show both forms, and the answer to the one that was sent."""
    language = language_of(request)
    forms = {by: asked_form(request, by) for by in (PUBLISHED, OWN)}
    by, answer = request.query_params.get("by", ""), None
    if by in forms:
        question = question_of(forms[by], by)
        if not forms[by].errors and not is_tidy(request, by, question):
            return redirect(request, address_of(by, question))
        if not forms[by].errors:
            try:
                answer = answered(language, await calculator.calculate(question))
            except ApiRefused as refused:
                if not forms[by].take(refused):
                    raise
    return render(
        request,
        "calculator/page.html",
        422 if any(form.errors for form in forms.values()) else 200,
        published=forms[PUBLISHED],
        own=forms[OWN],
        answer=answer,
        types=await calculator.case_types(language),
        catalogues=await calculator.catalogues(),
        kinds=options(language, KINDS),
        channels=options(language, CHANNELS),
        day_kinds=options(language, DAY_KINDS),
        units=options(language, UNITS),
        rolls=options(language, ROLLS),
    )
