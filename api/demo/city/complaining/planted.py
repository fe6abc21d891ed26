"""Two patterns that are planted in the made-up municipality, so that there is something to find."""

from dataclasses import replace

from api.demo.city.complaining import habits
from api.demo.city.places import Department


def plant(departments: list[Department], cases_a_quarter: float) -> None:
    """Let the slowest department's citizens hardly complain, and leave another's unanswered.

    The first is a silent spot: much lateness, few complaints. The second shows in the last full
    quarter, as complaints over missing replies: some two dozen, so that in a large municipality
    it stands out and does not drown everything else.
    """
    slowest = max(departments, key=lambda each: each.office.pace)
    pace = max(slowest.office.pace, habits.SILENT_PACE)
    slowest.office = replace(slowest.office, pace=pace, voice=habits.SILENT_VOICE)
    other = next(each for each in departments if each is not slowest)
    open_there = habits.OPEN_TO_NEW * cases_a_quarter / len(departments)
    other.unanswered = min(habits.UNANSWERED, habits.UNANSWERED_IN_ALL / open_there)
