"""What one process holds to answer patterns from: the facts, and the answers it gave lately.

An answer is kept under the state of the data, what the names were, whose rights it is for, and the
question. When any of these is another, it is computed anew. While jobs bring up to date more than
anybody should wait for, what is behind serves for some seconds; each answer says how old it is.
"""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from itertools import count
from time import monotonic
from typing import Any, Final
from uuid import UUID
from weakref import WeakKeyDictionary

from api.complaints.facts.loading import Memory
from api.complaints.patterns.places import Places
from api.reads import Reads

MOST_BYTES: Final = 32_000_000
AS_IT_IS: Final = 5
"""Seconds for which a state that was found to be behind is not looked at again."""


@dataclass
class Kept:
    """The answers given lately, the longest unasked for first."""

    answers: OrderedDict[Hashable, bytes] = field(default_factory=OrderedDict)
    size: int = 0

    def get(self, key: Hashable) -> bytes | None:
        if key in self.answers:
            self.answers.move_to_end(key)
        return self.answers.get(key)

    def put(self, key: Hashable, answer: bytes) -> bytes:
        self.size += len(answer) - len(self.answers.pop(key, b""))
        self.answers[key] = answer
        while self.size > MOST_BYTES and len(self.answers) > 1:
            _, oldest = self.answers.popitem(last=False)
            self.size -= len(oldest)
        return answer


@dataclass
class Behind:
    """The state that was last found to be behind, which is looked at again a little later."""

    state: Hashable = None
    until: float = 0

    def found(self, state: Hashable) -> None:
        self.state, self.until = state, monotonic() + AS_IT_IS

    def still(self, state: Hashable) -> bool:
        return state == self.state and monotonic() < self.until


@dataclass(frozen=True)
class Called:
    """What all that complaints lie in was called when it was read: numbered, to know it again.

    It still is if nothing that names was changed in the same life of the database since a snapshot.
    `trees_id` names the trees that the places lie in.
    """

    epoch: str
    snapshot: str
    trees_id: UUID | None
    places: Places
    number: int = field(default_factory=count().__next__)


@dataclass
class Holding:
    """All that is held of a database."""

    behind: Behind = field(default_factory=Behind)
    facts: Memory = field(default_factory=Memory)
    kept: Kept = field(default_factory=Kept)
    called: Called | None = None
    blocks: dict[Hashable, Any] = field(default_factory=dict)


_held: WeakKeyDictionary[Reads, Holding] = WeakKeyDictionary()


def held_for(reads: Reads) -> Holding:
    """Return what is held of a database."""
    return _held.setdefault(reads, Holding())
