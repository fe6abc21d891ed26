"""What people do in a case, each with its form: one table for the case itself and its parts."""

from typing import Final

from web.acts.act import Act
from web.cases import case_acts, part_acts
from web.cases.things import Case

ON_CASE: Final = {act.path: act for act in case_acts.ACTS}
ON_PARTS: Final = {act.path: act for act in part_acts.ACTS}

# What is most likely next in a case, the first that may be done.
NEXT: Final = ("acknowledgement", "decision", "delivery", "closing", "reopening")


def next_act(may: list[str]) -> Act[Case] | None:
    """Return the act that most likely comes next."""
    return next((ON_CASE[path] for path in NEXT if ON_CASE[path].may in may), None)
