"""What the choices of a form about a complaint may be."""

from collections.abc import Mapping
from typing import Final

from web.acts.acting import Pick
from web.api_client import ApiClient
from web.cases.options import case_types, colleagues, legal_bases, said, units
from web.complaints.client import ComplaintsClient
from web.complaints.things import Complaint
from web.deadlines.client import Choices
from web.language import Language


async def causes(api: ApiClient, _: Complaint, language: Language) -> list[tuple[str, Choices]]:
    return await ComplaintsClient(api).cause_groups(language)


async def grades(api: ApiClient, _: Complaint, language: Language) -> Choices:
    return await ComplaintsClient(api).criticism_grades(language.code)


async def decisions(api: ApiClient, complaint: Complaint, language: Language) -> Choices:
    return said(language, await ComplaintsClient(api).decisions(complaint))


async def authorities(api: ApiClient, _: Complaint, __: Language) -> Choices:
    """Return the authorities that complaints were passed on to, so that each keeps one name."""
    return [(name, name) for name in await ComplaintsClient(api).authorities()]


PICKS: Final[Mapping[str, Pick[Complaint]]] = {
    "cause_id": causes,
    "criticism_grade_id": grades,
    "unit_id": units,
    "authority": authorities,
    "handler_id": colleagues,
    "case_type_id": case_types,
    "legal_basis_id": legal_bases,
    "decision_id": decisions,
    "new_decision_id": decisions,
}
