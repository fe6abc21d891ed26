"""Causes that the words of a complaint point at: shown with their reason, chosen by people."""

from dataclasses import dataclass
from typing import Any

from web.complaints.client import ComplaintsClient
from web.language import Language


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
    answer = await complaints.api.post("/v1/cause-suggestions", {"text": text})
    return told(answer.json, language)


def told(answer: Any, language: Language) -> list[Suggestion]:
    raise NotImplementedError
