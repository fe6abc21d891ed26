"""Types of input that the acts on a case share."""

from typing import Annotated

from pydantic import Field

from api.values import IsoDate

DocumentedDay = Annotated[
    IsoDate | None,
    Field(description="The day it was available, as documented; computed if left out."),
]
