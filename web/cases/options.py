"""What the choices of a form in a case may be."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Final

from web.cases.client import CasesClient
from web.cases.things import Case
from web.cases.words import OUTCOMES
from web.deadlines.client import Choices
from web.deadlines.words import in_words
from web.formats import day_text
from web.language import Language
from web.records.fields import Field

Asking = Callable[[CasesClient, Case, Language], Awaitable[Choices]]


async def colleagues(cases: CasesClient, case: Case, _: Language) -> Choices:
    return await cases.colleagues(case.unit.id)


async def units(cases: CasesClient, _: Case, __: Language) -> Choices:
    return await cases.units()


async def case_types(cases: CasesClient, _: Case, language: Language) -> Choices:
    return await cases.case_types(language.code)


async def legal_bases(cases: CasesClient, _: Case, __: Language) -> Choices:
    return await cases.legal_bases()


async def decisions(cases: CasesClient, case: Case, language: Language) -> Choices:
    """Return what was decided in the case, the latest first."""
    found = sorted(await cases.decisions(case), key=lambda each: each.made_on, reverse=True)
    return [
        (
            str(each.id),
            f"{each.subject}, {in_words(language, OUTCOMES, each.outcome)}, "
            f"{day_text(language, each.made_on)}",
        )
        for each in found
    ]


PICKS: Final[Mapping[str, Asking]] = {
    "caseworker_id": colleagues,
    "unit_id": units,
    "case_type_id": case_types,
    "legal_basis_id": legal_bases,
    "decision_id": decisions,
}


def fixed(language: Language, fields: Iterable[Field]) -> dict[str, Choices]:
    """Return the choices that are the same everywhere, in the reader's language."""
    return {
        field.name: [(code, language.gettext(word)) for code, word in field.words.items()]
        for field in fields
        if field.words
    }


async def options_of(
    cases: CasesClient, case: Case, fields: Iterable[Field], language: Language
) -> dict[str, Choices]:
    fields = tuple(fields)
    picked = {
        field.name: await PICKS[field.name](cases, case, language)
        for field in fields
        if field.name in PICKS
    }
    return fixed(language, fields) | picked
