"""Rows by table, and the ids they get."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, date, datetime
from itertools import count
from random import Random
from typing import Any
from uuid import UUID

from api.deadlines.starting import Starter

ABOUT = (
    "party",
    "decision_notice_id",
    "party_hearing_id",
    "access_request_id",
    "remittal_id",
    "complaint_id",
)
HOURS_8 = 8 * 60 * 60 * 1000
Rows = dict[str, list[dict[str, Any]]]


class Pages:
    """The rows written so far; ids come from the chance generator and lie in order of days."""

    def __init__(self, rng: Random, starter: Starter, today: date) -> None:
        self.rng = rng
        self.starter = starter
        self.today = today
        self.rows: Rows = defaultdict(list)
        self.order = count()

    def new_id(self, day: date) -> UUID:
        """Return a UUIDv7 of a day's morning, later than those of that day before it."""
        moment = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
        milliseconds = int(moment.timestamp() * 1000) + next(self.order) % HOURS_8
        high = (milliseconds << 80) | self.rng.getrandbits(80)
        return UUID(int=high & ~(0xF000 << 64) & ~(0xC000 << 48) | (0x7000 << 64) | (0x8000 << 48))

    def add(self, table: str, on: date, **columns: Any) -> UUID:
        key = self.new_id(on)
        self.rows[table].append({"id": key, **columns})
        return key

    def deadline(self, columns: Mapping[str, Any], **known: Any) -> dict[str, Any]:
        """Add a deadline as it started, with what is known of its end and of what it is about."""
        row = {
            "id": self.new_id(columns["started_on"]),
            **columns,
            **dict.fromkeys((*ABOUT, "notified_on")),
            "extensions": 0,
            **known,
        }
        self.rows["deadlines"].append(row)
        return row
