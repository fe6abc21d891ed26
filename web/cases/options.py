"""What the choices of a form in a case may be."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, Protocol

from web.acts.acting import Pick
from web.api_client import ApiClient
from web.cases.client import CasesClient
from web.cases.things import Case, Decision
from web.cases.words import OUTCOMES
from web.deadlines.client import Choices, Named
from web.deadlines.words import in_words
from web.formats import day_text
from web.language import Language


class InUnit(Protocol):
    """A thing that a unit has."""

    unit: Named


async def colleagues(api: ApiClient, thing: InUnit, _: Language) -> Choices:
    return await CasesClient(api).colleagues(thing.unit.id)


async def units(api: ApiClient, _: Any, __: Language) -> Choices:
    return await CasesClient(api).units()


async def case_types(api: ApiClient, _: Any, language: Language) -> Choices:
    return await CasesClient(api).case_types(language.code)


async def legal_bases(api: ApiClient, _: Any, __: Language) -> Choices:
    return await CasesClient(api).legal_bases()


async def letter_types(api: ApiClient, _: Any, language: Language) -> Choices:
    """Return the types of letters to choose anew."""
    return await CasesClient(api).letter_types(language, retired=False)


async def decisions(api: ApiClient, case: Case, language: Language) -> Choices:
    return said(language, await CasesClient(api).decisions(case))


def said(language: Language, found: Iterable[Decision]) -> Choices:
    """Return decisions to choose from, the latest first."""
    ordered = sorted(found, key=lambda each: each.made_on, reverse=True)
    return [
        (
            str(each.id),
            f"{each.subject}, {in_words(language, OUTCOMES, each.outcome)}, "
            f"{day_text(language, each.made_on)}",
        )
        for each in ordered
    ]


PICKS: Final[Mapping[str, Pick[Case]]] = {
    "caseworker_id": colleagues,
    "unit_id": units,
    "case_type_id": case_types,
    "legal_basis_id": legal_bases,
    "letter_type_id": letter_types,
    "decision_id": decisions,
}
