"""The parts of a text that show why it was found: pure. They are texts, never HTML."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from api.complaints.search.rules import BETWEEN, WORD

AROUND: Final = 80
"""How many characters are shown on each side of a hit."""
ELLIPSIS: Final = "…"


class Piece(NamedTuple):
    """A part of a text, and whether it is what was searched for."""

    text: str
    hit: bool


def pieces(text: str, places: Collection[int]) -> list[Piece]:
    """Return what stands around the hits of a text, or how it begins if it has none.

    `places` are those of the words that are hits, counted from 1. An ellipsis stands for the rest.
    """
    return [piece for piece in parted(text, places) if piece.text]


def parted(text: str, places: Collection[int]) -> Iterator[Piece]:
    at = 0
    for start, end in spans_of(text, places):
        yield Piece(between(text[at:start], begins=at == 0), hit=False)
        yield Piece(text[start:end], hit=True)
        at = end
    rest = text[at:]
    yield Piece(rest if len(rest) <= AROUND else first_words(rest) + ELLIPSIS, hit=False)


def spans_of(text: str, places: Collection[int]) -> Iterator[tuple[int, int]]:
    """Yield where the words in some places begin and end."""
    at = before = 0
    for place in sorted(places):
        found = after_words(place - before - 1).match(text, at)
        if found is None:
            return
        yield found.span(1)
        at, before = found.end(), place


@lru_cache
def after_words(many: int) -> re.Pattern[str]:
    """Return what finds the word that follows so many others, in one go."""
    return re.compile(f"{BETWEEN}(?:{WORD}{BETWEEN}){{{many}}}({WORD})")


def between(text: str, *, begins: bool) -> str:
    """Return what stands before a hit, without what is far from it and from the one before."""
    if len(text) <= AROUND * (1 if begins else 2):
        return text
    return f"{'' if begins else first_words(text)}{ELLIPSIS}{last_words(text)}"


def first_words(text: str) -> str:
    """Return the whole words that a text begins with."""
    kept, space, _ = text[: AROUND + 1].rpartition(" ")
    return kept if space else text[:AROUND]


def last_words(text: str) -> str:
    """Return the whole words that a text ends with."""
    _, space, kept = text[-AROUND - 1 :].partition(" ")
    return kept if space else text[-AROUND:]
