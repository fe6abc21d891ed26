"""The feed as it is asked for and answered."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from api.values import ShortText

MOST_SECONDS = 60


class FeedQuery(BaseModel):
    """Which changes are wanted, and how long to wait for one."""

    model_config = ConfigDict(extra="forbid")

    after: Annotated[
        str | None,
        Field(
            max_length=80,
            description="`next` of the answer before, a change's own `cursor`, or the feed "
            "position that came with a first load. `now`: only what is changed from here on. "
            "Left out: from the beginning of the log.",
        ),
    ] = None
    entity: Annotated[
        list[ShortText] | None,
        Field(
            max_length=50,
            description="Changes of any of these only, as `deadlines`.",
            examples=[["deadlines"]],
        ),
    ] = None
    limit: Annotated[int, Field(ge=1, le=1000)] = 100
    wait: Annotated[
        int,
        Field(ge=0, le=MOST_SECONDS, description="Seconds to wait for a change if there is none."),
    ] = 0


class FeedActor(BaseModel):
    """Who made a change: a person, a machine client, or a program of our own."""

    kind: str | None
    id: UUID | None
    name: str | None


class FeedItem(BaseModel):
    """A change that the reader may see, or, as `access.changed`, one of what the reader may see."""

    cursor: Annotated[str, Field(description="Read on from here with `after`.")]
    id: Annotated[
        str, Field(description="The same at every delivery, and of no other change: know it by it.")
    ]
    type: Annotated[
        str,
        Field(
            description="`<entity>.created`, `.changed` or `.deleted`; `.entered` and `.left` when "
            "it came into or went out of what the reader may see. `access.changed`: the reader's "
            "own rights changed; load everything once more.",
            examples=["deadlines.changed"],
        ),
    ]
    entity: Annotated[str, Field(examples=["deadlines"])]
    entity_id: UUID
    version: Annotated[int, Field(description="Of the thing after the change: its ETag's number.")]
    at: datetime
    act: Annotated[str | None, Field(description="The operation that was asked for.")]
    actor: FeedActor
    data: Annotated[
        dict[str, Any] | None,
        Field(description="The facts after the change; null of what is gone or out of sight."),
    ]


class Feed(BaseModel):
    """Changes in the one order that every reader gets them in."""

    items: list[FeedItem]
    next: Annotated[
        str, Field(description="Read on with this as `after`, also when there was no item.")
    ]
    complete_until: Annotated[
        datetime | None,
        Field(
            description="Nothing that was committed before this moment is missing. Null while "
            "there is more to read at once."
        ),
    ]
