"""What has happened in a case that starts a deadline."""

from datetime import date
from typing import Protocol

from api.cases.rules import Origin
from api.catalogue.terms.kinds import StartEvent


class Begun(Protocol):
    """What is known of how a case began."""

    origin: Origin
    received_on: date
    opened_under_act_on: date | None


def starts_of(case: Begun) -> dict[StartEvent, date]:
    """Return the days that start a case's own clocks.

    § 3, stk. 2 runs from the receipt of an application; what the authority raised itself has no
    such clock. A pension's runs from when treatment under its act began, whoever raised it.
    """
    starts: dict[StartEvent, date] = {}
    if case.origin is Origin.CITIZEN:
        starts[StartEvent.APPLICATION_RECEIVED] = case.received_on
    if case.opened_under_act_on is not None:
        starts[StartEvent.CASE_OPENED_UNDER_ACT] = case.opened_under_act_on
    return starts
