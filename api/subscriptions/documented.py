"""What a receiver is sent, for the document of the interface: nobody calls it here."""

from typing import Annotated

from fastapi import APIRouter, Body, Header

from api.subscriptions.messages import MEDIA_TYPE, WebhookEvent

webhooks = APIRouter()


@webhooks.post(
    "event",
    status_code=204,
    operation_id="receive_event",
    tags=["subscriptions"],
    summary="Receive event",
    responses={
        "2XX": {"description": "Taken. Only the status is read, and redirects are not followed"},
        "410": {"description": "Gone: the subscription is switched off"},
        "4XX": {"description": "Not taken: tried again later"},
        "5XX": {"description": "Not taken: tried again later, after Retry-After with 503"},
    },
)
def receive_event(
    body: Annotated[WebhookEvent, Body(media_type=MEDIA_TYPE)],
    webhook_id: Annotated[
        str, Header(description="The same at every try and re-send: know an event by it.")
    ],
    webhook_timestamp: Annotated[
        int, Header(description="Seconds since 1970; refuse what is more than five minutes off.")
    ],
    webhook_signature: Annotated[
        str,
        Header(
            description="Standard Webhooks: `v1,` and the HMAC-SHA256 of `<id>.<timestamp>.<body>` "
            "in base64; several, parted by spaces, while the secret is changed."
        ),
    ],
) -> None:
    """Posted to the address of a subscription when something changed that it asked for.

    It comes at least once, and those of one thing in their order. See docs/webhooks.md.
    """
