"""Calendars as a program fetches them, read by a parser that shares no code with the writer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import vobject  # type: ignore[import-untyped]  # it has no stubs
from starlette.testclient import TestClient

Made = Callable[..., str]
MOST_OCTETS = 75


@dataclass(frozen=True)
class Event:
    """What a program keeps of an event."""

    uid: str
    sequence: int
    summary: str
    description: str
    status: str
    begins_on: date
    ends_on: date
    raw: Any

    @property
    def shown(self) -> bool:
        return self.status == "CONFIRMED"


def event(raw: Any) -> Event:
    return Event(
        uid=raw.uid.value,
        sequence=int(raw.sequence.value),
        summary=raw.summary.value,
        description=raw.description.value,
        status=raw.status.value,
        begins_on=raw.dtstart.value,
        ends_on=raw.dtend.value,
        raw=raw,
    )


def calendar_in(content: bytes) -> Any:
    """Read a calendar as strictly as RFC 5545 asks: CRLF, 75 octets, whole characters."""
    lines = content.split(b"\r\n")
    assert lines.pop() == b""
    for line in lines:
        assert len(line) <= MOST_OCTETS
        assert b"\r" not in line
        assert b"\n" not in line
        line.decode()
    return vobject.readOne(content.decode())


def events_in(content: bytes) -> list[Event]:
    return [event(raw) for raw in calendar_in(content).contents.get("vevent", [])]


def uid_of(deadline_id: UUID) -> str:
    return f"{deadline_id}@rettidig"


@dataclass(frozen=True)
class Calendars:
    """Calendars at their addresses, for programs that do not sign in."""

    api: TestClient

    def answer(self, secret: str, **headers: str) -> Any:
        return self.api.get(f"/v1/calendars/{secret}.ics", headers=headers)

    def content(self, secret: str) -> bytes:
        answer = self.answer(secret)
        assert answer.status_code == 200, answer.text
        content: bytes = answer.content
        return content

    def events(self, secret: str) -> list[Event]:
        return events_in(self.content(secret))

    def event(self, secret: str) -> Event:
        [only] = self.events(secret)
        return only
