"""What may be searched for in complaints: pure.

A query is words, all of which must be there; "…" is a phrase, word by word; a star at the end of a
word stands for any ending, a minus before one for its absence, and OR between them for either. What
a word means, its stem and its compounds, the database says: see `complaint_words` there.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from api.citizens.rules import first_cpr_in
from api.errors import InvalidInput

POINTER: Final = "q"
MOST_CHARACTERS: Final = 400
MOST_WORDS: Final = 20
LEAST_OF_PREFIX: Final = 3
TERM: Final = re.compile(r'(?P<minus>-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
# What the database takes for a word, in the same words: both count the places in a text alike.
LETTER: Final = "0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff"
SOFT_HYPHEN: Final = "\u00ad"
WORD: Final = f"[{LETTER}][{LETTER}{SOFT_HYPHEN}]*+"
BETWEEN: Final = f"[^{LETTER}]*+"


@dataclass(frozen=True)
class Term:
    """One thing searched for: the words as they were written, in their order.

    `exactly` leaves compounds out, `prefix` lets the last word go on, and `without` wants the
    term's absence.
    """

    words: tuple[str, ...]
    exactly: bool = False
    prefix: bool = False
    without: bool = False


Alternative = Sequence[Term]


def words_of(text: str) -> tuple[str, ...]:
    return tuple(re.findall(WORD, text))


def terms_of(query: str) -> Iterator[Term | None]:
    """Yield what a query holds in order; None is an OR."""
    for found in TERM.finditer(query):
        phrase, word = found["phrase"], found["word"] or ""
        if word == "OR" and not found["minus"]:
            yield None
            continue
        term = Term(
            words_of(word if phrase is None else phrase),
            exactly=phrase is not None,
            prefix=phrase is None and word.endswith("*"),
            without=bool(found["minus"]),
        )
        if term.words:
            yield term


def read_query(query: str) -> Sequence[Alternative]:
    """Return what is searched for, any one alternative of which will do, or refuse."""
    check_query(query)
    terms = list(terms_of(query))
    parted = groupby(terms, key=lambda term: term is None)
    alternatives = [[term for term in group if term] for is_or, group in parted if not is_or]
    if not alternatives:
        raise InvalidInput(
            "search_without_words",
            "There is no word in this search: give at least one.",
            pointer=POINTER,
        )
    check_terms([term for each in alternatives for term in each])
    for alternative in alternatives:
        if all(term.without for term in alternative):
            raise InvalidInput(
                "search_only_excludes",
                "This search only says what should not be there: give a word that should.",
                pointer=POINTER,
            )
    return alternatives


def check_query(query: str) -> None:
    """Refuse what is too long, or holds a CPR number, before any of it is read."""
    if len(query) > MOST_CHARACTERS:
        raise InvalidInput(
            "search_too_long",
            f"A search has up to {MOST_CHARACTERS} characters.",
            pointer=POINTER,
        )
    if first_cpr_in(query):
        raise InvalidInput(
            "search_names_cpr",
            "A CPR number is not searched for in texts: look the citizen up instead.",
            pointer=POINTER,
        )


def check_terms(terms: Collection[Term]) -> None:
    if sum(len(term.words) for term in terms) > MOST_WORDS:
        raise InvalidInput(
            "search_of_too_many_words",
            f"A search has up to {MOST_WORDS} words.",
            pointer=POINTER,
        )
    if any(term.prefix and len(term.words[-1]) < LEAST_OF_PREFIX for term in terms):
        raise InvalidInput(
            "search_prefix_too_short",
            f"There must be {LEAST_OF_PREFIX} letters before a star.",
            pointer=POINTER,
        )
