"""Why lines of a file were refused, in the reader's words, with what stood there. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from web.imports.client import Refusal
from web.imports.columns import DANISH
from web.language import Language
from web.refusal_words import in_words

# The api repeats what stood in a file in quotation marks, in words that may hold an apostrophe.
QUOTED: Final = re.compile(r"(?<!\w)(['\"])(?P<text>.+?)\1(?!\w)")


@dataclass(frozen=True)
class Told:
    """One thing wrong: in which line and column, and what to do about it."""

    line: int
    column: str
    words: str
    found: str
    system: str | None
    reference: str | None


def told_refusals(language: Language, refusals: Iterable[Refusal]) -> list[Told]:
    return [told(language, each) for each in refusals]


def told(language: Language, refusal: Refusal) -> Told:
    return Told(
        refusal.line,
        column_name(language, refusal.field),
        in_words(language, refusal.code, refusal.detail),
        found_in(language, refusal.code, refusal.detail),
        refusal.system,
        refusal.reference,
    )


def column_name(language: Language, field: str) -> str:
    return DANISH.get(field, field) if language.code == "da" else field


def found_in(language: Language, code: str, detail: str) -> str:
    """Return what stood there, unless the sentence that is shown says it already."""
    if in_words(language, code, detail) == detail:
        return ""
    return ", ".join(f"„{found['text']}“" for found in QUOTED.finditer(detail))
