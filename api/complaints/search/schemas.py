"""Parts of a text that show why it was found."""

from typing import Annotated

from pydantic import BaseModel, Field


class TextPiece(BaseModel):
    """A part of a text as it stands there, and whether it is what was searched for."""

    text: Annotated[str, Field(description="A part of the text, or an ellipsis for more of it.")]
    hit: Annotated[bool, Field(description="This part is what was searched for.")]
