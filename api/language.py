"""The language that an answer's words are in: Danish, unless English is asked for."""

from enum import StrEnum
from typing import Annotated

from fastapi import Depends, Header


class Language(StrEnum):
    DA = "da"
    EN = "en"


def preferred(
    accept_language: Annotated[
        str, Header(alias="Accept-Language", max_length=500, description="`da` or `en`.")
    ] = "",
) -> Language:
    """Return the known language that is wanted most (RFC 9110, 12.5.4); Danish in doubt."""
    wanted: dict[Language, float] = {}
    for choice in accept_language.split(","):
        tag, _, weight = choice.strip().lower().partition(";q=")
        language = tag.split("-")[0]
        if language in set(Language):
            wanted.setdefault(Language(language), _weight(weight))
    return max(wanted, key=lambda language: wanted[language], default=Language.DA)


def _weight(text: str) -> float:
    try:
        return float(text or 1)
    except ValueError:
        return 0.0


Preferred = Annotated[Language, Depends(preferred)]
