"""The change log told in words: who, when, which act, and each field before and after."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from web.formats import day_text, moment
from web.forms import ISO, as_typed
from web.language import N_, Language
from web.records.change_words import FIELDS, NOUNS, VALUES

Words = tuple[Mapping[str, str], Mapping[str, Mapping[str, str]]]

OPERATIONS: Final = {
    "insert": N_("oprettet"),
    "update": N_("rettet"),
    "delete": N_("slettet"),
}
# An imprecise date is kept in four columns and told as one field.
COLUMNS: Final = ("_from", "_until", "_precision", "_as_written")
SYSTEM: Final = N_("systemet")
# What the log tells of words that it does not keep.
LEFT_OUT: Final = {"(hidden)": N_("(vises ikke)"), "(changed)": N_("(ændret; vises ikke)")}
MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)")
# What a thing is called by, the best first.
NAMING: Final = (
    "name",
    "full_name",
    "name_{}",
    "title",
    "label",
    "number",
    "as_published",
    "section",
)


@dataclass(frozen=True)
class ToldField:
    name: str
    before: str
    after: str


@dataclass(frozen=True)
class ToldChange:
    """One entry of the log, in the reader's words."""

    at: datetime
    who: str
    kind: str
    operation: str
    noun: str
    entity: str
    entity_id: str
    title: str
    fields: list[ToldField]


def told_changes(
    language: Language,
    changes: Iterable[Any],
    words: Words = ({}, {}),
    untold: Collection[str] = (),
) -> list[ToldChange]:
    """Tell changes in words. `untold` are fields that the page itself says, as ids."""
    return [told(language, change, words, untold) for change in changes]


def told(language: Language, change: Any, words: Words, untold: Collection[str]) -> ToldChange:
    say = language.gettext
    return ToldChange(
        at=datetime.fromisoformat(change["at"]),
        who=change["actor_name"] or say(SYSTEM),
        kind=change["operation"],
        operation=say(OPERATIONS.get(change["operation"], change["operation"])),
        noun=say(NOUNS.get(change["entity"], change["entity"])),
        entity=change["entity"],
        entity_id=change["entity_id"],
        title=title_of(language, change),
        fields=[
            told_field(language, each, words)
            for each in together(language, change["changed"])
            if each["field"] not in untold
        ],
    )


def title_of(language: Language, change: Any) -> str:
    """Return what the changed thing is called, where the change itself tells."""
    known = {each["field"]: each["after"] or each["before"] for each in change["changed"]}
    found = (known.get(name.format(language.code)) for name in NAMING)
    return str(next(filter(None, found), ""))


def told_field(language: Language, change: Any, words: Words) -> ToldField:
    names, values = words
    name = change["field"]
    say = {**fixed_words(language, name), **values.get(name, {})}
    return ToldField(
        field_name(language, name, names),
        value_text(language, change["before"], say),
        value_text(language, change["after"], say),
    )


def fixed_words(language: Language, field: str) -> dict[str, str]:
    """Return what the codes of a field are called, whatever it is a field of."""
    return {code: language.gettext(word) for code, word in VALUES.get(field, {}).items()}


def together(language: Language, changed: Iterable[Any]) -> list[Any]:
    """Join the columns of each imprecise date, told by its words or else by its days."""
    changed = list(changed)
    found = {each["field"]: each for each in changed}
    dates = {name.removesuffix("_precision") for name in found if name.endswith("_precision")}
    dates |= {name.removesuffix("_as_written") for name in found if name.endswith("_as_written")}
    columns = {name + ending for name in dates for ending in COLUMNS}
    joined = [
        {
            "field": name,
            **{side: written(language, found, name, side) for side in ("before", "after")},
        }
        for name in sorted(dates)
    ]
    return joined + [each for each in changed if each["field"] not in columns]


def written(language: Language, found: Mapping[str, Any], name: str, side: str) -> str | None:
    values = {ending: found.get(name + ending, {}).get(side) for ending in COLUMNS}
    if values["_as_written"]:
        return str(values["_as_written"])
    days = [day_text(language, day) for ending in ("_from", "_until") if (day := values[ending])]
    return " – ".join(dict.fromkeys(days)) or None


def field_name(language: Language, name: str, names: Mapping[str, str]) -> str:
    if name in names:
        return names[name]
    return language.gettext(FIELDS[name]) if name in FIELDS else name.replace("_", " ")


def value_text(language: Language, value: Any, words: Mapping[str, str]) -> str:
    if isinstance(value, bool):
        return language.gettext("ja") if value else language.gettext("nej")
    if isinstance(value, list):
        return " · ".join(value_text(language, each, words) for each in value)
    if isinstance(value, Mapping) and "as_written" not in value:
        return " ".join(filter(None, map(as_typed, value.values())))
    text = str(value)
    return words[text] if text in words else unnamed_text(language, text, value)


def unnamed_text(language: Language, text: str, value: Any) -> str:
    """Return a value that no words stand for: a moment, a day, a number, or words as they are."""
    if text in LEFT_OUT:
        return language.gettext(LEFT_OUT[text])
    try:
        if MOMENT.fullmatch(text):
            return moment(language, text)
        return day_text(language, text) if ISO.fullmatch(text) else as_typed(value)
    except ValueError:
        return text
