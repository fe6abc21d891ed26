"""Units, case types, legal bases and causes: their names, and what lies under or follows what."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from sqlmodel import Session

from api.complaints.facts.refreshing import run
from api.complaints.facts.trees import sql
from api.language import Language
from api.words.enumerations import Both, said

UNITS: Final = "SELECT id::text, name, name, NULL FROM units ORDER BY id"
CASE_TYPES: Final = "SELECT id::text, name_da, name_en, NULL FROM case_types ORDER BY id"
CAUSES: Final = """
    SELECT id::text, name_da, name_en, group_id::text FROM complaint_causes ORDER BY position, code
"""
LEGAL_BASES: Final = """
    SELECT id::text, concat_ws(' ', act_short, section), concat_ws(' ', act_short, section), NULL
    FROM legal_bases ORDER BY id
"""
LETTER_TYPES: Final = "SELECT id::text, name_da, name_en, NULL FROM letter_types ORDER BY code"


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
    """All that complaints lie in.

    `taken_over` are the units that took over from each; `successors` holds those which took all.
    """

    units: Tree
    successors: Tree
    taken_over: Mapping[str, Sequence[str]]
    case_types: Tree
    legal_bases: Tree
    letter_types: Tree
    causes: Tree

    def covered(self, roots: Iterable[UUID]) -> set[str]:
        """Return units, all under them, and all that these took over from."""
        below = defaultdict[str, set[str]](set)
        for lower, upper in self.units.above.items():
            below[upper].add(lower)
        for former, later in self.taken_over.items():
            for each in later:
                below[each].add(former)
        found = {str(root) for root in roots}
        open_ = list(found)
        while open_:
            further = below[open_.pop()] - found
            found |= further
            open_ += further
        return found

    def with_trees(self, trees: Mapping[str, Any]) -> "Places":
        """Return the same things by the same names, as they lay at another time."""
        alone = {former: later[0] for former, later in trees["successors"].items() if not later[1:]}
        return replace(
            self,
            units=replace(self.units, above=trees["units"]),
            successors=replace(self.units, above=alone),
            taken_over=trees["successors"],
            case_types=replace(self.case_types, above=trees["case_types"]),
            legal_bases=replace(self.legal_bases, above=trees["legal_bases"]),
        )


def read_places(session: Session, trees_id: UUID | None) -> Places:
    """Return all by the names of now, as it lay in a state whose trees are known."""
    named = {name: Tree.of(run(session, statement)) for name, statement in TREES.items()}
    places = Places(successors=named["units"], taken_over={}, **named)
    return places.with_trees(read_trees(session, trees_id))


def read_trees(session: Session, trees_id: UUID | None) -> Mapping[str, Any]:
    """Return the trees of a state, or those of now for a state that kept none."""
    found = run(session, sql.KEPT, id=trees_id) if trees_id else run(session, sql.NOW)
    read: Mapping[str, Any] = found.scalar_one()
    return read


TREES: Final = {
    "units": UNITS,
    "case_types": CASE_TYPES,
    "legal_bases": LEGAL_BASES,
    "letter_types": LETTER_TYPES,
    "causes": CAUSES,
}
