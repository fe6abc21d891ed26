"""Units, case types, legal bases and causes: their names, and what lies under or follows what."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from sqlmodel import Session

from api.complaints.facts.refreshing import run
from api.language import Language
from api.words.enumerations import Both, said

UNITS: Final = "SELECT id::text, name, name, parent_id::text FROM units ORDER BY id"
CASE_TYPES: Final = "SELECT id::text, name_da, name_en, parent_id::text FROM case_types ORDER BY id"
CAUSES: Final = """
    SELECT id::text, name_da, name_en, group_id::text FROM complaint_causes ORDER BY position, code
"""
LEGAL_BASES: Final = """
    SELECT id::text, concat_ws(' ', act_short, section), concat_ws(' ', act_short, section),
        successor_id::text
    FROM legal_bases ORDER BY id
"""
LETTER_TYPES: Final = "SELECT id::text, name_da, name_en, NULL FROM letter_types ORDER BY code"
SUCCESSIONS: Final = """
    SELECT predecessor_id::text, min(successor_id::text) FROM unit_successions
    GROUP BY predecessor_id HAVING count(DISTINCT successor_id) = 1
"""


@dataclass(frozen=True)
class Tree:
    """Things with names, each under another or under none, in the order they are shown."""

    names: Mapping[str, Both]
    above: Mapping[str, str]

    @classmethod
    def of(cls, rows: Iterable[Any]) -> "Tree":
        kept = [tuple(row) for row in rows]
        names = {key: (danish, english or danish) for key, danish, english, _ in kept}
        return cls(names, {key: above for key, _, _, above in kept if above})

    @cached_property
    def order(self) -> dict[str, int]:
        """Return the place of each thing in the order they are shown."""
        return {key: number for number, key in enumerate(self.names)}

    def name(self, key: str, language: Language) -> str:
        return said(self.names[key], language) if key in self.names else key

    def path(self, key: str) -> list[str]:
        """Return a thing and all above it, the thing first."""
        found = [key]
        while (above := self.above.get(found[-1])) and above not in found:
            found.append(above)
        return found

    def at_level(self, key: str, level: int | None) -> str:
        """Return what a thing lies under on a level, the roots being on the first."""
        path = self.path(key)
        return key if level is None or level > len(path) else path[-level]

    def last(self, key: str) -> str:
        """Return what is at the end of the way up: the root, or the last successor."""
        return self.path(key)[-1]

    def under(self, roots: Iterable[UUID]) -> set[str]:
        """Return some things and all that lie under one of them."""
        wanted = {str(root) for root in roots}
        return wanted | {key for key in self.above if not wanted.isdisjoint(self.path(key))}


@dataclass(frozen=True)
class Places:
    """All that complaints lie in."""

    units: Tree
    successors: Tree
    case_types: Tree
    legal_bases: Tree
    letter_types: Tree
    causes: Tree

    def covered(self, roots: Iterable[UUID]) -> set[str]:
        """Return units, all under them, and all that these took over from."""
        below = defaultdict[str, set[str]](set)
        for above in (self.units.above, self.successors.above):
            for lower, upper in above.items():
                below[upper].add(lower)
        found = {str(root) for root in roots}
        open_ = list(found)
        while open_:
            further = below[open_.pop()] - found
            found |= further
            open_ += further
        return found


def read_places(session: Session) -> Places:
    trees = {name: Tree.of(run(session, statement)) for name, statement in TREES.items()}
    taken_over = dict(tuple(row) for row in run(session, SUCCESSIONS))
    return Places(successors=Tree(trees["units"].names, taken_over), **trees)


TREES: Final = {
    "units": UNITS,
    "case_types": CASE_TYPES,
    "legal_bases": LEGAL_BASES,
    "letter_types": LETTER_TYPES,
    "causes": CAUSES,
}
