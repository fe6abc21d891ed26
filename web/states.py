"""How each state looks: a shape, a word and a tone, so that none of them stands alone."""

from dataclasses import dataclass
from typing import Final

from web.language import N_


@dataclass(frozen=True)
class State:
    shape: str
    word: str
    tone: str


STATES: Final = {
    "on_track": State("●", N_("følger planen"), "good"),
    "stable": State("●", N_("stabil"), "good"),
    "running": State("●", N_("i gang"), "moving"),
    "delayed": State("▲", N_("forsinket"), "warning"),
    "at_risk": State("▲", N_("i risiko"), "warning"),
    "completed": State("✓", N_("gennemført"), "done"),
    "planned": State("○", N_("planlagt"), "quiet"),
    "not_started": State("○", N_("ikke startet"), "quiet"),
    "cancelled": State("✕", N_("udgået"), "quiet"),
    "unknown": State("○", N_("uoplyst"), "unknown"),
}


def state_of(code: str | None) -> State:
    """Return how a state looks; one that the pages do not know is shown by its code."""
    return STATES.get(code or "unknown") or State("○", code or "", "unknown")
