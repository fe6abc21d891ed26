"""How well searches find what a jurist would want found, on a list that others labelled."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlmodel import Session

from tests.api.complaints.search.finding import found, numbered
from tests.factories import make_unit

LABELLED: dict[str, Any] = tomllib.loads(Path(__file__).with_name("labelled.toml").read_text())
LEAST_PRECISION, LEAST_RECALL = 0.99, 0.98


@dataclass
class Tally:
    """What was found that should be, what should not, and what was not found."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, got: set[str], query: Mapping[str, Any]) -> None:
        wanted = set(query["finds"])
        self.right += len(got & wanted)
        self.wrong += len(got - wanted - set(query.get("may", ())))
        self.missed += len(wanted - got)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed)


def test_finds_what_is_wanted_and_little_else(session: Session) -> None:
    numbered(session, make_unit(session), LABELLED["texts"])
    tally, mistaken = Tally(), dict[str, set[str]]()
    for query in LABELLED["queries"]:
        got = found(session, query["query"])
        tally.add(got, query)
        if looks_alike := got & set(query.get("never", ())):
            mistaken[query["query"]] = looks_alike

    assert tally.precision >= LEAST_PRECISION
    assert tally.recall >= LEAST_RECALL
    assert mistaken == {}
