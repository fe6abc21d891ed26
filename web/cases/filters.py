"""Which cases the list shows: the filters in its address, as a form and for the api.

What is not chosen means: cases that go on, in every unit that may be read, the latest first.
"""

from typing import Any, Final
from uuid import UUID

from fastapi import Request

from web import filters
from web.cases.words import OVER, STATES
from web.language import N_

PATH: Final = "/cases"
LABELS: Final = {
    "state": N_("Tilstand"),
    "unit": N_("Enhed"),
    "case_type": N_("Sagstype"),
    "hands": N_("Ansvarlig"),
    "waiting": N_("Venter"),
    "received_from": N_("Modtaget fra"),
    "received_before": N_("Modtaget før"),
    "citizen": N_("Borger"),
    "q": N_("Sagsnummer"),
    "order": N_("Orden"),
}
ALL: Final = "all"
STATE_WORDS: Final = {"": N_("Åbne"), ALL: N_("Alle"), **STATES}
HANDS: Final = {"": N_("alle"), "mine": N_("mig"), "none": N_("ingen endnu")}
WAITING: Final = {
    "": N_("med og uden venten"),
    "yes": N_("der venter på nogen"),
    "no": N_("der ikke venter"),
}
LATEST: Final = "-received_on"
FILTERS: Final = filters.Filters(
    PATH,
    LABELS,
    order=LATEST,
    days=("received_from", "received_before"),
    ids=("unit", "case_type", "citizen"),
    choices={
        "state": STATE_WORDS,
        "hands": HANDS,
        "waiting": WAITING,
        "order": ("received_on", LATEST),
    },
)


class Asked(filters.Asked):
    """Which cases were asked for."""

    def filters(self, reader: UUID) -> dict[str, Any]:
        """Return what the api is asked, under its own names."""
        chosen, hands = self.chosen, self.chosen.get("hands")
        waiting = chosen.get("waiting")
        return {
            "state": self.states,
            "unit": chosen.get("unit"),
            "case_type": chosen.get("case_type"),
            "caseworker": reader if hands == "mine" else None,
            "unassigned": True if hands == "none" else None,
            "waiting": waiting == "yes" if waiting else None,
            "received_from": chosen.get("received_from"),
            "received_before": chosen.get("received_before"),
            "citizen": chosen.get("citizen"),
            "order": chosen.get("order", LATEST),
        }

    @property
    def states(self) -> list[str] | None:
        """Return the states asked for; of one citizen's cases, all are meant."""
        state = self.chosen.get("state", ALL if "citizen" in self.chosen else "")
        if state == ALL:
            return None
        return [state] if state else [code for code in STATES if code not in OVER]


def asked_of(request: Request) -> Asked:
    return filters.asked_of(request, FILTERS, Asked)
