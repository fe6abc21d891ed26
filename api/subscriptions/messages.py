"""An event as it is sent: CloudEvents 1.0, in structured mode, telling where to read and no more.

https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md
"""

from datetime import UTC, datetime
from typing import Annotated, Final, Literal, Self
from uuid import UUID

from pydantic import BaseModel, Field

from api.settings import get_settings
from api.subscriptions.rules import link_to
from api.subscriptions.tables import Delivery

MEDIA_TYPE: Final = "application/cloudevents+json"
OUR_TYPES: Final = "dk.rettidig."
SOURCE: Final = "/v1/changes"


class EventData(BaseModel):
    """What an event is about, and where that is read. Never what it holds."""

    entity: Annotated[str | None, Field(description="The table.", examples=["deadlines"])] = None
    entity_id: UUID | None = None
    version: Annotated[
        int | None, Field(description="After the change; what is read now may be newer.")
    ] = None
    link: Annotated[
        str | None, Field(description="Where it is read, with the receiver's own rights.")
    ] = None
    cursor: Annotated[
        str | None,
        Field(description="The place in the feed: `GET /v1/changes?after=…` goes on from here."),
    ] = None
    subscription_id: UUID


class WebhookEvent(BaseModel):
    """A change that a subscription asked for."""

    specversion: Annotated[Literal["1.0"], Field(description="The version of CloudEvents.")] = "1.0"
    id: Annotated[
        str, Field(description="With `source`, the same at every delivery of this event.")
    ]
    source: Annotated[str, Field(examples=["https://api.rettidig.example.dk/v1/changes"])]
    type: Annotated[str, Field(examples=["dk.rettidig.deadlines.changed"])]
    subject: Annotated[
        str | None, Field(examples=["deadlines/019a9c3e-0c1e-7b05-9a5e-3f0a6f1a0a10"])
    ] = None
    time: Annotated[datetime, Field(description="When the change was made (UTC).")]
    datacontenttype: Annotated[
        Literal["application/json"], Field(description="What `data` is.")
    ] = "application/json"
    data: Annotated[EventData, Field(description="What it is about, and where to read it.")]

    @classmethod
    def of(cls, delivery: Delivery) -> Self:
        origin = get_settings().api_origin
        path = link_to(delivery.entity, delivery.entity_id) if delivery.entity else None
        return cls(
            id=delivery.event_id,
            source=origin + SOURCE,
            type=OUR_TYPES + delivery.event_type,
            subject=f"{delivery.entity}/{delivery.entity_id}" if delivery.entity else None,
            time=delivery.happened_at.astimezone(UTC),
            data=EventData(
                entity=delivery.entity,
                entity_id=delivery.entity_id,
                version=delivery.entity_version,
                link=origin + path if path else None,
                cursor=delivery.cursor,
                subscription_id=delivery.subscription_id,
            ),
        )


def body_of(delivery: Delivery) -> bytes:
    """Return the bytes of an event, the same at every try. The format has no null for what an
    attribute does not have, so that is left out."""
    return WebhookEvent.of(delivery).model_dump_json(exclude_none=True).encode()


def message_id(delivery: Delivery) -> str:
    """Return the webhook-id, which stays over all tries and manual re-sends."""
    return f"msg_{delivery.id.hex}"
