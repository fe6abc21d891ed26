"""Two patterns that are planted in the made-up municipality, so that there is something to find."""

from dataclasses import replace

from api.demo.city.complaining.habits import SILENT_VOICE
from api.demo.city.places import Department


def plant(departments: list[Department]) -> None:
    """Let the slowest department's citizens hardly complain, and leave another's unanswered.

    The first is a silent spot: much lateness, few complaints. The second shows in the last full
    quarter, as complaints over missing replies.
    """
    slowest = max(departments, key=lambda each: each.office.pace)
    slowest.office = replace(slowest.office, voice=SILENT_VOICE)
    other = next(each for each in departments if each is not slowest)
    other.leaves_unanswered = True
