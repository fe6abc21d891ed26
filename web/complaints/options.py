"""What the choices of a form about a complaint may be."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any, Final

from web.cases.options import fixed
from web.cases.words import OUTCOMES
from web.complaints.client import ComplaintsClient
from web.complaints.things import Complaint
from web.deadlines.client import Choices
from web.deadlines.words import in_words
from web.formats import day_text
from web.language import Language
from web.records.fields import Field

Asking = Callable[[ComplaintsClient, Complaint, Language], Awaitable[Any]]


async def causes(complaints: ComplaintsClient, _: Complaint, language: Language) -> Any:
    return await complaints.cause_groups(language)


async def grades(complaints: ComplaintsClient, _: Complaint, language: Language) -> Choices:
    return await complaints.criticism_grades(language.code)


async def units(complaints: ComplaintsClient, _: Complaint, __: Language) -> Choices:
    return await complaints.cases.units()


async def colleagues(complaints: ComplaintsClient, complaint: Complaint, _: Language) -> Choices:
    return await complaints.cases.colleagues(complaint.unit.id)


async def case_types(complaints: ComplaintsClient, _: Complaint, language: Language) -> Choices:
    return await complaints.cases.case_types(language.code)


async def legal_bases(complaints: ComplaintsClient, _: Complaint, __: Language) -> Choices:
    return await complaints.cases.legal_bases()


async def decisions(
    complaints: ComplaintsClient, complaint: Complaint, language: Language
) -> Choices:
    return said(language, await complaints.decisions(complaint))


PICKS: Final[Mapping[str, Asking]] = {
    "cause_id": causes,
    "criticism_grade_id": grades,
    "unit_id": units,
    "handler_id": colleagues,
    "case_type_id": case_types,
    "legal_basis_id": legal_bases,
    "decision_id": decisions,
    "new_decision_id": decisions,
}


def said(language: Language, found: Iterable[Any]) -> Choices:
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


async def options_of(
    complaints: ComplaintsClient,
    complaint: Complaint,
    fields: Iterable[Field],
    language: Language,
) -> dict[str, Any]:
    fields = tuple(fields)
    picked = {
        field.name: await PICKS[field.name](complaints, complaint, language)
        for field in fields
        if field.name in PICKS
    }
    return fixed(language, fields) | picked


def flat(options: Iterable[Any]) -> Iterable[tuple[str, str]]:
    """Return all that may be chosen, also what stands under a group."""
    for value, words in options:
        if isinstance(words, str):
            yield value, words
        else:
            yield from words
