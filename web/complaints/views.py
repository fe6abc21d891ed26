"""How a complaint is said on a page: its contact, its excerpt, and what to do next."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Final

from web.acts.act import Act
from web.clock import TOWN_HALL
from web.complaints.acts import ON_COMPLAINT
from web.complaints.things import Complaint, TextPiece
from web.deadlines.views import Said
from web.language import Language

SOON_HOURS: Final = 24
"""Styrket Borgerkontakt means within a day: a complainant who waits longer is marked."""

HOURS_UNTIL: Final = 48
MINUTES_IN_AN_HOUR: Final = 60
EXCERPT: Final = 160
# What most likely comes next with a complaint, the first that may be done.
NEXT: Final = ("contact", "reassessment", "forwarding", "closing", "reopening")


@dataclass(frozen=True)
class Line:
    """A complaint as a row says it."""

    complaint: Complaint
    contact: Said
    causes: list[str]
    excerpt: list[TextPiece]


def line_of(language: Language, complaint: Complaint, moment: datetime) -> Line:
    causes = dict.fromkeys(point.cause.name(language) for point in complaint.points)
    said = contacted(language, complaint, moment)
    found = complaint.hits or [TextPiece(text=shortened(complaint.text), hit=False)]
    return Line(complaint, said, list(causes), found)


def shortened(text: str) -> str:
    """Return the beginning of a text on one line, cut between words."""
    plain = " ".join(text.split())
    if len(plain) <= EXCERPT:
        return plain
    return plain[:EXCERPT].rpartition(" ")[0] + " …"


def contacted(language: Language, complaint: Complaint, moment: datetime) -> Said:
    """Say whether and how soon the complainant was spoken with, or how long they have waited."""
    if complaint.first_contact_hours is not None:
        how_soon = hours_text(language, complaint.first_contact_hours)
        return Said("contact_reached", language.gettext("nået efter %(time)s", time=how_soon))
    if complaint.closed_on:
        return Said("contact_none", language.gettext("aldrig nået"))
    hours = waited_hours(complaint, moment)
    waited = language.gettext("ikke nået i %(time)s", time=hours_text(language, hours))
    return Said("contact_late" if hours > SOON_HOURS else "contact_waiting", waited)


def came_at(complaint: Complaint) -> datetime:
    """Return the moment that contact is counted from: the day's start if no more is known."""
    return complaint.received_at or datetime.combine(complaint.received_on, time.min, TOWN_HALL)


def waited_hours(complaint: Complaint, moment: datetime) -> float:
    return max((moment - came_at(complaint)).total_seconds() / 3600, 0)


def hours_text(language: Language, hours: float) -> str:
    """Say how long it took: 25 minutter, 26 timer, 3 dage."""
    if hours < 1:
        minutes = round(hours * MINUTES_IN_AN_HOUR)
        return language.ngettext("%(num)s minut", "%(num)s minutter", minutes)
    if hours < HOURS_UNTIL:
        return language.ngettext("%(num)s time", "%(num)s timer", round(hours))
    return language.ngettext("%(num)s dag", "%(num)s dage", int(hours // SOON_HOURS))


def next_act(complaint: Complaint) -> Act[Complaint] | None:
    """Return the act that most likely comes next: to speak with who was not reached, first."""
    for path in NEXT:
        act = ON_COMPLAINT[path]
        spoken_with = path == "contact" and (complaint.contacted or complaint.closed_on)
        if act.may in complaint.acts and not spoken_with:
            return act
    return None
