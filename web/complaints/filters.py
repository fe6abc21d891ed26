"""Which complaints the register shows: the filters in its address, as a form and for the api.

What is not chosen means: complaints that are open, in every unit that may be read, the latest
first. A search in their words looks through all of them, the closest first.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from fastapi import Request
from starlette.datastructures import QueryParams

from web.complaints.words import CHANNELS, KINDS
from web.forms import CHOOSE, Form, as_typed
from web.language import N_, language_of
from web.typed import Unreadable

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
    "q": N_("Ord i klagen"),
    "order": N_("Orden"),
}
DAYS: Final = ("received_from", "received_before")
IDS: Final = ("unit", "cause", "case", "complainant")
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
CHOICES: Final[Mapping[str, Collection[str]]] = {
    "state": STATES,
    "kind": KINDS,
    "channel": CHANNELS,
    "contact": CONTACTS,
    "hands": HANDS,
    "order": ("received_on", LATEST),
}


@dataclass(frozen=True)
class Asked:
    """What was asked for, and how the address says it tidily."""

    form: Form
    chosen: Mapping[str, str]
    tidy: str | None

    @property
    def status(self) -> int:
        return 422 if self.form.errors else 200

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
            "case": chosen.get("case"),
            "complainant": chosen.get("complainant"),
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

    @property
    def query(self) -> QueryParams:
        """Return the filters with the order that holds, for the heads of the table."""
        return QueryParams({"order": LATEST, **self.chosen})

    def address(self, **changed: str) -> str:
        return address({**self.chosen, **changed})

    def without(self, name: str) -> str:
        return address({key: self.chosen[key] for key in self.chosen if key != name})


def state_of(chosen: Mapping[str, str]) -> str:
    """Return which are asked for; in a search and of one case or person, all are meant."""
    anywhere = not {"q", "case", "complainant"}.isdisjoint(chosen)
    return chosen.get("state", ALL if anywhere else "")


def address(chosen: Mapping[str, str], path: str = PATH) -> str:
    kept = {name: value for name, value in chosen.items() if value}
    return path + (f"?{urlencode(kept)}" if kept else "")


def asked_of(request: Request) -> Asked:
    """Read the filters of the register. What can't be read is an error, and left out."""
    query = request.query_params
    values = {name: query.getlist(name) for name in LABELS if query.get(name, "").strip()}
    form = Form(language_of(request), LABELS, values)
    chosen = read(form, values)
    if form.errors:
        return Asked(form, chosen, None)
    shown = {name: [as_typed(each) if name in DAYS else each] for name, each in chosen.items()}
    shown["state"] = [state_of(chosen)]
    sent = {name: value for name, value in query.items() if name != "cursor"}
    tidy = None if sent == chosen else address(chosen)
    return Asked(Form(form.language, LABELS, shown), chosen, tidy)


def read(form: Form, names: Mapping[str, object]) -> dict[str, str]:
    """Return each filter as the address writes it."""
    found: dict[str, str | None] = {}
    for name in names:
        if name in DAYS:
            day = form.day(name, optional=True)
            found[name] = day.isoformat() if day else None
        elif name in IDS:
            found[name] = form.read(name, read_id, optional=True)
        elif name in CHOICES:
            found[name] = form.choice(name, CHOICES[name], optional=True)
        else:
            found[name] = form.text(name, optional=True, longest=200)
    return {name: value for name, value in found.items() if value}


def read_id(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        raise Unreadable(CHOOSE) from None
