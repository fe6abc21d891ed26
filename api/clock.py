"""The one place that asks what time it is. A day is a day in the town hall's time zone."""

from datetime import date, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Depends

TOWN_HALL = ZoneInfo("Europe/Copenhagen")


def today() -> date:
    return datetime.now(TOWN_HALL).date()


async def day_of_asking() -> date:
    """Return today, for a request. It is async so that no request waits for a thread."""
    return today()


async def moment_of_asking() -> datetime:
    """Return this moment, in the town hall's time zone."""
    return datetime.now(TOWN_HALL)


Today = Annotated[date, Depends(day_of_asking)]
Now = Annotated[datetime, Depends(moment_of_asking)]
