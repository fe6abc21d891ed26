"""The Citizens' Advisor's start page: what changed since they last said they had looked."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final, Literal

from fastapi import APIRouter, Request, Response
from starlette.responses import StreamingResponse

from web.api_client import ApiClient, ApiRefused
from web.clock import TOWN_HALL, today
from web.forms import filled, posted
from web.language import N_, Language, language_of
from web.patterns.client import Pattern, Patterns, PatternsClient, Signals
from web.patterns.figures import figure_of
from web.patterns.questions import QUESTIONS
from web.patterns.signals_page import Told, judged, quarter_of, told
from web.patterns.watching import Visit, Watching
from web.patterns.watching_pages import passed
from web.render import redirect, render
from web.signed_in import Person, SignedIn

router = APIRouter()

PATH: Final = "/advisor"
LIST: Final = "/v1/complaints/analysis-list"
SEEN: Final = N_("Noteret. Næste gang ses der fra nu af.")
YEARS_OF_LIST: Final = 3
REFUSED: Final = frozenset({400, 403, 404, 422})


@dataclass(frozen=True)
class New:
    """A cause with complaints that have come since, and how many it has now."""

    name: str
    more: int
    now: int
    href: str


@dataclass(frozen=True)
class Since:
    """What is otherwise than it was in the data that was last seen.

    Signals are compared only if the quarter that is judged now could be judged then.
    """

    complaints: int
    causes: list[New]
    compared: bool
    risen: list[Told] = field(default_factory=list)
    gone: list[Told] = field(default_factory=list)


@router.get(PATH)
async def advisor_page(
    request: Request, person: SignedIn, patterns: Patterns, watching: Watching
) -> Response:
    """Show what changed since, what waits, and the questions that are asked each year."""
    language, day = language_of(request), today()
    now = await patterns.pattern({"by": ["cause"]})
    visit = await watching.visit()
    signals = await signals_of(patterns, {})
    watches = await watching.watches()
    return render(
        request,
        "patterns/advisor.html",
        form=filled(request, {"data_number": ""}, {"data_number": now.data.number}),
        now=now,
        visit=visit,
        since=await since_of(patterns, now, visit, signals),
        signals=told(signals.signals) if signals else [],
        judged=judged(language, signals),
        passed=passed(language, watches, await watching.unseen()),
        watches=watches,
        due=await learning_due(patterns.api, person),
        quality=await patterns.quality(),
        years=[day.year - back for back in range(YEARS_OF_LIST)],
        questions=questions_of(language, day),
    )


@router.post(PATH)
async def note_visit(request: Request, _: SignedIn, watching: Watching) -> Response:
    """Note which data was seen, so that the next look begins there."""
    form = await posted(request, {"data_number": ""})
    await watching.note_visit(form.whole("data_number", least=1) or 1)
    return redirect(request, PATH, language_of(request).gettext(SEEN))


@router.get(f"{PATH}/list.{{kind}}")
async def list_for_analysis(
    kind: Literal["csv", "xlsx"], year: int, _: SignedIn, patterns: Patterns
) -> Response:
    """Give all procedural complaints of a year, with nobody in them, to be read through."""
    file = await patterns.api.file(LIST, year=year, format=kind)
    return StreamingResponse(file.parts, headers=dict(file.headers))


async def since_of(
    patterns: PatternsClient, now: Pattern, visit: Visit, signals: Signals | None
) -> Since | None:
    """Compare the newest data with those that were last seen; None before the first time."""
    if visit.data_number is None:
        return None
    before = now
    if visit.data_number != now.data.number:
        before = await patterns.pattern({"by": ["cause"], "data": visit.data_number})
    changed = Since(total(now) - total(before), more_of(now, before), compared=False)
    was = await judged_then(patterns, now, visit, signals)
    if signals is None or was is None:
        return changed
    return replace(changed, compared=True, risen=only_in(signals, was), gone=only_in(was, signals))


async def judged_then(
    patterns: PatternsClient, now: Pattern, visit: Visit, signals: Signals | None
) -> Signals | None:
    """Return what was judged of the same quarter at the last visit; None if it had not ended."""
    if signals is None or not had_ended(signals, visit.at):
        return None
    if visit.data_number == now.data.number:
        return signals
    return await signals_of(
        patterns, {"data": visit.data_number, "period": quarter_of(signals.period)}
    )


def had_ended(signals: Signals, at: datetime | None) -> bool:
    """Say whether the quarter that is judged had ended at some moment."""
    before_on = signals.period.before_on
    return bool(at and before_on and before_on <= at.astimezone(TOWN_HALL).date())


async def signals_of(patterns: PatternsClient, query: Mapping[str, Any]) -> Signals | None:
    """Return the signals; None where there is too little past to judge by."""
    try:
        return await patterns.signals(query)
    except ApiRefused as refused:
        if refused.status not in REFUSED:
            raise
        return None


def total(pattern: Pattern) -> int:
    return int(figure_of(pattern.total, "complaints").value or 0)


def counts(pattern: Pattern) -> dict[str | None, int]:
    values = pattern.by[0].values
    return {
        values[cell["at"][0]].key: int(figure_of(cell, "complaints").value or 0)
        for cell in pattern.cells
    }


def more_of(now: Pattern, before: Pattern) -> list[New]:
    """Return the causes with more complaints than before, those with most of them first."""
    was, is_now = counts(before), counts(now)
    names = {value.key: value.name for value in now.by[0].values}
    found = [
        New(names[key], number - was.get(key, 0), number, href_of(key))
        for key, number in is_now.items()
        if number > was.get(key, 0)
    ]
    return sorted(found, key=lambda each: -each.more)


def href_of(cause: str | None) -> str:
    chosen = f"cause={cause}" if cause else "without=cause"
    return f"/patterns?by=quarter&{chosen}"


def only_in(some: Signals, others: Signals) -> list[Told]:
    """Return the signals that are not among others, those that tell the same folded together."""
    known = {(each.kind, each.place) for each in others.signals}
    return [
        each for each in told(some.signals) if (each.signal.kind, each.signal.place) not in known
    ]


async def learning_due(api: ApiClient, person: Person) -> int:
    """Return of how many things learnt the effect should be looked at now."""
    if "complaints:read" not in person.may:
        return 0
    answer = await api.get("/v1/learning-records", check_due=True, limit=1, count="exact")
    return int(answer.json["total"])


def questions_of(language: Language, day: date) -> list[tuple[str, str]]:
    year = day.year if day.month > 1 else day.year - 1
    since = f"{year - 1}-01-01"
    return [
        (language.gettext(each.words), f"/patterns?{each.query.format(year=year, since=since)}")
        for each in QUESTIONS
    ]
