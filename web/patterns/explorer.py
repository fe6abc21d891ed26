"""The explorer: complaints counted by what somebody asks, with how sure each figure is."""

from dataclasses import dataclass
from typing import Any, Final

from fastapi import APIRouter, Request, Response

from web.api_client import ApiRefused
from web.clock import today
from web.forms import GENERAL, field_of
from web.language import Language, language_of
from web.patterns import pictures
from web.patterns.asked import PATH, SHOW, Asked, address, asked_of, of_page
from web.patterns.choosing import chips_of, choices_of
from web.patterns.client import Pattern, Patterns, PatternsClient
from web.patterns.offered import hides_small_counts, offered, withheld
from web.patterns.pictures import Multiples, Picture
from web.patterns.tables import Matrix, Named, Place, Rows, Tables
from web.patterns.words import DIMENSIONS, MEASURES, PER_100, PERIODS
from web.refusal_words import in_words
from web.render import is_htmx, redirect, render
from web.signed_in import Person, SignedIn

router = APIRouter()

SCOPE: Final = "complaints:read"
LEARNING: Final = "complaints:write"
NOT_KNOWN: Final = "none"
NO_THIRDS: Final[tuple[tuple[Place, str], ...]] = ()
TRENDS: Final = ("month", "quarter", "year")
TRENDED: Final = ("complaints", PER_100)
# Refusals that are about what was asked for, to be shown at the field that asked.
SHOWN_AT_FIELD: Final = frozenset({400, 403, 422})


@dataclass(frozen=True)
class Answer:
    """All that a page shows of a pattern."""

    pattern: Pattern
    link: str
    newest: str
    rows: Rows | None = None
    course: Picture | None = None
    limits: Picture | None = None
    trend_refused: str = ""
    matrix: Matrix | None = None
    matrix_said: str = ""
    multiples: Multiples | None = None
    thirds: tuple[tuple[Place, str], ...] = ()
    third: Place | None = None
    cells: tuple[Named, ...] = ()


@router.get(PATH)
async def patterns_page(request: Request, person: SignedIn, patterns: Patterns) -> Response:
    """Count complaints as they are asked for; answer first, then the tables behind it."""
    asked = asked_of(request, PATH)
    partial = is_htmx(request)
    if asked.tidy and not partial:
        return redirect(request, asked.tidy)
    language = language_of(request)
    answer = await answered(patterns, asked, language, person) if not asked.form.errors else None
    choices = choices_of(language, asked, await patterns.choosing(language), today())
    hidden = hides_small_counts(asked, reads_complaints=SCOPE in person.may)
    if hidden:
        choices = offered(choices, asked, await years_told(patterns, answer))
    response = render(
        request,
        "patterns/_explorer.html" if partial else "patterns/explorer.html",
        422 if asked.form.errors else 200,
        asked=asked,
        title=title_of(language, asked),
        choices=choices,
        withheld=withheld(asked) if hidden else frozenset(),
        chips=chips_of(language, asked, choices),
        answer=answer,
        counted=counted_units(person, answer),
        learn=learnt_at(person, asked, answer),
    )
    if partial:
        response.headers["HX-Push-Url"] = asked.address()
    return response


async def answered(
    patterns: PatternsClient, asked: Asked, language: Language, person: Person
) -> Answer | None:
    """Return the answer; None where the api refuses the question, which the form then says."""
    try:
        pattern = await patterns.pattern(asked.query)
    except ApiRefused as refused:
        if not take(asked, refused):
            raise
        return None
    may_open = SCOPE in person.may and not pattern.protected
    tables = Tables(pattern, language, asked.behind if may_open else lambda _: "")
    link, newest = of_page(pattern.link), asked.address(data="", **{SHOW: ""})
    if len(pattern.by) <= 1:
        return await of_one(patterns, asked, tables, link, newest)
    return of_more(asked, tables, link, newest)


