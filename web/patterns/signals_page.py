"""What is more than chance: each signal with its evidence, and the way to its pattern."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter, Request, Response
from markupsafe import Markup

from web.api_client import ApiRefused
from web.clock import today
from web.deadlines.client import Choices
from web.language import Language, language_of
from web.patterns import bars
from web.patterns.asked import Asked, asked_of, of_page
from web.patterns.choosing import chips_of, choices_of
from web.patterns.client import Patterns, Signal, Signals, Span
from web.patterns.explorer import SHOWN_AT_FIELD, counted_units, take
from web.patterns.spans import name_of
from web.render import redirect, render
from web.signed_in import SignedIn

router = APIRouter()

PATH: Final = "/patterns/signals"
OF_API: Final = "/v1/complaints/signals"
STATES: Final = {
    "rose": "signal_rose",
    "rose_against_rest": "signal_rose",
    "fell": "signal_fell",
    "fell_against_rest": "signal_fell",
    "silent_spot": "signal_silent",
    "excess_after_caseworker_change": "signal_excess",
    "excess_after_missing_notice": "signal_excess",
}


@dataclass(frozen=True)
class Told:
    """A signal as the page says it, with those that tell much the same."""

    signal: Signal
    state: str
    picture: Markup
    href: str
    also: list["Told"]

    @property
    def place(self) -> str:
        return ", ".join(each.name for each in self.signal.cell)


@router.get(PATH)
async def signals_page(request: Request, person: SignedIn, patterns: Patterns) -> Response:
    """Show what rose, fell, keeps silent or is complained of more than chance explains."""
    asked, language = asked_of(request, PATH), language_of(request)
    if asked.tidy:
        return redirect(request, asked.tidy)
    found, refused = None, ""
    if not asked.form.errors:
        try:
            found = await patterns.signals(asked.filters)
        except ApiRefused as error:
            if error.status not in SHOWN_AT_FIELD or not take(asked, error):
                raise
            refused = " ".join(asked.form.error(name) for name in asked.form.errors)
            forgive(asked)
    choices = choices_of(language, asked, await patterns.choosing(language), today())
    return render(
        request,
        "patterns/signals.html",
        422 if asked.form.errors else 200,
        asked=asked,
        choices={**choices, "quarter": quarters(choices["period"], asked)},
        permanent=of_page(found.link, PATH, OF_API) if found else "",
        chips=chips_of(language, asked, choices),
        found=found,
        refused=refused,
        told=told(found.signals) if found else [],
        judged=judged(language, found),
        compared=[name_of(language, each) for each in found.compared_periods] if found else [],
        counted=counted_units(person, None),
    )


def forgive(asked: Asked) -> None:
    """Let no field be wrong that nobody filled in: what can't be told is said once."""
    for name in set(asked.form.errors) - asked.chosen.keys():
        del asked.form.errors[name]


def told(signals: Iterable[Signal]) -> list[Told]:
    """Return the signals, those that tell the same as a stronger one folded under it."""
    first: dict[int, Told] = {}
    for place, signal in enumerate(signals):
        state = STATES.get(signal.kind, "signal_excess")
        one = Told(signal, state, bars.ratio(signal), of_page(signal.link), [])
        if signal.also_seen_in in first:
            first[signal.also_seen_in].also.append(one)
        else:
            first[place] = one
    return list(first.values())


def quarters(periods: Choices, asked: Asked) -> Choices:
    """Return the quarters that have ended, and the one that is chosen.

    The first to choose from is the one we are in.
    """
    running, *ended = (each for each in periods if "Q" in each[0])
    return [running, *ended] if running[0] in asked.chosen.get("period", ()) else ended


def judged(language: Language, found: Signals | None) -> str:
    """Return the quarter that is judged, as it is said."""
    return name_of(language, quarter_of(found.period)) if found else ""


def quarter_of(period: Span) -> str:
    """Return the quarter that is judged, as addresses write it."""
    day = period.first_on
    return f"{day.year}-Q{(day.month + 2) // 3}" if day else ""
