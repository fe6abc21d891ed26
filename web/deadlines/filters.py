"""Which deadlines a page shows: the filters in its address, as a form, as chips, and for the api.

asked = asked_of(request, "/deadlines")
if asked.tidy: return redirect(request, asked.tidy)     # the permanent address of the same page
found = await deadlines.listed(asked.filters, limit=50)

What is not chosen means: open, owed by the authority, in every unit that may be read, the day that
was to be kept first. The day is the legal one, whatever was promised since.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from fastapi import Request
from starlette.datastructures import QueryParams

from web.deadlines.words import KINDS
from web.forms import CHOOSE, Form, as_typed
from web.language import N_, language_of
from web.signed_in import Person
from web.typed import Unreadable

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
DAYS: Final = ("due_from", "due_before", "as_of")
IDS: Final = ("unit", "case_type", "caseworker")
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
CHOICES: Final[Mapping[str, Collection[str]]] = {
    "state": STATES,
    "owed_by": OWED_BY,
    "notice": NOTICES,
    "kind": KINDS,
    "order": ORDERS,
}
WEEK: Final = timedelta(7)


@dataclass(frozen=True)
class Asked:
    """What was asked for, and how the address says it tidily."""

    path: str
    form: Form
    chosen: Mapping[str, str]
    as_of: date | None
    tidy: str | None

    @property
    def status(self) -> int:
        return 422 if self.form.errors else 200

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
    def query(self) -> QueryParams:
        """Return the filters with the order that holds, for the heads of the table."""
        return QueryParams({"order": BY_DAY, **self.chosen})

    @property
    def query_text(self) -> str:
        """Return what stands after the question mark of this view's address."""
        return self.address().partition("?")[2]

    @property
    def everything(self) -> str:
        return address(self.path, {})

    def address(self, path: str = "", **changed: str) -> str:
        """Return the address of these deadlines on a page, with some filters changed."""
        return address(path or self.path, {**self.chosen, **changed})

    def without(self, name: str) -> str:
        return address(self.path, {key: self.chosen[key] for key in self.chosen if key != name})


def address(path: str, chosen: Mapping[str, str]) -> str:
    """Write filters into an address. One that chooses nothing says so, by its order."""
    kept = {name: value for name, value in chosen.items() if value}
    return f"{path}?{urlencode(kept or {'order': BY_DAY})}"


def asked_of(request: Request, path: str) -> Asked:
    """Read the filters of a page. What can't be read is an error in the form, and left out."""
    query = request.query_params
    values = {name: query.getlist(name) for name in LABELS if query.get(name, "").strip()}
    form = Form(language_of(request), LABELS, values)
    chosen = read(form, values)
    if form.errors:
        return Asked(path, form, chosen, None, None)
    shown = {name: [as_typed(each) if name in DAYS else each] for name, each in chosen.items()}
    sent = {name: value for name, value in query.items() if name != "cursor"}
    return Asked(
        path,
        Form(form.language, LABELS, shown),
        chosen,
        date.fromisoformat(chosen["as_of"]) if "as_of" in chosen else None,
        None if sent == chosen else address(path, chosen),
    )


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
    if text == NOBODY:
        return text
    try:
        return str(UUID(text))
    except ValueError:
        raise Unreadable(CHOOSE) from None


def unit_of(person: Person) -> str | None:
    """Return the unit a person's first role is bound to; None if they have it everywhere."""
    return next((str(role.unit.id) for role in person.roles if role.unit), None)


def at_first(person: Person, today: date) -> str:
    """Return the address of what breaks this week and next, in the reader's own unit."""
    before = (today - timedelta(today.weekday()) + 2 * WEEK).isoformat()
    return address("/deadlines", {"unit": unit_of(person) or "", "due_before": before})
