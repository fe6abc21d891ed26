"""What was learnt, kept for a while by each process: where much is known it takes half a second."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from api.complaints.suggestions.rules import Learnt

KEPT_FOR: Final = timedelta(minutes=30)


@dataclass
class Memory:
    """One who asks while it is learnt anew gets what was learnt before."""

    kept: Learnt | None = None
    learning: Lock = field(default_factory=Lock)

    def learnt(self, now: datetime, learn: Callable[[], Learnt]) -> Learnt:
        kept = self.kept
        if kept and now - kept.at < KEPT_FOR:
            return kept
        if self.learning.acquire(blocking=kept is None):
            try:
                self.kept = kept = learn()
            finally:
                self.learning.release()
        return kept or learn()

    def forget(self) -> None:
        self.kept = None


memory: Final = Memory()
