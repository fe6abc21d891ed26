"""Acting in a case."""

from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter

from web.acts.acting import Acting, Doing
from web.acts.pages import add_act_pages
from web.api_client import ApiClient
from web.cases.acts import ON_CASE, ON_PARTS
from web.cases.client import CasesClient
from web.cases.options import PICKS
from web.cases.things import Case
from web.deadlines.words import no_term_text
from web.language import N_
from web.records.fields import Json

router = APIRouter()

NOTICES: Final = "extensions"
SAVED: Final = N_("%(what)s: gemt i sag %(number)s.")


class ActingInCases(Acting[Case]):
    """The acts in a case."""

    name, one = "cases", "case"
    changed = N_(
        "Sagen er ændret imens. Se, hvordan den står nu, og gem igen, hvis det stadig passer."
    )
    on_thing, on_parts, picks = ON_CASE, ON_PARTS, PICKS
    heading = 2

    async def find(self, api: ApiClient, name: str) -> Case:
        return await CasesClient(api).case(name)

    async def part(self, api: ApiClient, case: Case, noun: str, key: UUID) -> Json:
        if noun == NOTICES:
            return await CasesClient(api).extension(case, key)
        return await super().part(api, case, noun, key)

    async def still_seen(self, doing: Doing[Case]) -> bool:
        return await CasesClient(doing.api).by_number(doing.thing.number) is not None

    def notice(self, doing: Doing[Case], answer: Json) -> str:
        return saved_text(doing, SAVED, doing.thing.number, answer)


def saved_text(doing: Doing[Any], saved: str, number: str, answer: Json) -> str:
    """Say what was saved, and which deadlines should have begun but have no published term."""
    language = doing.language
    what = language.gettext(doing.act.title)
    told = language.gettext(doing.act.saved or saved, what=what, number=number)
    return " ".join([told, *no_term_text(language, answer.get("missing_terms") or [])])


add_act_pages(router, ActingInCases())
