"""A form as typed: its values, what is wrong with each, and what they mean.

    LABELS = {"state": N_("Tilstand"), "finish_on": N_("Forventet slut")}

    form = filled(request, LABELS, {"finish_on": track["finish_on"]}, etag=etag)   # to show it
    return render(request, "plans/_status_form.html", form=form)

    form = await posted(request, LABELS)                                           # to read it
    body = {"state": form.choice("state", STATES),
            "finish_on": form.day("finish_on", optional=True)}
    if form.errors:
        return render(request, "plans/_status_form.html", 422, form=form)
    try:
        saved, etag = await api.post(path, body, submission=form.submission, etag=form.etag)
    except ApiRefused as refused:
        if refused.status == 412:                              # somebody saved in between
            return conflict_page(request, form, refused, action=path, back=page)   # web/refusals.py
        if not form.take(refused):
            raise
        return render(request, "plans/_status_form.html", 422, form=form)

In the template: `{% import "macros/form.html" as field %}`, then inside the form element
`{{ field.summary(form) }} {{ field.hidden(form) }} {{ field.date(form, "finish_on") }}`.
Labels may be left out there: they are the form's. `prefix` keeps ids apart when a page holds
several forms. Readers (`text choice choices day whole decimal span checked`, and `read` for one's
own) return None and note an error when the text cannot be read; an empty optional field is None
without an error.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeVar
from uuid import uuid4

from fastapi import Request

from web import typed
from web.api_client import ApiRefused
from web.language import N_, Language, language_of
from web.refusal_words import in_words

T = TypeVar("T")

REQUIRED: Final = N_("Feltet skal udfyldes.")
CHOOSE: Final = N_("Vælg en af mulighederne.")
NUL: Final = N_(
    "Teksten indeholder et tegn, der ikke kan gemmes. Det er fjernet; se efter og gem igen."
)
TOO_LONG: Final = N_("Teksten er %(length)s tegn lang; der er plads til %(longest)s. Kort den af.")
TOO_SMALL: Final = N_("Tallet skal være mindst %(least)s.")
LONGEST: Final = 20_000
# The form keeps what was typed when the api refuses for one of these reasons.
SHOWN_IN_FORM: Final = frozenset({400, 409, 422})
GENERAL: Final = ""
SIGN_IN_LABELS: Final = {"username": N_("Brugernavn"), "password": N_("Adgangskode")}
ISO: Final = re.compile(r"\d{4}-\d\d-\d\d")


class Form:
    """What somebody typed, kept as typed, with an error beside each field that needs one."""

    def __init__(
        self,
        language: Language,
        labels: Mapping[str, str],
        values: Mapping[str, list[str]],
        prefix: str = "",
    ) -> None:
        self.language = language
        self.labels = labels
        self.prefix = prefix
        self.errors: dict[str, list[str]] = {}
        self._values = dict(values)
        self.submission = for_header(self["submission"]) or str(uuid4())
        self.etag = for_header(self["etag"])

    def __getitem__(self, name: str) -> str:
        values = self._values.get(name)
        return values[0] if values else ""

    def all(self, name: str) -> list[str]:
        return self._values.get(name, [])

    def label(self, name: str) -> str:
        return self.language.gettext(self.labels[name])

    def id(self, name: str) -> str:
        return f"{self.prefix}-{name}" if self.prefix else name

    def error(self, name: str) -> str:
        return " ".join(self.errors.get(name, []))

    def note(self, name: str, message: str, **values: object) -> None:
        """Put an error at a field, in the reader's language; `""` stands for the whole form."""
        self.errors.setdefault(name, []).append(self.language.gettext(message, **values))

    def text(self, name: str, *, optional: bool = False, longest: int = LONGEST) -> str | None:
        typed_text = self._cleaned(name)
        if len(typed_text) > longest:
            self.note(name, TOO_LONG, length=len(typed_text), longest=longest)
            return None
        if not typed_text and not optional:
            self.note(name, REQUIRED)
        return typed_text or None

    def day(self, name: str, *, optional: bool = False) -> date | None:
        return self.read(name, typed.read_day, optional=optional)

    def decimal(
        self, name: str, *, optional: bool = False, least: Decimal | None = None
    ) -> Decimal | None:
        return self._at_least(name, self.read(name, typed.read_decimal, optional=optional), least)

    def whole(self, name: str, *, optional: bool = False, least: int | None = None) -> int | None:
        return self._at_least(name, self.read(name, typed.read_whole, optional=optional), least)

    def span(self, name: str, *, optional: bool = False) -> tuple[Decimal, Decimal] | None:
        return self.read(name, typed.read_span, optional=optional)

    def checked(self, name: str) -> bool:
        return bool(self[name])

    def choice(self, name: str, allowed: Iterable[str], *, optional: bool = False) -> str | None:
        chosen = self._cleaned(name)
        if not chosen and optional:
            return None
        if chosen not in set(allowed):
            self.note(name, CHOOSE)
            return None
        return chosen

    def choices(self, name: str, allowed: Iterable[str]) -> list[str]:
        chosen, known = self.all(name), set(allowed)
        if not known.issuperset(chosen):
            self.note(name, CHOOSE)
        return [value for value in chosen if value in known]

    def take(self, refused: ApiRefused, fields: Mapping[str, str] | None = None) -> bool:
        """Show a refusal of the api in this form; False if it is no matter for a form.

        `fields` names the field of a pointer where they differ: `{"expected_finish": "finish_on"}`.
        """
        if refused.status not in SHOWN_IN_FORM:
            return False
        for fault in refused.errors:
            name = field_of(fault.pointer)
            name = (fields or {}).get(name, name)
            self._say(name if name in self.labels else GENERAL, fault.code, fault.detail)
        if not refused.errors:
            self._say(GENERAL, refused.code, refused.detail)
        return True

    def _say(self, name: str, code: str, detail: str) -> None:
        self.errors.setdefault(name, []).append(in_words(self.language, code, detail))

    def _cleaned(self, name: str) -> str:
        raw = self[name]
        if "\x00" in raw:
            self._values[name] = [raw.replace("\x00", "")]
            self.note(name, NUL)
        return self[name].replace("\r\n", "\n").strip()

    def read(self, name: str, how: Callable[[str], T], *, optional: bool = False) -> T | None:
        """Read a field by one's own reader; it raises `typed.Unreadable` with what to write."""
        typed_text = self._cleaned(name)
        if not typed_text:
            if not optional:
                self.note(name, REQUIRED)
            return None
        try:
            return how(typed_text)
        except typed.Unreadable as unreadable:
            self.note(name, str(unreadable))
            return None

    def _at_least(self, name: str, number: T | None, least: T | None) -> T | None:
        if number is not None and least is not None and number < least:  # type: ignore[operator]  # int or Decimal
            self.note(name, TOO_SMALL, least=least)
            return None
        return number


