"""What the sentence of filters offers, and what is chosen as chips that can be taken away."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from web.deadlines.client import Choices
from web.deadlines.words import options
from web.formats import day_text
from web.language import Language
from web.patterns.asked import DAYS, SHOW, Asked
from web.patterns.client import Choosing
from web.patterns.spans import name_of, to_choose
from web.patterns.words import CHOICES, DIMENSIONS, MEASURES

# What the sentence itself shows, so that no chip has to.
IN_SENTENCE = frozenset({"by", "measure", SHOW, "data"})


class Chip(NamedTuple):
    """A value that was chosen, and the address without it."""

    label: str
    value: str
    href: str


def choices_of(
    language: Language, asked: Asked, choosing: Choosing, day: date
) -> Mapping[str, Choices]:
    """Return what each filter may be."""
    period = asked.chosen.get("period")
    return {
        "by": options(language, DIMENSIONS),
        "measure": options(language, MEASURES),
        "period": to_choose(language, day, period[0] if period else None),
        "unit": choosing.units,
        "case_type": choosing.case_types,
        "cause": choosing.causes,
        "legal_basis": choosing.legal_bases,
        "letter_type": choosing.letter_types,
        **{name: options(language, words) for name, words in CHOICES.items()},
    }


def chips_of(language: Language, asked: Asked, choices: Mapping[str, Choices]) -> list[Chip]:
    """Return all that narrows what is counted, each removable."""
    chips = []
    for name, values in asked.chosen.items():
        if name in IN_SENTENCE:
            continue
        words = dict(choices.get(name, ()))
        for place, value in enumerate(values):
            said = said_of(language, name, value) or words.get(value, asked.form.all(name)[place])
            chips.append(Chip(asked.form.label(name), said.strip(), asked.without(name, value)))
    return chips


def said_of(language: Language, name: str, value: str) -> str:
    """Return a period or a day as it is read; nothing of what has another name."""
    if name == "period":
        return name_of(language, value)
    return day_text(language, value) if name in DAYS else ""
