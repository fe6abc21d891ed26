"""The fields of a form as data: how each is shown, read, and filled from what the api sends."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from web.forms import Form, as_typed
from web.language import N_, Language
from web.plans.written_days import as_text, read_period
from web.typed import Unreadable

Json = Mapping[str, Any]
Options = Mapping[str, list[tuple[str, str]]]

WRITE_TIME: Final = N_("Skriv klokkeslættet som timer og minutter, for eksempel 13:00.")
PERIOD_HINT: Final = N_(
    "en dato eller ord, for eksempel 31.12.2026, primo 2027 eller 2. kvartal 2027"
)
LINES_HINT: Final = N_("ét på hver linje")
LONG: Final = 20_000
SHORT: Final = 500


class Kind(StrEnum):
    """What a field holds, and so how it looks and is read."""

    TEXT = "text"
    LONG = "long"
    LINES = "lines"
    DAY = "day"
    TIME = "time"
    WHOLE = "whole"
    DECIMAL = "decimal"
    PERIOD = "period"
    CHOICE = "choice"
    CHOICES = "choices"
    PICK = "pick"
    PICKS = "picks"
    CHECK = "check"
    PASSWORD = "password"  # noqa: S105 - the word for a kind of field


@dataclass(frozen=True)
class Field:
    """One field. `words` are the choices that are fixed; a pick has its options from the page.

    `blank` is what an empty text is sent as.
    """

    name: str
    label: str
    kind: Kind = Kind.TEXT
    optional: bool = False
    hint: str = ""
    words: Mapping[str, str] | None = None
    unit: str = ""
    beside: bool = False
    empty: str = ""
    least: int | None = None
    blank: str | None = None

    @property
    def shown_hint(self) -> str:
        standing = {Kind.PERIOD: PERIOD_HINT, Kind.LINES: LINES_HINT}
        return self.hint or standing.get(self.kind, "")


def read_time(text: str) -> str:
    try:
        return time.fromisoformat(text.replace(".", ":").zfill(5)).isoformat("minutes")
    except ValueError:
        raise Unreadable(WRITE_TIME) from None


def read_words_for_days(form: Form, field: Field, before: Json) -> Any:
    """Read an imprecise date; words left as they were keep their days ("i maj")."""
    kept = before.get(field.name)
    if kept and form[field.name].strip() == as_text(kept):
        return kept
    return form.read(field.name, read_period, optional=field.optional)


def read_lines(form: Form, field: Field, _: Json) -> list[str]:
    text = form.text(field.name, optional=field.optional, longest=LONG) or ""
    return [line.strip() for line in text.splitlines() if line.strip()]


def read_pick(form: Form, field: Field, _: Json) -> str | None:
    """Take an id as it was chosen: whether it may be used is the api's word."""
    return form.text(field.name, optional=field.optional, longest=SHORT)


def read_picks(form: Form, field: Field, _: Json) -> list[str]:
    return [chosen for chosen in form.all(field.name) if chosen]


def read_text(form: Form, field: Field, _: Json) -> str | None:
    longest = LONG if field.kind is Kind.LONG else SHORT
    return form.text(field.name, optional=field.optional, longest=longest) or field.blank


def read_whole(form: Form, field: Field, _: Json) -> int | None:
    return form.whole(field.name, optional=field.optional, least=field.least)


def read_decimal(form: Form, field: Field, _: Json) -> Decimal | None:
    least = None if field.least is None else Decimal(field.least)
    return form.decimal(field.name, optional=field.optional, least=least)


READERS: Final[Mapping[Kind, Callable[[Form, Field, Json], Any]]] = {
    Kind.TEXT: read_text,
    Kind.LONG: read_text,
    Kind.PASSWORD: read_text,
    Kind.LINES: read_lines,
    Kind.PERIOD: read_words_for_days,
    Kind.PICK: read_pick,
    Kind.PICKS: read_picks,
    Kind.WHOLE: read_whole,
    Kind.DECIMAL: read_decimal,
    Kind.DAY: lambda form, field, _: form.day(field.name, optional=field.optional),
    Kind.TIME: lambda form, field, _: form.read(field.name, read_time, optional=field.optional),
    Kind.CHECK: lambda form, field, _: form.checked(field.name),
    Kind.CHOICE: lambda form, field, _: form.choice(
        field.name, field.words or {}, optional=field.optional
    ),
    Kind.CHOICES: lambda form, field, _: form.choices(field.name, field.words or {}),
}


def labels(fields: Iterable[Field]) -> dict[str, str]:
    return {field.name: field.label for field in fields}


def read(form: Form, fields: Iterable[Field], before: Json) -> dict[str, Any]:
    """Return what was typed as the api takes it; what can't be read is an error in the form."""
    return {field.name: READERS[field.kind](form, field, before) for field in fields}


def typed_value(field: Field, value: Any) -> Any:
    """Return a value of the api as a person would type it in this field."""
    if value is None:
        return ""
    if field.kind is Kind.PERIOD:
        return as_text(value)
    if field.kind is Kind.LINES:
        return "\n".join(value)
    if field.kind is Kind.DECIMAL:
        return as_typed(Decimal(str(value)))
    if field.kind is Kind.TIME:
        return str(value)[:5]
    return value if isinstance(value, list) else as_typed(value)


def typed_values(fields: Iterable[Field], item: Json) -> dict[str, Any]:
    return {field.name: typed_value(field, item.get(field.name)) for field in fields}


def fixed_options(language: Language, fields: Iterable[Field]) -> dict[str, Any]:
    """Return the choices that are the same everywhere, in the reader's language."""
    return {
        field.name: [(code, language.gettext(word)) for code, word in field.words.items()]
        for field in fields
        if field.words
    }


def option_words(
    language: Language, fields: Iterable[Field], options: Mapping[str, Any]
) -> dict[str, dict[str, str]]:
    """Return what the values of the choices of some fields mean."""
    yes_or_no = {"on": language.gettext("ja"), "": language.gettext("nej")}
    checks = {field.name: yes_or_no for field in fields if field.kind is Kind.CHECK}
    return {name: dict(flat(pairs)) for name, pairs in options.items()} | checks


def flat(options: Iterable[Any]) -> Iterator[tuple[str, str]]:
    """Return all that may be chosen, also what stands under a group."""
    for value, words in options:
        if isinstance(words, str):
            yield value, words
        else:
            yield from words


def in_rows(fields: Iterable[Field]) -> list[list[Field]]:
    """Return the fields as they stand under and beside each other."""
    rows: list[list[Field]] = []
    for field in fields:
        if field.beside and rows:
            rows[-1].append(field)
        else:
            rows.append([field])
    return rows
