"""What several figures need is found once."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Found = TypeVar("Found")


class Once:
    """Keeps what was found, by name, for as long as what it was found in stands."""

    def __init__(self) -> None:
        self.kept: dict[Hashable, Any] = {}

    def __call__(self, key: Hashable, find: Callable[[], Found]) -> Found:
        if key not in self.kept:
            self.kept[key] = find()
        found: Found = self.kept[key]
        return found
