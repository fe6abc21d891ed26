"""The time line of a case in words: what happened, told in sentences.

entries = told(language, happenings, group="deadlines", newest_first=True)
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from markupsafe import Markup

from web.cases.things import Happening
from web.cases.words import MOVES, ORIGINS, OUTCOMES, PARTIES
from web.deadlines.steps import say
from web.deadlines.words import (
    ASSIGNMENT_REASONS,
    CHANNELS,
    KINDS,
    REASONS,
    WAITING_FOR,
    in_words,
)
from web.formats import day
from web.language import N_, Language

TEXTS: Final = {
    "opened": N_("Sagen blev modtaget: %(origin)s."),
    "opened_under_act": N_("Sagen blev taget op efter loven."),
    "acknowledged": N_("Borgeren fik kvittering."),
    "remitted": N_("Ankestyrelsen sendte sagen tilbage."),
    "transferred": N_("Sagen gik fra %(from_unit)s til %(to_unit)s."),
    "assigned": N_("%(caseworker)s fik sagen: %(reason)s."),
    "unassigned": N_("%(caseworker)s slap sagen."),
    "access_requested": N_("Der blev bedt om aktindsigt: %(party)s."),
    "deadline_started": N_("Fristen for %(kind)s begyndte og var regnet til %(original_due_on)s."),
    "waiting_ended": N_("Sagen ventede ikke længere på %(what)s."),
    "hearing_replied": N_("Der kom svar på partshøringen: %(party)s."),
    "moved": N_("%(act)s."),
    "hearing_sent": N_("Partshøring, %(party)s: sendt med %(channel)s, fremme %(available_on)s."),
    "waiting_began": N_("Sagen begyndte at vente på %(what)s (%(waiting_for)s)."),
    "access_granted": N_("Aktindsigten blev besvaret: dokumenterne er udleveret."),
    "access_refused": N_("Aktindsigten blev besvaret: dokumenterne er ikke udleveret."),
    "decided": N_("Afgørelse, %(subject)s: %(outcome)s."),
    "dispatched": N_("Afgørelsen blev sendt, %(party)s: med %(channel)s, fremme %(available_on)s."),
    "extended": N_(
        "Borgeren fik besked: %(kind)s kan ventes senest %(due_on)s i stedet for %(before_due_on)s."
    ),
    "extension_undone": N_("Beskeden om %(due_on)s blev annulleret."),
    "calendar_moved": N_(
        "Kalenderen blev rettet: lovens dag for %(kind)s flyttede fra %(legal_due_before_on)s "
        "til %(legal_due_after_on)s."
    ),
    "deadline_met": N_("Fristen for %(kind)s blev fuldført."),
    "deadline_cancelled": N_("Fristen for %(kind)s bortfaldt."),
    "deadline_due": N_("Det var den sidste dag for %(kind)s."),
}
GROUPS: Final = {
    "course": N_("sagens gang"),
    "deadlines": N_("frister"),
    "notices": N_("beskeder til borgeren"),
    "waiting": N_("venten"),
    "hands": N_("sagsbehandlere"),
    "decisions": N_("afgørelser"),
    "hearings": N_("partshøring"),
    "access": N_("aktindsigt"),
    "remittals": N_("hjemvisning"),
    "calendar": N_("kalenderen"),
}
GROUP_OF: Final = {
    "opened": "course",
    "opened_under_act": "course",
    "acknowledged": "course",
    "moved": "course",
    "transferred": "course",
    "assigned": "hands",
    "unassigned": "hands",
    "remitted": "remittals",
    "access_requested": "access",
    "access_answered": "access",
    "deadline_started": "deadlines",
    "deadline_met": "deadlines",
    "deadline_cancelled": "deadlines",
    "deadline_due": "deadlines",
    "waiting_began": "waiting",
    "waiting_ended": "waiting",
    "hearing_sent": "hearings",
    "hearing_replied": "hearings",
    "decided": "decisions",
    "dispatched": "decisions",
    "extended": "notices",
    "extension_undone": "notices",
    "calendar_moved": "calendar",
}
# What each code in the data of a happening means.
CODES: Final[Mapping[str, Mapping[str, str]]] = {
    "origin": ORIGINS,
    "party": PARTIES,
    "channel": CHANNELS,
    "kind": KINDS,
    "outcome": OUTCOMES,
    "waiting_for": WAITING_FOR,
    "act": MOVES,
    "reason": ASSIGNMENT_REASONS | REASONS,
}
# What is told under the sentence, since it is somebody's own words.
DETAILS: Final = ("reason", "note", "about", "awaiting", "board_reference")
# Where the sentence says it already.
SAID_IN_SENTENCE: Final = {"assigned": "reason"}


@dataclass(frozen=True)
class Told:
    """One thing that happened, in words."""

    on: date
    kind: str
    group: str
    sentence: Markup
    details: list[str]


def told(
    language: Language, happenings: Iterable[Happening], group: str, *, newest_first: bool
) -> list[Told]:
    """Tell what happened, of one group or of all, by the day."""
    entries = [tell(language, each) for each in happenings]
    shown = [each for each in entries if group in ("", each.group)]
    return shown[::-1] if newest_first else shown


def tell(language: Language, happening: Happening) -> Told:
    values = {name: in_text(language, name, each) for name, each in happening.data.items()}
    untold = (name for name in DETAILS if name != SAID_IN_SENTENCE.get(happening.kind))
    return Told(
        happening.on,
        happening.kind,
        GROUP_OF.get(happening.kind, "course"),
        say(language, text_of(happening), **values),
        [str(values[name]) for name in untold if values.get(name)],
    )


def text_of(happening: Happening) -> str:
    if happening.kind == "access_answered":
        return TEXTS["access_granted" if happening.data["granted"] else "access_refused"]
    return TEXTS.get(happening.kind, happening.kind)


def in_text(language: Language, name: str, value: Any) -> str | Markup:
    """Return a value as people read it: a name, a day, or what a code means."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return str(value["name"])
    if name.endswith("_on"):
        return day(language, value)
    return in_words(language, CODES.get(name, {}), str(value))
