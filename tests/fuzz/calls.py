"""Calls that nobody thought of: by the document or against it, at things that are there or not."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.schemas import APIOperation

from api.changes.feed.schemas import MOST_SECONDS
from tests.fuzz.world import World

Operation = APIOperation[Any, Any, Any, Any]
MODES = (GenerationMode.POSITIVE, GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
ASKERS = ("admin", "admin", "admin", "client", "client", "leader", "nobody")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# The days that the papers and the made-up cases tell of.
DAYS = st.dates(date(2012, 1, 1), date(2018, 12, 31)).map(date.isoformat)
# Those that are made up are refused.
CURSORS = ("cursor", "after")


@dataclass(frozen=True)
class Known:
    """Puts ids of things that are there, and likely days, where a call has made-up ones."""

    world: World
    draw: st.DrawFn

    def value(self, word: str, value: Any) -> Any:
        if isinstance(value, dict):
            return {name: self.value(name, inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [self.value(word, inner) for inner in value]
        return self.text(word, value) if isinstance(value, str) else value

    def text(self, word: str, value: str) -> str:
        if found := self.world.named(word):
            return self.draw(st.sampled_from(found))
        return self.draw(DAYS) if DAY.fullmatch(value) else value

    def path(self, case: Case[Operation]) -> dict[str, Any]:
        """Return the parameters of the path; an `{id}` is of what stands before it."""
        parts = case.path.split("/")
        before = {part[1:-1]: noun for noun, part in pairwise(parts)}
        return {
            name: self.value(before[name] if name == "id" else name, value)
            for name, value in case.path_parameters.items()
        }


@st.composite
def calls(draw: st.DrawFn, operation: Operation, world: World) -> tuple[Case[Operation], str]:
    """Draw a call of an operation, and who makes it."""
    can_be_wrong = bool(operation.body) or any(operation.iter_parameters())
    mode = draw(st.sampled_from(MODES if can_be_wrong else MODES[:1]))
    case = draw(operation.as_strategy(mode))
    if mode.is_positive and draw(st.sampled_from([True, True, True, False])):
        known = Known(world, draw)
        wanted = {name: value for name, value in case.query.items() if name not in CURSORS}
        case.path_parameters = known.path(case)
        case.query = known.value("", wanted)
        case.body = known.value("", case.body)
        if operation.get_parameter("If-Match", "header"):
            case.headers["If-Match"] = "*"
    wait = str(case.query.get("wait", ""))
    if wait.isdecimal() and int(wait) <= MOST_SECONDS:
        case.query["wait"] = 0
    return case, draw(st.sampled_from(ASKERS))
