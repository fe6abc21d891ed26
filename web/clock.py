"""What day and time it is in the town hall."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

TOWN_HALL: Final = ZoneInfo("Europe/Copenhagen")


def now() -> datetime:
    return datetime.now(TOWN_HALL)


def today() -> date:
    return now().date()
