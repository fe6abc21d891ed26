"""The steps of a count as sentences: what was counted, what was skipped by name, where it rolled.

    for sentence in sentences(language, steps, "weeks"): …

Each sentence is Markup with its days in `<time>`. The calculator says its own steps the same way.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from markupsafe import Markup
from pydantic import BaseModel, Field

from web import formats
from web.deadlines.words import days_text, units_text
from web.language import N_, Language

WEEKEND: Final = "weekend"


class CalendarDay(BaseModel):
    """A day that is special, and why."""

    on: date = Field(alias="date")
    kind: str
    name_da: str
    name_en: str

    def name(self, language: Language) -> str:
        return self.name_en if language.code == "en" else self.name_da


class Step(BaseModel):
    """A run of days after the start: the start plus the days of all steps is the due day."""

    kind: str
    first_on: date = Field(alias="from")
    last_on: date = Field(alias="until")
    days: int
    counted: int
    because: list[CalendarDay]


def sentences(language: Language, steps: Sequence[Step], unit: str) -> list[Markup]:
    """Say the steps of a term counted in `unit`, in the order a person would."""
    of = {kind: [step for step in steps if step.kind == kind] for kind in KINDS}
    told = [
        counted(language, of["counted"], unit),
        skipped(language, of["skipped"]),
        *(paused(language, step) for step in of["paused"]),
        *(clamped(language, step) for step in of["clamped"]),
        rolled(language, of["rolled"]),
    ]
    return [sentence for sentence in told if sentence]


KINDS: Final = ("counted", "skipped", "paused", "clamped", "rolled")


def say(language: Language, text: str, **values: object) -> Markup:
    """Put values, days in `<time>` among them, into a text of the reader's language."""
    return Markup(language.gettext(text)) % values  # noqa: S704 - the texts are our own


def day(language: Language, on: date) -> Markup:
    return formats.weekday(language, on)


def counted(language: Language, steps: Sequence[Step], unit: str) -> Markup | None:
    if not steps:
        return None
    days = {"first": day(language, steps[0].first_on), "last": day(language, steps[-1].last_on)}
    amount = units_text(language, unit, sum(step.counted for step in steps))
    if unit == "weeks":
        amount += f" ({days_text(language, sum(step.days for step in steps))})"
    if steps[0].first_on == steps[-1].last_on:
        return say(language, N_("Der er talt %(amount)s, %(last)s."), amount=amount, **days)
    return say(
        language, N_("Fra %(first)s til og med %(last)s er talt %(amount)s."), amount=amount, **days
    )


def skipped(language: Language, steps: Iterable[Step]) -> Markup | None:
    """Say what the count left out: weekends by their number, other days by name."""
    days = [special for step in steps for special in step.because]
    named = [special for special in days if special.kind != WEEKEND]
    on_named = {special.on for special in named}
    weekend = len({special.on for special in days if special.kind == WEEKEND} - on_named)
    parts = [named_day(language, special) for special in named]
    if weekend:
        text = language.ngettext(
            "%(num)s lørdag eller søndag", "%(num)s lørdage og søndage", weekend
        )
        parts.insert(0, Markup.escape(text))
    if not parts:
        return None
    return say(language, N_("Undervejs er sprunget over: %(days)s."), days=listed(language, parts))


def paused(language: Language, step: Step) -> Markup:
    return say(
        language,
        N_("Fra %(first)s til og med %(last)s stod uret stille, mens sagen ventede (%(days)s)."),
        first=day(language, step.first_on),
        last=day(language, step.last_on),
        days=days_text(language, step.days),
    )


def clamped(language: Language, step: Step) -> Markup:
    text = N_("Måneden har ikke den dato, så der sluttes på månedens sidste dag, %(day)s.")
    return say(language, text, day=day(language, step.last_on))


def rolled(language: Language, steps: Sequence[Step]) -> Markup | None:
    """Say which closed day the count ended on, and what was stepped over to the next open one."""
    if not steps:
        return None
    closed = [special for step in steps for special in step.because]
    end = [special for special in closed if special.on < steps[0].first_on]
    passed = [each for each in closed if each not in end and each.kind != WEEKEND]
    told = say(
        language,
        N_("%(end)s er %(name)s, så fristen rykker til den første åbne dag, %(due)s."),
        end=formats.day(language, end[0].on),
        name=listed(language, [Markup.escape(special.name(language)) for special in end]),
        due=day(language, steps[-1].last_on),
    )
    names = [named_day(language, special) for special in passed]
    if not names:
        return told
    more = say(language, N_("Undervejs rykker den forbi %(days)s."), days=listed(language, names))
    return told + " " + more


def named_day(language: Language, special: CalendarDay) -> Markup:
    return Markup("{} {}").format(special.name(language), day(language, special.on))


def listed(language: Language, parts: Sequence[Markup]) -> Markup:
    """Join parts as a person would: a, b og c."""
    if len(parts) == 1:
        return parts[0]
    return Markup(", ").join(parts[:-1]) + " " + language.gettext("og") + " " + parts[-1]
