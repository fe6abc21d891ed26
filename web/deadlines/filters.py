"""Which deadlines a page shows: the filters in its address, as a form, as chips, and for the api.

asked = asked_of(request, "/deadlines")
if asked.tidy: return redirect(request, asked.tidy)     # the permanent address of the same page
found = await deadlines.listed(asked.filters, limit=50)

What is not chosen means: open, owed by the authority, in every unit that may be read, the day that
was to be kept first. The day is the legal one, whatever was promised since.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from fastapi import Request

from web import filters
from web.deadlines.words import KINDS
from web.language import N_
from web.signed_in import Person

LABELS: Final = {
    "state": N_("Tilstand"),
    "owed_by": N_("Hvis frist"),
    "kind": N_("Frist for"),
    "unit": N_("Enhed"),
    "case_type": N_("Sagstype"),
    "caseworker": N_("Ansvarlig"),
    "due_from": N_("Frist fra"),
    "due_before": N_("Frist før"),
    "notice": N_("Besked"),
    "q": N_("Sagsnummer"),
    "as_of": N_("Som det stod"),
    "order": N_("Orden"),
}
# What each choice asks of the api; the first is meant where nothing is chosen.
STATES: Final[Mapping[str, list[str] | None]] = {
    "": ["open", "overdue"],
    "overdue": ["overdue"],
    "running": ["open"],
    "done": ["met", "met_late"],
    "late": ["met_late"],
    "cancelled": ["cancelled"],
    "all": None,
}
STATE_WORDS: Final = {
    "": N_("Åbne"),
    "overdue": N_("Overskredne"),
    "running": N_("Endnu ikke overskredne"),
    "done": N_("Fuldførte"),
    "late": N_("For sent fuldførte"),
    "cancelled": N_("Bortfaldne"),
    "all": N_("Alle"),
}
OWED_BY: Final[Mapping[str, str | None]] = {"": "authority", "citizen": "citizen", "both": None}
OWED_BY_WORDS: Final = {
    "": N_("kommunens egne"),
    "citizen": N_("borgernes"),
    "both": N_("kommunens og borgernes"),
}
# A notice is missing only where the law wants one.
NOTICES: Final[Mapping[str, Mapping[str, bool]]] = {
    "": {},
    "missing": {"notified": False, "notice_owed": True},
    "sent": {"notified": True},
}
NOTICE_WORDS: Final = {
    "": N_("med og uden besked"),
    "missing": N_("uden besked"),
    "sent": N_("med besked"),
}
NOBODY: Final = "none"
BY_DAY: Final = "legal_due_on"
ORDERS: Final = (BY_DAY, "-legal_due_on", "started_on", "-started_on", "due_on", "-due_on")
WEEK: Final = timedelta(7)
PATH: Final = "/deadlines"
FILTERS: Final = filters.Filters(
    PATH,
    LABELS,
    order=BY_DAY,
    days=("due_from", "due_before", "as_of"),
    ids=("unit", "case_type", "caseworker"),
    choices={
        "state": STATES,
        "owed_by": OWED_BY,
        "notice": NOTICES,
        "kind": KINDS,
        "order": ORDERS,
    },
    nobody=NOBODY,
    bare={"order": BY_DAY},
)


class Asked(filters.Asked):
    """Which deadlines were asked for, and as of which day."""

    @property
    def as_of(self) -> date | None:
        day = self.chosen.get("as_of")
        return date.fromisoformat(day) if day and not self.form.errors else None

    @property
    def filters(self) -> dict[str, Any]:
        """Return what the api is asked, under its own names."""
        chosen = self.chosen
        caseworker = chosen.get("caseworker")
        return {
            "status": STATES[chosen.get("state", "")],
            "owed_by": OWED_BY[chosen.get("owed_by", "")],
            **NOTICES[chosen.get("notice", "")],
            "kind": chosen.get("kind"),
            "unit": chosen.get("unit"),
            "case_type": chosen.get("case_type"),
            "caseworker": None if caseworker == NOBODY else caseworker,
            "unassigned": True if caseworker == NOBODY else None,
            "legal_due_from": chosen.get("due_from"),
            "legal_due_before": chosen.get("due_before"),
            "q": chosen.get("q"),
            "as_of": self.as_of,
            "order": chosen.get("order", BY_DAY),
        }

    @property
    def narrowed(self) -> bool:
        """Say whether anything but an order was chosen."""
        return any(name != "order" for name in self.chosen)

    @property
    def query_text(self) -> str:
        """Return what stands after the question mark of this view's address."""
        return self.address().partition("?")[2]

    @property
    def everything(self) -> str:
        return self.of.address({})


def asked_of(request: Request, path: str) -> Asked:
    return filters.asked_of(request, replace(FILTERS, path=path), Asked)


def unit_of(person: Person) -> str | None:
    """Return the unit a person's first role is bound to; None if they have it everywhere."""
    return next((str(role.unit.id) for role in person.roles if role.unit), None)


def at_first(person: Person, today: date) -> str:
    """Return the address of what breaks this week and next, in the reader's own unit."""
    before = (today - timedelta(today.weekday()) + 2 * WEEK).isoformat()
    return FILTERS.address({"unit": unit_of(person) or "", "due_before": before})
