"""What is asked of the patterns: read from the page's address, which is written as the api's is.

asked = asked_of(request, PATH)
if asked.tidy: return redirect(request, asked.tidy)       # the permanent address of the same page
pattern = await patterns.pattern(asked.query)

What is not chosen means: complaints by group of causes, of all time, in every unit that may be
read, in the newest data.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from fastapi import Request

from web.forms import CHOOSE, Form, as_typed
from web.language import N_, language_of
from web.patterns.words import CHOICES, DIMENSIONS, LABELS, MEASURES
from web.typed import Unreadable, read_whole

PATH: Final = "/patterns"
COMPLAINTS: Final = "/patterns/complaints"
OF_API: Final = "/v1/complaints/patterns"
DAYS: Final = ("received_from", "received_before", "compare_day")
WRITE_DAYS: Final = N_("Skriv et helt antal dage, for eksempel 14.")
IDS: Final = ("unit", "case_type", "legal_basis", "letter_type", "cause")
# What says how figures are shown, not of which complaints they are.
HOW: Final = frozenset(
    {
        *("by", "measure", "compare", "compare_day", "decided_within"),
        *("case_type_level", "follow_units", "show"),
    }
)
SHOW: Final = "show"
NOT_BEHIND: Final = HOW - {"case_type_level", "follow_units"}
SINGLE: Final = frozenset(
    {"period", "q", "data", "repeated", "audience", SHOW, *DAYS, *HOW} - {"by", "measure"}
)
RARE: Final = tuple(
    name
    for name in LABELS
    if name
    not in ("measure", "by", "period", "unit", "case_type", "cause", "kind", "q", "data", "without")
)
Values = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Asked:
    """What was asked for, and how the address says it tidily."""

    path: str
    form: Form
    chosen: Values
    tidy: str | None

    @property
    def query(self) -> dict[str, Any]:
        """Return what the api is asked, under its own names."""
        return {name: list(values) for name, values in self.chosen.items() if name != SHOW}

    @property
    def filters(self) -> dict[str, Any]:
        """Return of which complaints it is asked."""
        return {name: list(values) for name, values in self.chosen.items() if name not in HOW}

    @property
    def by(self) -> Sequence[str]:
        return self.chosen.get("by") or ("cause_group",)

    @property
    def measure(self) -> str:
        return (self.chosen.get("measure") or ("complaints",))[0]

    @property
    def rare(self) -> bool:
        """Say whether anything stands folded away that is chosen, or wrong."""
        third = len(self.by) > len(("rows", "columns"))
        return third or any(name in self.chosen or name in self.form.errors for name in RARE)

    @property
    def frozen(self) -> bool:
        return "data" in self.chosen

    def address(self, path: str = "", **changed: str | Sequence[str]) -> str:
        """Return the address of a page, with some of what is chosen otherwise; "" leaves it out."""
        return address(path or self.path, {**self.chosen, **changed})

    def without(self, name: str, value: str) -> str:
        """Return the address without one value of a filter."""
        left = [each for each in self.chosen[name] if each != value]
        return address(self.path, {**self.chosen, name: left, SHOW: ""})

    def behind(self, place: Mapping[str, str | None]) -> str:
        """Return the address of the complaints in a cell: of a value in each dimension."""
        kept = {name: values for name, values in self.chosen.items() if name not in NOT_BEHIND}
        cell = {"by": list(place), "cell": [key or "" for key in place.values()]}
        return address(COMPLAINTS, {**kept, **cell, "back": self.address()})


def address(path: str, chosen: Mapping[str, str | Sequence[str]]) -> str:
    kept = {name: values for name, values in chosen.items() if values}
    return path + (f"?{urlencode(kept, doseq=True)}" if kept else "")


def of_page(link: str, path: str = PATH, of_api: str = OF_API) -> str:
    """Return an address of the api as that of the page that shows the same."""
    return path + link.removeprefix(of_api)


def asked_of(request: Request, path: str) -> Asked:
    """Read what is asked. What can't be read is an error in the form, and left out."""
    query = request.query_params
    sent = {name: [v for v in query.getlist(name) if v.strip()] for name in query}
    values = {name: sent[name] for name in (*LABELS, SHOW) if sent.get(name)}
    form = Form(language_of(request), LABELS, values)
    chosen = {name: found for name in values if (found := read(form, name))}
    if form.errors:
        return Asked(path, form, chosen, None)
    shown = {name: [as_typed(v) for v in found] for name, found in chosen.items()}
    asked = Asked(path, Form(form.language, LABELS, shown), chosen, None)
    tidy = asked.address()
    same = {name: query.getlist(name) for name in query} == dict(chosen)
    return asked if same else Asked(path, asked.form, chosen, tidy)


def read(form: Form, name: str) -> list[str]:
    """Return the values of a filter as the address writes them, each once."""
    if name in DAYS:
        day = form.day(name, optional=True)
        return [day.isoformat()] if day else []
    if name == "decided_within":
        days = form.read(name, read_days, optional=True)
        return [] if days is None else [str(days)]
    if name == "data":
        number = form.whole(name, optional=True, least=1)
        return [str(number)] if number else []
    if name in ("by", "measure"):
        return unique(form.choices(name, DIMENSIONS if name == "by" else MEASURES))
    if name in CHOICES:
        found = unique(form.choices(name, CHOICES[name]))
    elif name in IDS:
        found = [each for each in unique(form.all(name)) if is_id(form, name, each)]
    else:
        text = form.text(name, optional=True, longest=400)
        found = [text] if text else []
    return found[:1] if name in SINGLE else found


def read_days(text: str) -> int:
    try:
        return read_whole(text)
    except Unreadable:
        raise Unreadable(WRITE_DAYS) from None


def unique(values: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(values))


def is_id(form: Form, name: str, text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        form.note(name, CHOOSE)
        return False
    return True
