"""How often the right cause is suggested, of sentences that were held out."""

import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

from api.complaints.suggestions.rules import LEAST_HOLDERS, Learnt

LABELLED: dict[str, list[str]] = tomllib.loads(
    Path(__file__).with_name("labelled.toml").read_text()
)
CAUSES = {code: UUID(int=place) for place, code in enumerate(LABELLED, start=1)}
PARTS = 5
NOW = datetime(2017, 9, 27, tzinfo=UTC)
STEMS = """
    SELECT ARRAY(
        SELECT lexeme FROM unnest(complaint_words(said)) WHERE NOT starts_with(lexeme, '=')
    )
    FROM unnest(CAST(:texts AS text[])) WITH ORDINALITY AS told (said, place) ORDER BY place
"""


@dataclass(frozen=True)
class Sentence:
    cause: UUID
    part: int
    stems: Sequence[str]


def sentences(session: Session) -> Iterator[Sentence]:
    """Yield the sentences, those of each cause dealt out to the parts in turn."""
    texts = [text for several in LABELLED.values() for text in several]
    stems = iter(session.execute(text(STEMS), {"texts": texts}).scalars().all())
    for code, several in LABELLED.items():
        for place in range(len(several)):
            yield Sentence(CAUSES[code], place % PARTS, next(stems))


def learnt_from(told: Sequence[Sentence]) -> Learnt:
    holders = Counter(stem for each in told for stem in each.stems)
    held = Counter(
        (each.cause, stem) for each in told for stem in each.stems if holders[stem] >= LEAST_HOLDERS
    )
    rows = ((cause, stem, many) for (cause, stem), many in held.items())
    return Learnt.of(NOW, len(told), Counter(each.cause for each in told), rows)


def ranked(learnt: Learnt, stems: Sequence[str]) -> list[UUID]:
    known = [learnt.words[stem] for stem in stems if stem in learnt.words]
    return [learnt.causes[place] for place in (-learnt.certainties(known)).argsort()]


def test_suggests_the_right_cause_of_sentences_held_out(session: Session) -> None:
    told = list(sentences(session))
    first = among_three = shown = shown_right = 0
    for part in range(PARTS):
        learnt = learnt_from([each for each in told if each.part != part])
        for each in (each for each in told if each.part == part):
            order = ranked(learnt, each.stems)
            first += order[0] == each.cause
            among_three += each.cause in order[:3]
            suggested = [one.cause_id for one in learnt.suggest(each.stems)]
            shown += bool(suggested)
            shown_right += each.cause in suggested

    assert first / len(told) >= 0.24
    assert among_three / len(told) >= 0.42
    assert shown / len(told) >= 0.18
    assert shown_right / shown >= 0.5
