"""When a message is taken to be available to the one it is sent to. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from api.calendar.counting import due_days
from api.calendar.days import Calendar, DayKind
from api.calendar.terms import Term, TermUnit
from api.errors import InvalidInput


class Channel(StrEnum):
    """How a message is sent or given."""

    DIGITAL_POST = "digital_post"
    LETTER = "letter"
    QUICK_LETTER = "quick_letter"
    IN_PERSON = "in_person"
    PHONE = "phone"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Arrival:
    """How long a message is on its way. `valid_until` is the first day the rule no longer holds."""

    channel: Channel
    term: Term
    valid_from: date
    valid_until: date | None
    source: str

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


GUIDANCE_2018 = "Justitsministeriets vejledning nr. 9533 af 26/06/2018 om beregning af klagefrister"
SINCE_2018 = date(2018, 6, 26)

DIGITAL_POST_2018 = Arrival(
    Channel.DIGITAL_POST, Term(0, TermUnit.IMMEDIATELY), SINCE_2018, None, GUIDANCE_2018
)
LETTER_2018 = Arrival(
    Channel.LETTER,
    Term(
        6,
        TermUnit.WORKING_DAYS,
        closed=frozenset({DayKind.WEEKEND, DayKind.PUBLIC_HOLIDAY}),
    ),
    SINCE_2018,
    None,
    GUIDANCE_2018,
)
"""Six hverdage. 24 December is one of them: only weekends and public holidays are left out."""

QUICK_LETTER_2018 = Arrival(
    Channel.QUICK_LETTER, Term(2, TermUnit.DAYS), SINCE_2018, None, GUIDANCE_2018
)
PUBLISHED_ARRIVALS = (DIGITAL_POST_2018, LETTER_2018, QUICK_LETTER_2018)

GIVEN_AT_ONCE = frozenset({Channel.IN_PERSON, Channel.PHONE})
"""Handed over or spoken, a message arrives as it is given, unless a rule says otherwise."""


def rule_for(channel: Channel, dispatched_on: date, arrivals: Iterable[Arrival]) -> Arrival | None:
    """Return the newest rule that holds on the day of dispatch; None for what is there at once.

    Raises InvalidInput if a rule is needed and there is none.
    """
    rules = [rule for rule in arrivals if rule.channel is channel and rule.holds_on(dispatched_on)]
    if not rules and channel not in GIVEN_AT_ONCE:
        raise InvalidInput(
            "arrival_rule_missing",
            f"There is no rule for when a message by {channel.replace('_', ' ')} of "
            f"{dispatched_on} arrives.",
        )
    return max(rules, key=lambda rule: rule.valid_from, default=None)


def available_on(
    channel: Channel, dispatched_on: date, arrivals: Iterable[Arrival], calendar: Calendar
) -> date:
    """Return the day a message is available, by the rule for its channel and day of dispatch."""
    rule = rule_for(channel, dispatched_on, arrivals)
    return due_days(rule.term, dispatched_on, calendar)[1] if rule else dispatched_on
