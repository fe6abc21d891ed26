"""The jobs of webhooks: tell each subscription what is new, and send what is due.

Those two come again every few seconds, so a job that is lost loses nothing.
"""

import asyncio
import time
from contextlib import suppress
from typing import Final

from procrastinate.exceptions import AlreadyEnqueued
from sqlmodel import Session

from api.clock import today
from api.db import get_engine
from api.jobs import app, defer_in_transaction
from api.subscriptions.sending import claim_due, send
from api.subscriptions.services import give_newest_key
from api.subscriptions.telling import active_subscriptions, tell

EVERY_FIVE_SECONDS: Final = "* * * * * */5"
LONGEST_SECONDS: Final = 50


@app.periodic(cron=EVERY_FIVE_SECONDS)
@app.task(name="tell_subscriptions", queueing_lock="tell_subscriptions")
def tell_subscriptions(timestamp: int) -> None:  # noqa: ARG001  # every periodic task is given it
    """Write what each subscription is to be told, and queue its sending with it."""
    with Session(get_engine()) as session:
        keys = active_subscriptions(session)
    for key in keys:
        more = True
        while more:
            with Session(get_engine()) as session, session.begin():
                news = tell(session, key, today())
                if news and news.deliveries:
                    queue_sending(session)
            more = news is not None and news.more


@app.periodic(cron=EVERY_FIVE_SECONDS)
@app.task(name="send_webhooks", queueing_lock="send_webhooks")
async def send_webhooks(timestamp: int) -> None:  # noqa: ARG001  # every periodic task is given it
    """Send what is due until nothing is. A slow receiver delays the others by one answer at most:
    what is due meanwhile is sent by the next of these jobs."""
    until = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < until:
        messages = await asyncio.to_thread(claim_due, today())
        if not messages:
            return
        await asyncio.gather(*map(send, messages))


@app.periodic(cron="23 3 * * *")
@app.task(name="renew_webhook_keys", queueing_lock="renew_webhook_keys")
def renew_webhook_keys(timestamp: int) -> int:  # noqa: ARG001  # every periodic task is given it
    """Encrypt the secrets of webhooks with the newest key, a night after it was set."""
    with Session(get_engine()) as session, session.begin():
        return give_newest_key(session)


def queue_sending(session: Session) -> None:
    """Queue the sending of what the transaction makes due, unless it is queued already."""
    with suppress(AlreadyEnqueued), session.begin_nested():
        defer_in_transaction(session, send_webhooks, timestamp=0)
