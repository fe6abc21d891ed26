"""Who changed what, and when: the change log of one thing in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from fastapi import APIRouter, Request, Response

from web.forms import as_typed
from web.language import N_, Language, language_of
from web.plans.addresses import KindHere, of_each_kind
from web.plans.client import Change, FieldChange, Part, Plans, PlansClient
from web.plans.outline_form import TRACK_KINDS, choices_for
from web.render import render
from web.signed_in import SignedIn

router = APIRouter()

FIELDS: Final = {
    "title": N_("Titel"),
    "aliases": N_("Kaldes også"),
    "track_kind": N_("Planens dele kaldes"),
    "number": N_("Nummer"),
    "unit_id": N_("Enhed"),
    "owner_id": N_("Ansvarlig"),
    "purpose": N_("Formål"),
    "scope": N_("Omfatter"),
    "source": N_("Kilde"),
    "plan_id": N_("Plan"),
    "track_id": N_("Spor"),
    "part_of_id": N_("Del af"),
    "feeds_track_id": N_("Går ind i spor"),
    "position": N_("Rækkefølge"),
    "kind": N_("Art"),
    "group_title": N_("Gruppe"),
    "quote": N_("Ordret"),
    "starts": N_("Start"),
    "finishes": N_("Slut"),
}
KINDS: Final = {
    "initiative": N_("initiativ"),
    "procedure": N_("fast procedure"),
    "theme": N_("tema"),
    "context": N_("baggrund"),
}
ACTS: Final = {
    "create": N_("oprettede"),
    "replace": N_("rettede"),
    "delete": N_("slettede"),
    "add": N_("gav status"),
    "demo_load": N_("indlæste fra udvalgets papir"),
}
OPERATIONS: Final = {
    "insert": N_("oprettede"),
    "update": N_("ændrede"),
    "delete": N_("slettede"),
}
IMPRECISE: Final = ("from", "until", "precision", "as_written")


@dataclass(frozen=True)
class Line:
    """One field before and after, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Entry:
    """One change, in words."""

    at: datetime
    who: str | None
    act: str
    lines: list[Line]


@of_each_kind(router.get, "/changes")
async def changes_page(
    request: Request, kind: KindHere, key: UUID, _: SignedIn, plans: Plans
) -> Response:
    """List who changed what of one thing, the newest first."""
    part = await plans.part(kind, key)
    words = Words(language_of(request), await names_behind(plans, part))
    entries = [words.entry(change) for change in await plans.history(part)]
    return render(request, "plans/changes.html", part=part, entries=entries)


async def names_behind(plans: PlansClient, part: Part) -> dict[str, str]:
    """Return the names of the units, people, plans and tracks that ids may stand for."""
    choices = await choices_for(plans)
    parts = [part, *await plans.plans(), *await plans.tracks()]
    return {
        **{str(each.id): each.title for each in parts},
        **dict(choices.units),
        **dict(choices.people),
    }


class Words:
    """Puts the fields and values of the change log into the reader's language."""

    def __init__(self, language: Language, names: Mapping[str, str]) -> None:
        self.language = language
        self.names = names

    def entry(self, change: Change) -> Entry:
        lines = [self.line(each) for each in together(change.changed)]
        told = [line for line in lines if line.before or line.after]
        return Entry(change.at, change.actor_name, self.act(change), told)

    def act(self, change: Change) -> str:
        asked = change.act or ""
        known = ACTS.get(asked) or ACTS.get(asked.split("_")[0])
        return self.language.gettext(known or OPERATIONS[change.operation])

    def line(self, changed: FieldChange) -> Line:
        label = FIELDS.get(changed.field)
        return Line(
            self.language.gettext(label) if label else changed.field,
            self.value(changed.before),
            self.value(changed.after),
        )

    def value(self, value: Any) -> str:
        if isinstance(value, list):
            return " · ".join(map(self.value, value))
        if word := TRACK_KINDS.get(value) or KINDS.get(value):
            return self.language.gettext(word)
        return self.names.get(str(value)) or as_typed(value)


def together(changed: list[FieldChange]) -> list[FieldChange]:
    """Join the columns of an imprecise date into one field, shown by its words or its days."""
    found: dict[str, dict[str, FieldChange]] = {}
    for each in changed:
        name, _, column = each.field.partition("_")
        imprecise = name in ("starts", "finishes") and column in IMPRECISE
        found.setdefault(name if imprecise else each.field, {})[column] = each
    return [
        FieldChange(field=name, before=told(columns, "before"), after=told(columns, "after"))
        if name in ("starts", "finishes")
        else next(iter(columns.values()))
        for name, columns in found.items()
    ]


def told(columns: Mapping[str, FieldChange], side: str) -> Any:
    """Return the words of an imprecise date, else its first and last day."""
    values = {name: getattr(each, side) for name, each in columns.items()}
    if values.get("as_written"):
        return values["as_written"]
    days = [as_typed(values.get(name)) for name in ("from", "until")]
    return " – ".join(dict.fromkeys(filter(None, days)))
