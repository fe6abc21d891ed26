"""Danish is written in the code; English is its translation.

`language_of(request)` is the reader's language. Texts of Python code go through
`language.gettext("Dansk tekst %(name)s", name=…)`; texts kept as data are marked `N_("…")` and
translated when shown. Templates write `_("…")` or `{% trans %}`. Every text has an English line
in a file of `locale/en/LC_MESSAGES`: `rettidig.po` for the shell, one for each feature beside it
(`plans.po`). They are read at start, without a build step.
"""

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from fastapi import Request

CATALOGUES: Final = Path(__file__).parent / "locale"
COOKIE: Final = "language"
DEFAULT: Final = "da"
LOCALES: Final = {"da": "da_DK", "en": "en_GB"}


def N_(text: str) -> str:  # noqa: N802  # the name that gettext tools look for
    """Mark a text for translation and return it as it is."""
    return text


@dataclass(frozen=True)
class Language:
    """One language of the pages: its code, its way with numbers, its texts."""

    code: str
    locale: Locale
    translations: Translations

    def gettext(self, text: str, **values: object) -> str:
        return (
            self.translations.gettext(text) % values
            if values
            else (self.translations.gettext(text))
        )

    def ngettext(self, one: str, many: str, count: int, **values: object) -> str:
        text: str = self.translations.ngettext(one, many, count)
        return text % {"num": count, **values}


def translations(code: str) -> Translations:
    """Read the catalogues of a language straight from their .po files; Danish needs none."""
    merged = Catalog(locale=code)
    for source in sorted((CATALOGUES / code / "LC_MESSAGES").glob("*.po")):
        with source.open("rb") as lines:
            for message in read_po(lines, locale=code):
                if message.id:
                    merged[message.id] = message
    compiled = BytesIO()
    write_mo(compiled, merged)
    compiled.seek(0)
    return Translations(compiled)


@cache
def language(code: str) -> Language:
    return Language(code, Locale.parse(LOCALES[code]), translations(code))


def language_of(request: Request) -> Language:
    """Return the language the reader chose, else Danish."""
    chosen = request.cookies.get(COOKIE, DEFAULT)
    return language(chosen if chosen in LOCALES else DEFAULT)
