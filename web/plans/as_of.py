"""As of which day a page is shown: `?as_of=2017-09-20` in a link, a Danish date in the form.

asked = asked_of(request, {"as_of": N_("stand pr.")})
if asked.tidy: return redirect(request, asked.tidy)     # the permanent address of the same page
plan = await plans.plan(key, asked.as_of)
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

from fastapi import Request

from web.forms import Form, as_typed
from web.language import N_, language_of

AS_OF: Final = "as_of"
LABELS: Final = {AS_OF: N_("Stand pr.")}


@dataclass(frozen=True)
class Chip:
    """One filter that was chosen, and the address without it."""

    name: str
    label: str
    value: str
    without: str


@dataclass(frozen=True)
class Asked:
    """What was asked for in the address: its form, its day, and how it is written tidily."""

    path: str
    form: Form
    as_of: date | None
    chosen: Mapping[str, str]
    tidy: str | None

    @property
    def chips(self) -> list[Chip]:
        """Return what was chosen, each with the address that leaves it out."""
        chosen = self.chosen
        return [
            Chip(
                name,
                self.form.label(name),
                self.form[name],
                address(self.path, {other: chosen[other] for other in chosen if other != name}),
            )
            for name in chosen
        ]

    @property
    def status(self) -> int:
        return 422 if self.form.errors else 200


def asked_of(request: Request, labels: Mapping[str, str] = LABELS) -> Asked:
    """Read the filters of a page. An unreadable day is an error in the form, and today is shown."""
    query = request.query_params
    values = {name: query.getlist(name) for name in labels if name in query}
    form = Form(language_of(request), labels, values)
    day = form.day(AS_OF, optional=True)
    if form.errors:
        return Asked(request.url.path, form, None, {}, None)
    chosen = {name: form[name].strip() for name in labels if form[name].strip()}
    if day:
        chosen[AS_OF] = day.isoformat()
        form = Form(form.language, labels, {**values, AS_OF: [as_typed(day)]})
    path = request.url.path
    tidy = None if dict(query) == chosen else address(path, chosen)
    return Asked(path, form, day, chosen, tidy)


def address(path: str, chosen: Mapping[str, str]) -> str:
    return path + (f"?{urlencode(chosen)}" if chosen else "")
