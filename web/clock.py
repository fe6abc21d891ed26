"""What day it is in the town hall."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

TOWN_HALL: Final = ZoneInfo("Europe/Copenhagen")


def today() -> date:
    return datetime.now(TOWN_HALL).date()