def for_header(text: str) -> str:
    """Return a hidden field's text if a header can carry it: our own always can."""
    return text if text.isascii() and text.isprintable() else ""


def field_of(pointer: str) -> str:
    """Return the field that a JSON pointer names: `/delay/from` is the field `delay`."""
    parts = [part for part in pointer.split("/") if part and part not in ("body", "#")]
    return parts[0] if parts else GENERAL


def as_typed(value: Any) -> str:
    """Write a value the way a person would type it; the api's days come as ISO text."""
    if value is None or value is False:
        return ""
    if isinstance(value, Mapping) and "as_written" in value:
        return value["as_written"] or as_typed(value["from"])
    if value is True:
        return "on"
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, int | float | Decimal):
        return str(Decimal(str(value))).replace(".", ",")
    text = str(value)
    return f"{date.fromisoformat(text):%d.%m.%Y}" if ISO.fullmatch(text) else text


def filled(
    request: Request,
    labels: Mapping[str, str],
    values: Mapping[str, Any] | None = None,
    *,
    etag: str | None = None,
    prefix: str = "",
) -> Form:
    """Return a form to show: empty, or with what is there now."""
    shown = {
        name: [as_typed(each) for each in value] if isinstance(value, list) else [as_typed(value)]
        for name, value in {**(values or {}), "etag": etag}.items()
    }
    return Form(language_of(request), labels, shown, prefix)


async def posted(request: Request, labels: Mapping[str, str], *, prefix: str = "") -> Form:
    """Read the form that a person sent; uploaded files are left out."""
    values: dict[str, list[str]] = {}
    for name, value in (await request.form()).multi_items():
        if isinstance(value, str):
            values.setdefault(name, []).append(value)
    return Form(language_of(request), labels, values, prefix)
