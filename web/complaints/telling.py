"""The time line of a complaint in words: what happened, told in sentences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from markupsafe import Markup

from web.cases.things import Happening
from web.complaints.words import (
    BOARD_RESULTS,
    CAME_BY,
    CLOSINGS,
    CONTACT_CHANNELS,
    FINDINGS,
    KINDS,
    REASSESSMENTS,
)
from web.deadlines.words import KINDS as DEADLINE_KINDS
from web.deadlines.words import REASONS, in_words
from web.formats import day
from web.language import N_, Language

TEXTS: Final = {
    "received": N_("Klagen kom %(channel)s: %(kind)s."),
    "linked": N_("Den gentager klage %(number)s."),
    "repeated": N_("Borgeren klagede igen: %(number)s."),
    "sought": N_("Borgeren blev søgt med %(channel)s og ikke nået."),
    "contacted": N_("Borgeren blev nået med %(channel)s."),
    "point_found": N_("%(cause)s: %(finding)s."),
    "closed": N_("Klagen blev lukket: %(closed_how)s."),
    "reopened": N_("Klagen blev genåbnet."),
    "transferred": N_("Klagen blev sendt videre fra %(from)s til %(to)s."),
    "deadline_started": N_("Fristen for %(kind)s begyndte og var regnet til %(original_due_on)s."),
    "deadline_due": N_("Det var den sidste dag for %(kind)s."),
    "deadline_met": N_("Fristen for %(kind)s blev fuldført."),
    "deadline_cancelled": N_("Fristen for %(kind)s bortfaldt."),
    "reassessed": N_("Genvurdering: %(outcome)s."),
    "forwarded": N_("Klagen blev sendt til Ankestyrelsen."),
    "board_answered": N_("Ankestyrelsens afgørelse kom: %(result)s."),
    "learnt": N_("Læring, trin %(step)s: %(title)s"),
}
CODES: Final[Mapping[str, Mapping[str, str]]] = {
    "finding": FINDINGS,
    "closed_how": CLOSINGS,
    "outcome": REASSESSMENTS,
    "result": BOARD_RESULTS,
    "reason": REASONS,
}
# What each word of a sentence means depends on what happened.
CODES_OF: Final[Mapping[str, Mapping[str, Mapping[str, str]]]] = {
    "received": {"channel": CAME_BY, "kind": KINDS},
    "sought": {"channel": CONTACT_CHANNELS},
    "contacted": {"channel": CONTACT_CHANNELS},
    **{
        f"deadline_{happened}": {"kind": DEADLINE_KINDS}
        for happened in ("started", "due", "met", "cancelled")
    },
}
# What is told under the sentence, since it is somebody's own words.
DETAILS: Final = ("reason", "note", "text", "reference", "comment")
# The moment of it, of what is known by more than its day.
MOMENTS: Final = ("received_at", "attempted_at")


@dataclass(frozen=True)
class Told:
    """One thing that happened, in words."""

    on: date
    at: str | None
    sentence: Markup
    details: list[str]


def told(language: Language, happenings: Iterable[Happening]) -> list[Told]:
    """Tell what happened, the latest first."""
    return [tell(language, each) for each in happenings][::-1]


def tell(language: Language, happening: Happening) -> Told:
    codes = {**CODES, **CODES_OF.get(happening.kind, {})}
    values = {
        name: in_text(language, codes.get(name, {}), name, each)
        for name, each in happening.data.items()
    }
    text = TEXTS.get(happening.kind, happening.kind)
    details = [str(values[name]) for name in DETAILS if values.get(name)]
    sentence = Markup(language.gettext(text)) % values  # noqa: S704 - the texts are our own
    at = next((each for name in MOMENTS if (each := happening.data.get(name))), None)
    return Told(happening.on, at, sentence, details)


def in_text(language: Language, codes: Mapping[str, str], name: str, value: Any) -> str | Markup:
    """Return a value as people read it: a name, a day, or what a code means."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return str(value.get(f"name_{language.code}") or value.get("name") or "")
    if name.endswith("_on"):
        return day(language, value)
    return in_words(language, codes, str(value))
