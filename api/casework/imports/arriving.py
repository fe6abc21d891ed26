"""When what was sent was available to the citizen, for many letters by the same rules."""

from collections.abc import Sequence
from datetime import date

from api.calendar.arrival import Arrival, Channel, available_on
from api.calendar.days import Calendar
from api.errors import InvalidInput

MOST_KEPT = 20_000


class Arriving:
    """Finds the day by the arrival rules, each channel and day once."""

    def __init__(self, arrivals: Sequence[Arrival], calendar: Calendar) -> None:
        self.arrivals = arrivals
        self.calendar = calendar
        self.kept: dict[tuple[Channel, date], date] = {}

    def on(self, channel: Channel, sent_on: date, documented_on: date | None) -> date:
        """Return the day that is documented, else the one of the rule; refuse if there is none."""
        if documented_on is not None:
            return documented_on
        if (channel, sent_on) not in self.kept:
            if len(self.kept) >= MOST_KEPT:
                self.kept.clear()
            self.kept[channel, sent_on] = self.by_rule(channel, sent_on)
        return self.kept[channel, sent_on]

    def by_rule(self, channel: Channel, sent_on: date) -> date:
        try:
            return available_on(channel, sent_on, self.arrivals, self.calendar)
        except InvalidInput as missing:
            detail = f"{missing.detail} Give available_on, as the system that delivered it has it."
            raise InvalidInput(missing.code, detail, pointer="/available_on") from missing
