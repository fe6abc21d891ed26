"""Deadlines written as a calendar (RFC 5545, RFC 7986), one event at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Final

from icalendar import Calendar, Event, vDate, vDatetime, vDuration, vInt, vText, vUri

from api.deadlines.calendar_feed.rules import Entry
from api.deadlines.calendar_feed.words import (
    ABOUT,
    CATEGORY,
    LEFT_OUT,
    description,
    plain,
    summary,
)
from api.deadlines.export.words import said
from api.language import Language

MEDIA_TYPE: Final = "text/calendar; charset=utf-8"
END: Final = b"END:VCALENDAR\r\n"
# Calendars ask no oftener than they like; this says what is worth their while.
ASK_EVERY: Final = timedelta(hours=4)
DAY: Final = timedelta(days=1)
COLOUR: Final = "steelblue"
# Half a kilobyte each, in every process.
KEPT_EVENTS: Final = 10_000


@dataclass(frozen=True)
class About:
    """What a calendar says of itself: its name, in which language, and where the pages are.

    `left_out`: there are more deadlines than it holds.
    """

    name: str
    language: Language = Language.DA
    pages: str = ""
    left_out: bool = False


def write_calendar(entries: Iterable[Entry], about: About) -> Iterator[bytes]:
    """Yield a calendar with an event for each deadline, as they come."""
    yield head_of(about).removesuffix(END)
    for entry in entries:
        yield event_of(entry, about.language, about.pages)
    yield END


def tag_of(entries: Iterable[Entry], about: About) -> str:
    """Return a weak tag: the same deadlines under the same name need not be sent again."""
    told = sha256(repr(about).encode())
    for entry in entries:
        told.update(repr(entry).encode())
    return told.hexdigest()[:32]


def head_of(about: About) -> bytes:
    """Return a calendar without events. What RFC 7986 names has an older name for older readers."""
    words = [said(ABOUT, about.language)]
    if about.left_out:
        words.append(said(LEFT_OUT, about.language))
    name, text = vText(plain(about.name)), vText(" ".join(words))
    calendar = Calendar()
    calendar["VERSION"] = vText("2.0")
    calendar["PRODID"] = vText(f"-//Rettidig//Deadlines//{about.language.upper()}")
    calendar["METHOD"] = vText("PUBLISH")
    calendar["NAME"] = calendar["X-WR-CALNAME"] = name
    calendar["DESCRIPTION"] = calendar["X-WR-CALDESC"] = text
    calendar["COLOR"] = vText(COLOUR)
    often = vDuration(ASK_EVERY)
    calendar["X-PUBLISHED-TTL"] = often
    calendar["REFRESH-INTERVAL"] = vDuration(ASK_EVERY, {"VALUE": "DURATION"})
    written: bytes = calendar.to_ical()
    return written


@lru_cache(maxsize=KEPT_EVENTS)
def event_of(entry: Entry, language: Language, pages: str) -> bytes:
    """Write a deadline as a whole day that takes nobody's time, on the day it is judged by.

    Programs ask often for what seldom changes, and writing takes ten times as long as reading.
    """
    changed = vDatetime(entry.updated_at.astimezone(UTC))
    event = Event()
    event["UID"] = vText(f"{entry.id}@rettidig")
    event["SEQUENCE"] = vInt(entry.version - 1)
    event["DTSTAMP"] = event["LAST-MODIFIED"] = changed
    event["DTSTART"] = vDate(entry.legal_due_on, {"VALUE": "DATE"})
    event["DTEND"] = vDate(entry.legal_due_on + DAY, {"VALUE": "DATE"})
    event["SUMMARY"] = vText(summary(entry, language))
    event["DESCRIPTION"] = vText(description(entry, language))
    event["CATEGORIES"] = vText(said(CATEGORY, language))
    event["STATUS"] = vText("CANCELLED" if entry.taken_away else "CONFIRMED")
    event["TRANSP"] = vText("TRANSPARENT")
    if pages:
        event["URL"] = vUri(f"{pages}/deadlines/{entry.id}")
    lines: bytes = event.to_ical()
    return lines
