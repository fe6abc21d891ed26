"""When what was sent to a party is available to them."""

from datetime import date

from sqlmodel import Session

from api.calendar.arrival import Channel
from api.calendar.arrival import available_on as computed_day
from api.catalogue.closing_days.queries import arrivals, load_calendar
from api.errors import InvalidInput


def available_on(
    session: Session, channel: Channel, sent_on: date, documented_on: date | None
) -> date:
    """Return the day that is documented, else the one of the arrival rule.

    Raises InvalidInput if it came before it was sent, or if no rule holds that day.
    """
    if documented_on is not None:
        check_not_before_sent(documented_on, sent_on)
        return documented_on
    try:
        return computed_day(channel, sent_on, arrivals(session), load_calendar(session))
    except InvalidInput as missing:
        detail = f"{missing.detail} Give available_on, as the system that delivered it has it."
        raise InvalidInput(missing.code, detail, pointer="/available_on") from missing


def check_not_before_sent(documented_on: date, sent_on: date) -> None:
    if documented_on < sent_on:
        raise InvalidInput(
            "available_before_sent",
            f"It was sent on {sent_on}; it can't have been available before.",
            pointer="/available_on",
        )
