"""An acknowledgement as it comes in."""

from typing import Annotated

from pydantic import Field

from api.values import Body, IsoDate


class AcknowledgementIn(Body):
    acknowledged_on: Annotated[
        IsoDate, Field(description="The day the citizen was told that the application came.")
    ]
