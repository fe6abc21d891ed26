"""The list of cases: find one by its number, or all that answer to some filters."""

from typing import Any, Final

from fastapi import APIRouter, Request, Response

from web.cases.client import Cases, CasesClient
from web.cases.filters import HANDS, PATH, STATE_WORDS, WAITING, Asked, asked_of
from web.cases.things import Case
from web.deadlines.words import options
from web.language import Language, language_of
from web.render import is_htmx, redirect, render
from web.signed_in import Person, SignedIn

router = APIRouter()

PAGE: Final = 50
IDENTIFY: Final = "citizens:identify"
WRITE: Final = "cases:write"


@router.get(PATH)
async def cases_page(
    request: Request, person: SignedIn, cases: Cases, cursor: str | None = None
) -> Response:
    """Show the cases that may be read; one that is asked for by its number is opened at once."""
    asked = asked_of(request)
    if asked.tidy:
        return redirect(request, asked.tidy)
    found = await searched(cases, asked)
    if len(found) == 1:
        return redirect(request, found[0].path)
    language = language_of(request)
    context: dict[str, Any] = {"asked": asked, "type_names": await type_names(cases, language)}
    if asked.chosen.get("q"):
        return await shown(request, person, cases, context | {"items": found, "more": None})
    listed = await cases.listed(asked.filters(person.id), limit=PAGE, cursor=cursor)
    context |= {"items": listed.items, "more": listed.next, "total": listed.total}
    if cursor and is_htmx(request):
        return render(request, "cases/_rows.html", **context)
    return await shown(request, person, cases, context)


async def shown(
    request: Request, person: Person, cases: CasesClient, context: dict[str, Any]
) -> Response:
    asked, language = context["asked"], language_of(request)
    return render(
        request,
        "cases/list.html",
        asked.status,
        **{"total": len(context["items"]), **context},
        choices=await choices_of(cases, language, asked),
        may_open=WRITE in person.may,
        may_identify=IDENTIFY in person.may,
    )


async def searched(cases: CasesClient, asked: Asked) -> list[Case]:
    """Return the cases that a number names: our own, or another system's."""
    number = asked.chosen.get("q")
    if not number:
        return []
    case = await cases.by_number(number)
    if case:
        return [case]
    return (await cases.listed({"reference": number}, limit=PAGE)).items


async def type_names(cases: CasesClient, language: Language) -> dict[str, str]:
    """Return what case types are called in a language that cases do not name them in."""
    if language.code == "da":
        return {}
    return {key: name.strip() for key, name in await cases.case_types(language.code)}


async def choices_of(
    cases: CasesClient, language: Language, asked: Asked
) -> dict[str, list[tuple[str, str]]]:
    """Return what each filter may be, in the order of the sentence."""
    chosen = asked.chosen.get("citizen")
    return {
        "state": options(language, STATE_WORDS),
        "unit": await cases.units(),
        "case_type": await cases.case_types(language.code),
        "hands": options(language, HANDS),
        "waiting": options(language, WAITING),
        "citizen": [(chosen, language.gettext("én borger"))] if chosen else [],
    }
