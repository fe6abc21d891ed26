"""What stands though it is not chosen anew: words used no more, units that closed, people who left.

A filter names it, and the form that corrects a thing offers what the thing has already. Else saving
the form would clear it.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from web.language import N_, Language
from web.records.fields import Field, Json, Kind, flat

USED_NO_MORE: Final = N_("%(name)s (bruges ikke mere)")
NOT_ANEW: Final = N_("%(name)s (kan ikke vælges på ny)")
UNNAMED: Final = N_("uændret")


def word_of(language: Language, word: Json) -> str:
    """Return the name of a word of a catalogue; one that is used no more says so."""
    name = str(word[f"name_{language.code}"])
    return language.gettext(USED_NO_MORE, name=name) if word["retired"] else name


def with_standing(
    language: Language, fields: Iterable[Field], options: Json, item: Json
) -> dict[str, Any]:
    """Return what each choice may be, with what a thing has already.

    It stands there by its name, if the reader may know that much.
    """
    kept = dict(options)
    for field in fields:
        value = str(item.get(field.name) or "")
        if field.kind is not Kind.PICK or not value or field.name not in options:
            continue
        if value not in dict(flat(options[field.name])):
            kept[field.name] = [*options[field.name], (value, standing(language, field, item))]
    return kept


def standing(language: Language, field: Field, item: Json) -> str:
    name = name_in(language, field.name.removesuffix("_id"), item)
    return language.gettext(NOT_ANEW, name=name) if name else language.gettext(UNNAMED)


def name_in(language: Language, what: str, item: Json) -> str | None:
    """Return what a thing calls something of its own, in either way that the api tells it."""
    named = item.get(what)
    if isinstance(named, Mapping):
        return named.get("name") or named.get(f"name_{language.code}")
    return item.get(f"{what}_name")
