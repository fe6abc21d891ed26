"""What a search means once the stems of its words are known: pure.

As a query of PostgreSQL's, and as the places in a text that are hits.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from api.complaints.search.rules import POINTER, SOFT_HYPHEN, Alternative, Term
from api.errors import InvalidInput

Lexemes = Mapping[str, Sequence[str]]
"""The stems of words by the words as they were written."""
SPELLINGS: Final = {"aa": "å", "ae": "æ", "oe": "ø"}
COMMON: Final = "="
"""What the lexeme of a common word begins with: nearly every text has it, so it tells nothing."""


class Said(NamedTuple):
    """A stem in a text: the place of its word, and whether it is of the whole word."""

    lexeme: str
    place: int
    whole: bool


@dataclass(frozen=True)
class Wanted:
    """A word of a query, so many places after the first one of its term."""

    offset: int
    lexemes: Sequence[str]
    starts: tuple[str, ...] = ()
    whole: bool = False

    @property
    def tells(self) -> bool:
        """Say that not nearly every text has this word."""
        return bool(self.starts) or not all(map(is_common, self.lexemes))

    @property
    def tsquery(self) -> str:
        mark = "A" if self.whole else ""
        exactly = (f"'{lexeme}'{mark and ':A'}" for lexeme in self.lexemes)
        further = (f"'{start}':*{mark}" for start in self.starts)
        return f"({' | '.join([*exactly, *further])})"

    def is_said(self, said: Said) -> bool:
        if self.whole and not said.whole:
            return False
        return said.lexeme in self.lexemes or said.lexeme.startswith(self.starts)


@dataclass(frozen=True)
class Search:
    """A query with the stems of its words."""

    alternatives: Sequence[Alternative]
    lexemes: Lexemes

    def check(self) -> None:
        """Refuse a query of common words only."""
        for alternative in self.alternatives:
            wanted = (self.wanted(term) for term in alternative if not term.without)
            if not any(word.tells for words in wanted for word in words):
                raise InvalidInput(
                    "search_of_common_words",
                    "These words stand in nearly every text: give one that tells more.",
                    pointer=POINTER,
                )

    @cached_property
    def tsquery(self) -> str:
        """Return the query as PostgreSQL reads it."""
        return " | ".join(f"({' & '.join(self.all_of(each))})" for each in self.alternatives)

    def all_of(self, alternative: Alternative) -> Iterator[str]:
        for term in alternative:
            if words := self.wanted(term):
                yield f"{'!' if term.without else ''}({in_order(words)})"

    def wanted(self, term: Term) -> list[Wanted]:
        """Return the words of a term; a common one only in a phrase or where it should not be."""
        whole, last = term.exactly or len(term.words) > 1, len(term.words) - 1
        every = whole or term.without
        words = (
            Wanted(
                offset,
                [each for each in self.lexemes[word] if every or not is_common(each)],
                spellings(word) if term.prefix and offset == last else (),
                whole,
            )
            for offset, word in enumerate(term.words)
        )
        return [word for word in words if word.lexemes or word.starts]

    @cached_property
    def shown(self) -> Sequence[Sequence[Wanted]]:
        """Return the words of each term that are hits where they stand in its order."""
        terms = (term for each in self.alternatives for term in each if not term.without)
        return [self.wanted(term) for term in terms]

    @cached_property
    def beginnings(self) -> set[str]:
        """Return how the stems that are hits begin where PostgreSQL writes the words of a text."""
        wanted = [word for words in self.shown for word in words]
        exactly = {f"'{lexeme}'" for word in wanted for lexeme in word.lexemes}
        return exactly | {f"'{start}" for word in wanted for start in word.starts}

    def places(self, words: str) -> set[int]:
        """Return the places in a text that are hits, from its words as PostgreSQL writes them."""
        said = [each for beginning in self.beginnings for each in said_in(words, beginning)]
        return {place for wanted in self.shown for place in places_of(wanted, said)}


def is_common(lexeme: str) -> bool:
    return lexeme.startswith(COMMON)


def in_order(words: Sequence[Wanted]) -> str:
    """Return words that stand after each other."""
    query, at = words[0].tsquery, words[0].offset
    for word in words[1:]:
        query, at = f"{query} <{word.offset - at}> {word.tsquery}", word.offset
    return query


def said_in(words: str, beginning: str) -> Iterator[Said]:
    """Yield what begins in some way among words written like `'svar':3A,17A 'frist':5`."""
    for entry in words.split(beginning)[1:]:
        ending, _, further = entry.partition(":")
        lexeme = (beginning + ending).strip("'")
        for place in further.partition(" ")[0].split(","):
            yield Said(lexeme, int(place.removesuffix("A")), place.endswith("A"))


def places_of(words: Sequence[Wanted], said: Collection[Said]) -> Iterator[int]:
    """Yield the places where all words of a term stand in their order."""
    starts = [{each.place - word.offset for each in said if word.is_said(each)} for word in words]
    for start in set.intersection(*starts) if starts else ():
        yield from (start + word.offset for word in words)


def spellings(word: str) -> tuple[str, ...]:
    """Return a beginning of a word as it may be written: aa, ae and oe are also å, æ and ø."""
    plain = danish = word.lower().replace(SOFT_HYPHEN, "")
    for written, letter in SPELLINGS.items():
        danish = danish.replace(written, letter)
    return tuple(dict.fromkeys([plain, danish]))