async def of_one(
    patterns: PatternsClient, asked: Asked, tables: Tables, link: str, newest: str
) -> Answer:
    """Answer by one dimension: rows, or a course over time with its limits."""
    pattern = tables.pattern
    if not pattern.by:
        return Answer(pattern, link, newest)
    rows = tables.rows()
    found: dict[str, Any] = {"rows": rows, "course": pictures.course(tables, rows)}
    wanted = pattern.by[0].dimension in TRENDS and asked.measure in TRENDED
    if wanted and not pattern.protected:
        found |= await limits_of(patterns, asked, tables.language)
    return Answer(pattern, link, newest, **found)


async def limits_of(patterns: PatternsClient, asked: Asked, language: Language) -> dict[str, Any]:
    """Return the series with its control limits, or why there are none."""
    try:
        trend = await patterns.trend({**asked.filters, "by": asked.by[0]})
    except ApiRefused as refused:
        if refused.status not in SHOWN_AT_FIELD:
            raise
        return {"trend_refused": in_words(language, refused.code, refused.detail)}
    return {"limits": pictures.limits(trend, language)}


def of_more(asked: Asked, tables: Tables, link: str, newest: str) -> Answer:
    """Answer by two dimensions as a heat map; by three as one for each value of the third."""
    pattern = tables.pattern
    if len(pattern.by) == len(("rows", "columns")):
        matrix, third, thirds = tables.matrix(), None, NO_THIRDS
        drawn = pictures.multiples(tables)
    else:
        places = tables.occurring(2)
        wanted = asked.chosen.get(SHOW, ("",))[0]
        first = opened(pattern.by[2].dimension, places)
        third = next((each for each in places if (each.key or NOT_KNOWN) == wanted), first)
        thirds = tuple((each, asked.address(show=each.key or NOT_KNOWN)) for each in places)
        matrix, drawn = tables.matrix(third), None
    return Answer(
        pattern,
        link,
        newest,
        matrix=matrix,
        matrix_said=pictures.said_of_matrix(tables, matrix),
        multiples=drawn,
        third=third,
        thirds=thirds,
        cells=tuple(tables.named(third)),
    )


def opened(dimension: str, places: list[Place]) -> Place | None:
    """Return the value that is shown until one is chosen: the newest period, else the first."""
    if dimension in PERIODS:
        return next((each for each in reversed(places) if each.key), None)
    return places[0] if places else None


async def years_told(patterns: PatternsClient, answer: Answer | None) -> list[str]:
    """Return the years that are told with small counts hidden, also where a question is refused."""
    pattern = answer.pattern if answer else await patterns.pattern({"audience": "public"})
    return pattern.years


def learnt_at(person: Person, asked: Asked, answer: Answer | None) -> str:
    """Return the address of the form that notes what is learnt from these figures."""
    if answer is None or answer.pattern.protected or LEARNING not in person.may:
        return ""
    shown = asked.address(data="", by=asked.by, **{SHOW: ""}).partition("?")[2]
    number = str(answer.pattern.data.number)
    return address("/learning-records/new", {"pattern": shown, "data_number": number})


def take(asked: Asked, refused: ApiRefused) -> bool:
    """Show a refusal at the field that it is about; False if it is about none."""
    form = asked.form
    if refused.status not in SHOWN_AT_FIELD:
        return False
    for fault in refused.errors:
        name = field_of(fault.pointer)
        words = in_words(form.language, fault.code, fault.detail)
        form.errors.setdefault(name if name in form.labels else GENERAL, []).append(words)
    return bool(refused.errors)


def title_of(language: Language, asked: Asked) -> str:
    """Return the name of the answer: what is counted, by what."""
    by = [language.gettext(DIMENSIONS[each]) for each in asked.by]
    joined = (
        by[0]
        if len(by) == 1
        else language.gettext("%(first)s og %(last)s", first=", ".join(by[:-1]), last=by[-1])
    )
    measure = language.gettext(MEASURES[asked.measure])
    return language.gettext("%(measure)s efter %(by)s", measure=measure, by=joined)


def counted_units(person: Person, answer: Answer | None) -> list[str]:
    """Return the units that are all a reader counts complaints of; none: all units there are."""
    if SCOPE in person.everywhere or SCOPE not in person.may:
        return []
    if answer and answer.pattern.protected:
        return []
    return list(dict.fromkeys(role.unit.name for role in person.roles if role.unit))
