"""A transfer of a case as somebody says it."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from api.values import Body, IsoDate, ShortText


class TransferIn(Body):
    unit_id: Annotated[UUID, Field(description="The unit that takes over.")]
    happened_on: IsoDate
    reason: ShortText
    keep_caseworker: Annotated[
        bool, Field(description="The caseworker goes with the case instead of leaving it.")
    ] = False
