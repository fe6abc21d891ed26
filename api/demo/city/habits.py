"""How the made-up municipality works: shares and times that look like a real one's.

The yardsticks are public: 72 % of decisions on time and a notice in 47 % of the late ones
(Socialforvaltningens sagstidsmåling 2012), a target of 80 % (2017), terms set so that 80-90 % of
cases keep them. Nothing here is a figure of any real municipality.
"""

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Final, TypeVar

Choice = TypeVar("Choice")

# Applications a day, against the average, by month: a quiet July, a busy January and autumn.
SEASON: Final = (1.25, 1.05, 1.05, 0.95, 0.95, 0.9, 0.6, 0.95, 1.15, 1.15, 1.05, 0.85)
# Digital applications come every day, and on Mondays what was written over the weekend.
WEEKDAY: Final = (1.35, 1.1, 1.05, 1.05, 1.0, 0.3, 0.25)

# How much of the term a case takes in the middle, and how far that spreads.
MIDDLE_SHARE: Final = 0.62
SPREAD: Final = 0.55

ACKNOWLEDGED: Final = 0.93
WITHDRAWN: Final = 0.04
WAITS: Final = 0.35
HEARD: Final = 0.25
ACCESS_ASKED: Final = 0.06
NOTICE_IN_TIME: Final = 0.5
NOTICE_LATE: Final = 0.2
REASONED: Final = 0.97
GUIDED: Final = 0.96
LETTER: Final = 0.13
SLOW_DISPATCH: Final = 0.08
APPEALED: Final = 0.08
REMITTED: Final = 0.15
FOLLOWED_UP: Final = 0.45
CHANGED_HANDS_A_YEAR: Final = 0.55
COVERED_IN_SUMMER: Final = 0.2
TRANSFERRED: Final = 0.02

OUTCOMES: Final = {
    "granted": 0.54,
    "partly_granted": 0.18,
    "refused": 0.23,
    "reduced": 0.02,
    "ended": 0.01,
    "dismissed": 0.02,
}
WAITING_FOR: Final = {
    "citizen": ("oplysninger fra borgeren", 0.35),
    "doctor": ("lægeerklæring", 0.4),
    "other_authority": ("udtalelse fra anden myndighed", 0.12),
    "supplier": ("tilbud fra leverandør", 0.13),
}
DELAY_REASONS: Final = (
    "Vi venter på lægelige oplysninger",
    "Sagen kræver en særlig undersøgelse",
    "Der er mange ansøgninger i øjeblikket",
    "Din sagsbehandler er skiftet",
)


@dataclass(frozen=True)
class Office:
    """A department's ways: `pace` is the share of the usual time it takes, `notices` its habit of
    telling citizens about delays. `voice` is how readily its citizens complain."""

    pace: float
    notices: float
    voice: float = 1


def office(rng: Random) -> Office:
    """Draw a department: most are about as quick as the others, some are in trouble."""
    troubled = rng.random() < 0.25  # noqa: PLR2004 - a quarter of them
    pace = rng.uniform(1.2, 1.6) if troubled else rng.uniform(0.8, 1.1)
    return Office(pace, rng.uniform(0.4, 0.9) if troubled else rng.uniform(0.8, 1.2))


def weight(day: date) -> float:
    """Return how many applications come on a day, against the average."""
    return SEASON[day.month - 1] * WEEKDAY[day.weekday()]


def drawn(rng: Random, shares: dict[Choice, float]) -> Choice:
    return rng.choices(list(shares), weights=list(shares.values()))[0]
