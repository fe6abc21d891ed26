"""What a calendar says of deadlines, in Danish and English."""

from datetime import date
from typing import Final

from api.catalogue.terms.kinds import OwedBy
from api.deadlines.calendar_feed.rules import MOST, Entry
from api.deadlines.export.columns import day_text
from api.deadlines.export.words import KINDS, Both, said
from api.language import Language

CATEGORY: Final = ("Frister", "Deadlines")
DEADLINE_FOR: Final[dict[OwedBy, Both]] = {
    OwedBy.AUTHORITY: ("Frist for", "Deadline for"),
    OwedBy.CITIZEN: ("Borgerens frist for", "The citizen's deadline for"),
}
CASE_TYPE: Final = ("Sagstype", "Case type")
UNIT: Final = ("Enhed", "Unit")
PROMISED: Final = (
    "Svar er lovet senest {}. Fristen efter reglerne er den samme.",
    "An answer is promised by {}. The deadline by the rules is the same.",
)
MET: Final = ("Fuldført {}.", "Met {}.")
CANCELLED: Final = ("Bortfaldet {}.", "Cancelled {}.")
ABOUT: Final = (
    "Frister fra Rettidig, uden personoplysninger.",
    "Deadlines from Rettidig, without personal data.",
)
MANY: Final = f"{MOST:,}"
LEFT_OUT: Final = (
    f"Der er flere, end en kalender kan rumme: kun de {MANY.replace(',', '.')} nærmeste er med.",
    f"There are more than a calendar can hold: only the {MANY} nearest are here.",
)


def summary(entry: Entry, language: Language) -> str:
    """Return the line that a calendar shows: Frist for afgørelse · 2017-0112465."""
    what = f"{said(DEADLINE_FOR[entry.owed_by], language)} {said(KINDS[entry.kind], language)}"
    return f"{what} · {entry.case_number}"


def description(entry: Entry, language: Language) -> str:
    """Return what a calendar tells of a deadline when it is opened."""
    days: tuple[tuple[Both, date | None], ...] = (
        (PROMISED, entry.promised_on),
        (MET, entry.met_on),
        (CANCELLED, entry.cancelled_on),
    )
    about = (
        f"{said(CASE_TYPE, language)}: {plain(entry.case_type)}",
        f"{said(UNIT, language)}: {plain(entry.unit)}",
    )
    told = (said(words, language).format(day_text(day, language)) for words, day in days if day)
    return "\n".join((*about, *told))


def plain(text: str) -> str:
    """Return a name on one line, without the control characters that no calendar may hold."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
