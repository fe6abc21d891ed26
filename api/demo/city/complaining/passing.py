"""Complaints of the made-up municipality that came to the wrong place, or are answered elsewhere.

They have a chance of their own: all else of the complaints stays as it was.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

from api.deadlines.starting import Starter
from api.demo.city.complaining.courses import DAY
from api.demo.city.complaining.habits import ANSWERED_ELSEWHERE, CAME_ASTRAY
from api.demo.city.pages import Pages
from api.demo.city.places import Department

AUTHORITIES: Final = (
    "Beskæftigelses- og Integrationsforvaltningen",
    "Sundheds- og Omsorgsforvaltningen",
)


class Transfers(Pages):
    """Writes how some complaints were passed on."""

    def __init__(
        self, rng: Random, starter: Starter, departments: Sequence[Department], today: date
    ) -> None:
        super().__init__(rng, starter, today)
        self.departments = departments

    def write(self, key: UUID, unit_id: UUID, received_on: date, closed_on: date | None) -> None:
        """Draw whether a complaint came to another unit first, or was with another authority."""
        drawn, last_on = self.rng.random(), closed_on or self.today - DAY
        if drawn < CAME_ASTRAY:
            others = [each.id for each in self.departments if each.id != unit_id]
            first = {"from_unit_id": self.rng.choice(others), "to_unit_id": unit_id}
            self.passed(key, received_on, last_on, 6, "Klagen er over en afgørelse herfra", first)
        elif drawn < CAME_ASTRAY + ANSWERED_ELSEWHERE:
            authority = self.rng.choice(AUTHORITIES)
            there = {"from_unit_id": unit_id, "to_authority": authority}
            back = {"from_authority": authority, "to_unit_id": unit_id}
            on = self.passed(key, received_on, last_on, 10, "Svaret skal komme derfra", there)
            if on:
                self.passed(key, on, last_on, 40, "De har svaret", back)

    def passed(
        self, key: UUID, after: date, last_on: date, days: int, reason: str, ways: dict[str, Any]
    ) -> date | None:
        """Write that a complaint was passed on some days after a day; None if that is to come."""
        on = after + timedelta(days=self.rng.randint(1, days))
        if on > last_on:
            return None
        holders = dict.fromkeys(("from_unit_id", "from_authority", "to_unit_id", "to_authority"))
        columns = {**holders, **ways, "transferred_on": on, "reason": reason}
        self.add("complaint_transfers", on, complaint_id=key, **columns)
        return on
