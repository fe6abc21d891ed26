"""What a command has to say: to people as text, to programs as one JSON object."""

import json
import sys
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Answer:
    facts: dict[str, Any]
    text: str
    exit_code: int = 0


def show(answer: Answer, *, as_json: bool) -> None:
    text = json.dumps(answer.facts, ensure_ascii=False, default=str) if as_json else answer.text
    sys.stdout.write(f"{text.rstrip()}\n")
    sys.stdout.flush()
