"""Danish complaints of some 350 characters, the same in every run."""

import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Any

WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("words.toml").read_text())
CAUSES: tuple[str, ...] = tuple(WORDS["causes"])
LEAST_MIDDLES, MOST_MIDDLES = 1, 4


def falling(many: int, half_after: int) -> list[float]:
    """Return weights that fall by half after so many."""
    return [0.5 ** (place / half_after) for place in range(many)]


class Words(dict[str, str]):
    """What stands in the braces of a sentence: another word each time, `{Word}` capitalised."""

    def __init__(self, draw: Random) -> None:
        super().__init__()
        lists: dict[str, list[str]] = WORDS["words"]
        self.makers: dict[str, Callable[[], str]] = {"sag": self.compound}
        self.draw = draw
        for name, words in lists.items():
            self.makers[name] = self.picking(words)
        rarer = falling(len(lists["seldom"]), 2)
        self.makers["seldom"] = lambda: draw.choices(lists["seldom"], rarer)[0]

    def picking(self, words: Sequence[str]) -> Callable[[], str]:
        return lambda: self.draw.choice(words)

    def compound(self) -> str:
        return self.makers["first"]() + self.makers["last"]()

    def __missing__(self, name: str) -> str:
        if name in self.makers:
            return self.makers[name]()
        return self.makers[name.lower()]().capitalize()


class Writer:
    """Writes complaints, one after the other."""

    def __init__(self, draw: Random) -> None:
        self.draw = draw
        self.words = Words(draw)

    def text(self, causes: Sequence[str]) -> str:
        """Return a complaint with a sentence for each of its causes."""
        pick = self.draw.choice
        told = [f"{pick(WORDS['texts']['openings'])} {pick(WORDS['causes'][causes[0]])}"]
        told += [f"Desuden er det galt, at {pick(WORDS['causes'][each])}" for each in causes[1:]]
        middles = self.draw.randint(LEAST_MIDDLES, MOST_MIDDLES)
        told += self.draw.sample(WORDS["texts"]["middles"], middles)
        told.append(pick(WORDS["texts"]["endings"]))
        return " ".join(told).rstrip().format_map(self.words)
