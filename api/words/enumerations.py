"""What the codes of enumerations are called in Danish and English: one catalogue for everybody.

An enumeration is known by its name, which is the same in the document of the interface.
"""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final, TypeVar

from api.language import Language

FILE: Final = Path(__file__).with_name("enumerations.toml")
Both = tuple[str, str]
Code = TypeVar("Code", bound=StrEnum)


@cache
def catalogue() -> Mapping[str, Mapping[str, Both]]:
    """Return the words of each code of each enumeration."""
    read = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {
        name: {code: (danish, english) for code, (danish, english) in words.items()}
        for name, words in read.items()
    }


def words_of(enumeration: type[Code]) -> dict[Code, Both]:
    """Return what each code of an enumeration is called."""
    words = catalogue()[enumeration.__name__]
    return {code: words[code.value] for code in enumeration}


def said(both: Both, language: Language) -> str:
    return both[0] if language is Language.DA else both[1]
