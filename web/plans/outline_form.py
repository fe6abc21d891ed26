"""The forms for what a plan, a track or an initiative is: its title, its owner, its days."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from fastapi import Request

from web.forms import Form, filled
from web.language import N_
from web.plans.client import Choice, Initiative, Kind, Part, PlansClient
from web.plans.status_form import period
from web.plans.written_days import as_text

TITLE: Final = {"title": N_("Titel")}
PLACE: Final = {"owner_id": N_("Ansvarlig"), "unit_id": N_("Enhed")}
WORDS: Final = {"purpose": N_("Formål"), "aliases": N_("Kaldes også")}
LABELS: Final[Mapping[Kind, Mapping[str, str]]] = {
    Kind.PLANS: {
        **TITLE,
        "track_kind": N_("Planens dele kaldes"),
        **PLACE,
        **WORDS,
        "scope": N_("Omfatter"),
    },
    Kind.TRACKS: {"number": N_("Nummer"), **TITLE, **PLACE, **WORDS},
    Kind.INITIATIVES: {
        **TITLE,
        **PLACE,
        "starts": N_("Start"),
        "finishes": N_("Slut"),
    },
}
TRACK_KINDS: Final = {"track": N_("spor"), "focus_area": N_("indsatsområde")}
LONGEST_TITLE: Final = 500
LONGEST: Final = 20_000
OPTIONAL_UNIT: Final = frozenset({Kind.INITIATIVES})


class Choices:
    """The units and people that a form lets choose among."""

    def __init__(self, units: list[Choice], people: list[Choice]) -> None:
        self.units = pairs(units)
        self.people = pairs(people)

    @property
    def words(self) -> dict[str, dict[str, str]]:
        """Return the names behind the ids, by field."""
        return {"unit_id": dict(self.units), "owner_id": dict(self.people)}


def pairs(choices: list[Choice]) -> list[tuple[str, str]]:
    return [(str(choice.id), choice.name) for choice in choices]


async def choices_for(plans: PlansClient) -> Choices:
    return Choices(await plans.units(), await plans.people())


def values_of(part: Part) -> dict[str, Any]:
    """Return what is there now under the names of the form, as a person would type it."""
    return {name: as_typed(getattr(part, name)) for name in LABELS[part.kind_of_part]}


def as_typed(value: Any) -> Any:
    if isinstance(value, list):
        return "\n".join(value)
    if isinstance(value, dict):
        return as_text(value)
    return "" if value is None else str(value)


def outline_form(request: Request, part: Part) -> Form:
    return filled(
        request, LABELS[part.kind_of_part], values_of(part), etag=part.etag, prefix=part.dom_id
    )


def content_of(form: Form, kind: Kind, choices: Choices, part: Part | None) -> dict[str, Any]:
    """Read the form; what can't be read becomes an error at its field."""
    starts, finishes = (
        (part.starts, part.finishes) if isinstance(part, Initiative) else (None, None)
    )
    readers: dict[str, Callable[[], Any]] = {
        "title": lambda: form.text("title", longest=LONGEST_TITLE),
        "number": lambda: form.whole("number", least=1),
        "track_kind": lambda: form.choice("track_kind", TRACK_KINDS),
        "unit_id": lambda: form.choice(
            "unit_id", dict(choices.units), optional=kind in OPTIONAL_UNIT
        ),
        "owner_id": lambda: form.choice("owner_id", dict(choices.people), optional=True),
        "purpose": lambda: form.text("purpose", optional=True, longest=LONGEST),
        "aliases": lambda: lines(form, "aliases"),
        "scope": lambda: lines(form, "scope"),
        "starts": lambda: period(form, "starts", starts),
        "finishes": lambda: period(form, "finishes", finishes),
    }
    return {name: readers[name]() for name in form.labels if name in readers}


def lines(form: Form, name: str) -> list[str]:
    """Read one entry a line."""
    text = form.text(name, optional=True, longest=LONGEST) or ""
    return [line.strip() for line in text.split("\n") if line.strip()]
