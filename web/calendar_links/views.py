"""Which deadlines a calendar holds: asked for as in the list, and told in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from web.calendar_links.client import Link
from web.deadlines.filters import (
    FILTERS,
    NOBODY,
    NOTICE_WORDS,
    NOTICES,
    OWED_BY,
    OWED_BY_WORDS,
    STATE_WORDS,
    STATES,
    Asked,
)
from web.deadlines.words import KINDS
from web.formats import day_text
from web.forms import Form
from web.language import N_, Language
from web.signed_in import Person

T = TypeVar("T")

EVERY_STATUS: Final = ["open", "overdue", "met", "met_late", "cancelled"]
ALL_STATES: Final = {code: statuses or EVERY_STATUS for code, statuses in STATES.items()}
AS_IT_IS: Final = ("unit", "case_type", "caseworker", "q")
OTHERS: Final = N_("og flere filtre")


@dataclass(frozen=True)
class Shown:
    """A link as its owner sees it: its deadlines in words, and where they are listed."""

    link: Link
    told: list[str]
    address: str


def filters_of(asked: Asked) -> dict[str, Any]:
    """Return the filters of a list as a calendar has them: of no day, and in no order."""
    chosen = {name: value for name, value in asked.filters.items() if value is not None}
    kind = {"kind": [chosen["kind"]]} if "kind" in chosen else {}
    kept = {"status": EVERY_STATUS} | chosen | kind
    return {name: value for name, value in kept.items() if name not in {"as_of", "order"}}


def chosen_of(filters: Mapping[str, Any]) -> dict[str, str]:
    """Return what the list would have to choose, as far as it can, to show the same."""
    notice = {name: filters[name] for name in ("notified", "notice_owed") if name in filters}
    kinds = filters.get("kind", [])
    chosen = {
        "state": code_of(ALL_STATES, filters["status"]),
        "owed_by": code_of(OWED_BY, filters.get("owed_by")),
        "kind": kinds[0] if len(kinds) == 1 else "",
        **{name: filters.get(name, "") for name in AS_IT_IS},
        "due_from": filters.get("legal_due_from", ""),
        "due_before": filters.get("legal_due_before", ""),
        "notice": code_of({code: dict(asked) for code, asked in NOTICES.items()}, notice),
    }
    if filters.get("unassigned"):
        chosen["caseworker"] = NOBODY
    return {name: value for name, value in chosen.items() if value}


def caseworker_of(link: Link) -> str | None:
    caseworker: str | None = link.filters.get("caseworker")
    return caseworker


def code_of(choices: Mapping[str, T], asked: T) -> str:
    return next((code for code, meant in choices.items() if meant == asked), "")


def shown(language: Language, link: Link, names: Mapping[str, str]) -> Shown:
    """Return a link with its deadlines in words; what the list has no filter for is named so."""
    filters = {name: value for name, value in link.filters.items() if value is not None}
    filters = {"status": ALL_STATES[""]} | filters
    chosen = chosen_of(filters)
    words = told(language, chosen, names)
    listed = Asked(FILTERS, Form(language, FILTERS.labels, {}), chosen)
    if filters_of(listed) != filters:
        words.append(language.gettext(OTHERS))
    return Shown(link, words, FILTERS.address(chosen))


def told(language: Language, chosen: Mapping[str, str], names: Mapping[str, str]) -> list[str]:
    """Say which deadlines are chosen: Åbne · kommunens egne · Enhed: Børnefamilier."""
    say = language.gettext
    words = [
        say(STATE_WORDS[chosen.get("state", "")]),
        say(OWED_BY_WORDS[chosen.get("owed_by", "")]),
    ]
    values = {
        name: names.get(chosen[name], chosen[name])
        for name in ("kind", "unit", "case_type", "caseworker")
        if name in chosen
    }
    if "kind" in values:
        values["kind"] = say(KINDS[chosen["kind"]])
    values |= {
        name: day_text(language, chosen[name])
        for name in ("due_from", "due_before")
        if name in chosen
    }
    if "q" in chosen:
        values["q"] = chosen["q"]
    words += [f"{say(FILTERS.labels[name])}: {value}" for name, value in values.items()]
    return [*words, *([say(NOTICE_WORDS[chosen["notice"]])] if "notice" in chosen else [])]


def people_names(language: Language, person: Person) -> dict[str, str]:
    """Return what the reader and nobody are called."""
    return {str(person.id): language.gettext("mig"), NOBODY: language.gettext("ingen endnu")}


def name_of(
    language: Language, chosen: Mapping[str, str], names: Mapping[str, str], person: Person
) -> str:
    """Suggest what a calendar may be called, without naming anybody."""
    if chosen.get("caseworker") == str(person.id):
        return language.gettext("Mine frister")
    if unit := names.get(chosen.get("unit", "")):
        return language.gettext("Frister i %(unit)s", unit=unit)
    return language.gettext("Frister")
