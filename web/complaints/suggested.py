"""Causes that the words of a complaint point at: shown with their reason, chosen by people."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel, TypeAdapter

from web.complaints.client import ComplaintsClient
from web.complaints.things import Cause, Complaint
from web.formats import percent
from web.language import N_, Language

WHY: Final = N_("fordi der står %(words)s")
SURE: Final = N_("%(share)s sikker")


class PointingWord(BaseModel):
    word: str
    complaints: int


class SuggestedCause(BaseModel):
    """A cause that the words point at, as the api answers it."""

    cause: Cause
    certainty: float
    complaints: int
    words: list[PointingWord]


SUGGESTED: Final = TypeAdapter(list[SuggestedCause])


@dataclass(frozen=True)
class Suggestion:
    """A cause that may fit, how sure that is, and why."""

    id: str
    name: str
    sure: str
    reason: str


async def suggestions_for(
    complaints: ComplaintsClient, text: str, language: Language
) -> list[Suggestion]:
    """Return the causes that some words point at, the likeliest first."""
    if not text.strip():
        return []
    answer = await complaints.api.post("/v1/cause-suggestions", {"text": text})
    return told(answer.json, language)


async def suggested_for(
    complaints: ComplaintsClient, complaint: Complaint, language: Language
) -> list[Suggestion]:
    """Return the causes that a complaint's words point at and that it does not have yet."""
    answer = await complaints.api.get(f"/v1/complaints/{complaint.id}/suggested-causes")
    return told(answer.json, language)


def told(answer: Any, language: Language) -> list[Suggestion]:
    found: Iterable[SuggestedCause] = SUGGESTED.validate_python(answer["suggestions"])
    return [
        Suggestion(
            str(each.cause.id),
            each.cause.name(language),
            language.gettext(SURE, share=percent(language, each.certainty, 0)),
            reason(language, each),
        )
        for each in found
    ]


def reason(language: Language, suggested: SuggestedCause) -> str:
    """Say which words point at a cause, and in how many complaints of it each stands."""
    words = (
        language.ngettext(
            "„%(word)s“ (i %(num)s klage)",
            "„%(word)s“ (i %(num)s klager)",
            each.complaints,
            word=each.word,
        )
        for each in suggested.words
    )
    return language.gettext(WHY, words=", ".join(words))
