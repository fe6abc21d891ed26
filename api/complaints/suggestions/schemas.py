"""Suggested causes as they are asked for and answered."""

from typing import Annotated

from pydantic import BaseModel, Field

from api.complaints.points.schemas import NamedCause
from api.values import Body, Moment, OptionalText


class CauseSuggestionsIn(Body):
    """What somebody tells, while it is written down. It is not kept."""

    text: Annotated[
        OptionalText,
        Field(
            description="As far as it is written; what says too little gets no suggestions.",
            examples=["Jeg har fået tre sagsbehandlere på et år."],
        ),
    ]


class PointingWord(BaseModel):
    """A word of the text that is more usual in complaints of a cause than in others."""

    word: Annotated[str, Field(description="The word as it stands in the text.")]
    complaints: Annotated[
        int,
        Field(
            description="How many earlier complaints of the cause hold it; at least, to one "
            "figure, for who may not read all complaints."
        ),
    ]


class SuggestedCause(BaseModel):
    """A cause that the words of a text point at, and why. It is for people to take or leave."""

    cause: Annotated[NamedCause, Field(description="The cause.")]
    certainty: Annotated[
        float, Field(description="How likely it is among all causes, from 0 to 1, by the words.")
    ]
    complaints: Annotated[
        int, Field(description="How many earlier complaints of the cause that was learnt from.")
    ]
    words: Annotated[
        list[PointingWord], Field(description="Why: the word that tells most comes first.")
    ]


class SuggestedCauses(BaseModel):
    """Up to three causes, the likeliest first; none if too little is known."""

    suggestions: Annotated[list[SuggestedCause], Field(description="The likeliest first.")]
    learnt_from: Annotated[
        int, Field(description="How many classified complaints it was learnt from, the newest.")
    ]
    learnt_at: Annotated[
        Moment, Field(description="When it was learnt: later ones taught nothing.")
    ]
