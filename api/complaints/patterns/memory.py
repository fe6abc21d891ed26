"""What one process holds to answer patterns from: the facts, and the answers it gave lately.

An answer is kept under the state of the data, what the names were, whose rights it is for, and the
question. When any of these is another, it is computed anew.
"""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any, Final
from weakref import WeakKeyDictionary

from api.complaints.facts.loading import Memory
from api.reads import Reads

MOST_BYTES: Final = 32_000_000


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
class Holding:
    facts: Memory = field(default_factory=Memory)
    kept: Kept = field(default_factory=Kept)
    blocks: dict[Hashable, Any] = field(default_factory=dict)


_held: WeakKeyDictionary[Reads, Holding] = WeakKeyDictionary()


def held_for(reads: Reads) -> Holding:
    """Return what is held of a database."""
    return _held.setdefault(reads, Holding())
