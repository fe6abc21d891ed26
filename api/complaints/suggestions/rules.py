"""Which causes the words of a complaint point at, learnt from earlier ones: pure.

Multinomial naive Bayes over stems and the parts of compounds, each counted once a complaint, with
Laplace's rule (McCallum and Nigam, "A comparison of event models for naive Bayes text
classification", 1998). Only words that several complaints hold are learnt, so that no single
complaint can be read out of what is suggested.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Final
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

MOST: Final = 3
"""How many causes are suggested."""
LEAST_COMPLAINTS: Final = 50
"""Of how many complaints the causes must be known before any is suggested."""
LEAST_OF_CAUSE: Final = 5
LEAST_HOLDERS: Final = 2
"""How many complaints must hold a word before it is learnt."""
LEAST_TO_TELL: Final = 3
"""How many complaints of a cause must hold a word before that is told as a reason."""
LEAST_CERTAINTY: Final = 0.15
SPEAKING_WORDS: Final = 6
"""So many words are heard in full; the more there are, the less each says, as they repeat each
other: without that, long texts would be judged as if nothing could be surer."""
MOST_REASONS: Final = 5

Counts = NDArray[np.float64]


def roughly(count: int) -> int:
    """Return how many there are at least, to one figure: what may be told of others' complaints."""
    size = 10 ** (len(str(count)) - 1)
    return min(count, LEAST_TO_TELL) if size == 1 else count // size * size


@dataclass(frozen=True)
class Reason:
    """A stem that points at a cause, and how many earlier complaints of that cause hold it."""

    lexeme: str
    complaints: int


@dataclass(frozen=True)
class Suggestion:
    """A cause, how likely it is among all, from how many complaints that is known, and why."""

    cause_id: UUID
    certainty: float
    complaints: int
    reasons: Sequence[Reason]


@dataclass(frozen=True)
class Learnt:
    """What earlier complaints taught: of each cause how many complaints, and how many hold a word.

    `held` has a row for each cause and a column for each word.
    """

    at: datetime
    learnt_from: int
    causes: Sequence[UUID]
    words: Mapping[str, int]
    complaints: Counts
    held: Counts

    @classmethod
    def of(
        cls,
        at: datetime,
        learnt_from: int,
        complaints: Mapping[UUID, int],
        held: Iterable[tuple[UUID, str, int]],
    ) -> "Learnt":
        rows = list(held)
        places = {cause: place for place, cause in enumerate(complaints)}
        words = {word: place for place, word in enumerate(dict.fromkeys(row[1] for row in rows))}
        counts = np.zeros((len(places), len(words)))
        for cause, word, many in rows:
            counts[places[cause], words[word]] = many
        of_causes = np.array(list(complaints.values()), np.float64)
        return cls(at, learnt_from, list(complaints), words, of_causes, counts)

    @cached_property
    def prior(self) -> Counts:
        shares: Counts = np.log(self.complaints / self.complaints.sum())
        return shares

    @cached_property
    def likelihood(self) -> Counts:
        """Return the logarithm of how likely a word is in a complaint of a cause."""
        smoothed: Counts = self.held + 1
        likely: Counts = np.log(smoothed / smoothed.sum(axis=1, keepdims=True))
        return likely

    def certainties(self, places: Sequence[int]) -> Counts:
        """Return how likely each cause is, given some words. They add up to 1."""
        heard = min(1.0, SPEAKING_WORDS / max(1, len(places)))
        scores = self.prior + heard * self.likelihood[:, places].sum(axis=1)
        shares = np.exp(scores - scores.max())
        certain: Counts = shares / shares.sum()
        return certain

    def suggest(self, lexemes: Iterable[str], without: Iterable[UUID] = ()) -> list[Suggestion]:
        """Return the likeliest causes with their reasons; none where too little is known."""
        places = [self.words[each] for each in sorted(set(lexemes)) if each in self.words]
        if self.learnt_from < LEAST_COMPLAINTS or not places:
            return []
        certainties, left_out = self.certainties(places), set(without)
        likeliest = (int(place) for place in np.argsort(-certainties, kind="stable"))
        suggested = [
            Suggestion(self.causes[row], float(certainties[row]), int(self.complaints[row]), why)
            for row in likeliest
            if self.causes[row] not in left_out
            and certainties[row] >= LEAST_CERTAINTY
            and self.complaints[row] >= LEAST_OF_CAUSE
            and (why := self.reasons(row, places))
        ]
        return suggested[:MOST]

    def reasons(self, row: int, places: Sequence[int]) -> list[Reason]:
        """Return the words that are more likely in complaints of a cause than in all, with how
        many of its complaints hold them; the one that tells most comes first."""
        lift = self.likelihood[row, places] - self.everywhere[places]
        order = np.argsort(-lift, kind="stable")
        telling = (places[each] for each in order if lift[each] > 0)
        found = [
            Reason(self.names[place], int(self.held[row, place]))
            for place in telling
            if self.held[row, place] >= LEAST_TO_TELL
        ]
        return found[:MOST_REASONS]

    @cached_property
    def everywhere(self) -> Counts:
        """Return the logarithm of how likely a word is in any complaint."""
        smoothed: Counts = self.held.sum(axis=0) + 1
        likely: Counts = np.log(smoothed / smoothed.sum())
        return likely

    @cached_property
    def names(self) -> Sequence[str]:
        return list(self.words)
