"""Which cases the list shows: the filters in its address, as a form and for the api.

What is not chosen means: cases that go on, in every unit that may be read, the latest first.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from fastapi import Request
from starlette.datastructures import QueryParams

from web.cases.words import OVER, STATES
from web.forms import CHOOSE, Form, as_typed
from web.language import N_, language_of
from web.typed import Unreadable

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
DAYS: Final = ("received_from", "received_before")
IDS: Final = ("unit", "case_type", "citizen")
ALL: Final = "all"
STATE_WORDS: Final = {"": N_("Åbne"), ALL: N_("Alle"), **STATES}
HANDS: Final = {"": N_("alle"), "mine": N_("mig"), "none": N_("ingen endnu")}
WAITING: Final = {
    "": N_("med og uden venten"),
    "yes": N_("der venter på nogen"),
    "no": N_("der ikke venter"),
}
LATEST: Final = "-received_on"
CHOICES: Final[Mapping[str, Collection[str]]] = {
    "state": STATE_WORDS,
    "hands": HANDS,
    "waiting": WAITING,
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

    @property
    def query(self) -> QueryParams:
        """Return the filters with the order that holds, for the heads of the table."""
        return QueryParams({"order": LATEST, **self.chosen})

    def address(self, **changed: str) -> str:
        return address({**self.chosen, **changed})

    def without(self, name: str) -> str:
        return address({key: self.chosen[key] for key in self.chosen if key != name})


def address(chosen: Mapping[str, str]) -> str:
    kept = {name: value for name, value in chosen.items() if value}
    return PATH + (f"?{urlencode(kept)}" if kept else "")


def asked_of(request: Request) -> Asked:
    """Read the filters of the list. What can't be read is an error in the form, and left out."""
    query = request.query_params
    values = {name: query.getlist(name) for name in LABELS if query.get(name, "").strip()}
    form = Form(language_of(request), LABELS, values)
    chosen = read(form, values)
    if form.errors:
        return Asked(form, chosen, None)
    shown = {name: [as_typed(each) if name in DAYS else each] for name, each in chosen.items()}
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
            found[name] = form.text(name, optional=True, longest=100)
    return {name: value for name, value in found.items() if value}


def read_id(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        raise Unreadable(CHOOSE) from None
