"""Which complaints the register shows: the filters in its address, as a form and for the api.

What is not chosen means: complaints that are open, in every unit that may be read, the latest
first. A search in their words looks through all of them, the closest first.
"""

import re
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from fastapi import Request

from web import filters
from web.complaints.words import CHANNELS, KINDS
from web.language import N_

PATH: Final = "/complaints"
LABELS: Final = {
    "state": N_("Tilstand"),
    "unit": N_("Enhed"),
    "cause": N_("Årsag"),
    "kind": N_("Art"),
    "channel": N_("Kom med"),
    "contact": N_("Kontakt"),
    "hands": N_("Behandler"),
    "received_from": N_("Modtaget fra"),
    "received_before": N_("Modtaget før"),
    "case": N_("Sag"),
    "complainant": N_("Klageren"),
    "held_by": N_("Har ligget hos"),
    "held_by_authority": N_("Har ligget hos myndigheden"),
    "passed_by": N_("Sendt videre over"),
    "q": N_("Ord i klagen"),
    "order": N_("Orden"),
}
CARRIED: Final = ("case", "complainant", "held_by", "held_by_authority", "passed_by")
"""What other pages ask for: it has no field in the form, and can be taken away."""
ALL: Final = "all"
STATES: Final = {"": N_("Åbne"), ALL: N_("Alle"), "closed": N_("Lukkede")}
CONTACTS: Final = {
    "": N_("med og uden kontakt"),
    "missing": N_("der mangler kontakt"),
    "made": N_("der ikke mangler kontakt"),
}
HANDS: Final = {"": N_("alle"), "mine": N_("mig"), "none": N_("ingen endnu")}
LATEST: Final = "-received_on"
NUMBER: Final = re.compile(r"[Kk]\d{4}-\d{1,9}")


def state_of(chosen: Mapping[str, str]) -> str:
    """Return which are asked for; in a search, of one case or person, and of who had them: all."""
    anywhere = not {"q", *CARRIED}.isdisjoint(chosen)
    return chosen.get("state", ALL if anywhere else "")


FILTERS: Final = filters.Filters(
    PATH,
    LABELS,
    order=LATEST,
    days=("received_from", "received_before"),
    ids=("unit", "cause", "case", "complainant", "held_by", "passed_by"),
    choices={
        "state": STATES,
        "kind": KINDS,
        "channel": CHANNELS,
        "contact": CONTACTS,
        "hands": HANDS,
        "order": ("received_on", LATEST),
    },
    longest=200,
    meant=lambda chosen: {"state": state_of(chosen)},
)


class Asked(filters.Asked):
    """Which complaints were asked for."""

    @property
    def state(self) -> str:
        return state_of(self.chosen)

    def filters(self, reader: UUID) -> dict[str, Any]:
        """Return what the api is asked, under its own names."""
        chosen, hands = self.chosen, self.chosen.get("hands")
        contact = chosen.get("contact")
        return {
            "open": None if self.state == ALL else self.state != "closed",
            "unit": chosen.get("unit"),
            "cause": chosen.get("cause"),
            "kind": chosen.get("kind"),
            "channel": chosen.get("channel"),
            "needs_contact": contact == "missing" if contact else None,
            "handler": reader if hands == "mine" else None,
            "unassigned": True if hands == "none" else None,
            **{name: chosen.get(name) for name in CARRIED},
            "received_from": chosen.get("received_from"),
            "received_before": chosen.get("received_before"),
            "q": chosen.get("q"),
            "order": None if "q" in chosen else chosen.get("order", LATEST),
        }

    @property
    def number(self) -> str:
        """Return the number of a complaint, if that is what was searched for."""
        words = self.chosen.get("q", "")
        return words.upper() if NUMBER.fullmatch(words) else ""


def asked_of(request: Request) -> Asked:
    return filters.asked_of(request, FILTERS, Asked)
