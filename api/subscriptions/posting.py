"""One try to deliver: a signed POST to a checked address, and what came of it.

The answer's status is all that is read. Redirects are not followed: they would lead past the check.
"""

import asyncio
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from uuid import UUID

import httpx

from api.settings import get_settings
from api.subscriptions.address_rules import Address, Target, target_of
from api.subscriptions.lookup import AddressRefused, Lookup, NameUnknown, addresses_of, lookup
from api.subscriptions.messages import MEDIA_TYPE
from api.subscriptions.rules import OK_STATUSES, SendFault
from api.subscriptions.signing import headers


@dataclass(frozen=True, repr=False)
class Outgoing:
    """A delivery that this worker has claimed, with all that sending it needs."""

    delivery_id: UUID
    subscription_id: UUID
    tries: int
    url: str
    message_id: str
    body: bytes
    secrets: Sequence[str]


@dataclass(frozen=True)
class Answered:
    """What came of a try: the status, if there was an answer, and why it failed, if it did."""

    status: int | None = None
    fault: SendFault | None = None
    retry_after: timedelta | None = None


async def post(message: Outgoing, look_up: Lookup = lookup) -> Answered:
    """Try to deliver a message. Whatever goes wrong out there is an answer, not an error."""
    try:
        async with asyncio.timeout(get_settings().webhook_timeout_seconds):
            return await post_to_first(message, look_up)
    except (TimeoutError, httpx.TimeoutException):
        return Answered(fault=SendFault.TIMED_OUT)
    except NameUnknown:
        return Answered(fault=SendFault.NAME_UNKNOWN)
    except AddressRefused:
        return Answered(fault=SendFault.ADDRESS_REFUSED)
    except httpx.ConnectError as error:
        return Answered(fault=connect_fault(error))
    except (httpx.HTTPError, httpx.InvalidURL, OSError):
        return Answered(fault=SendFault.CUT_OFF)


async def post_to_first(message: Outgoing, look_up: Lookup) -> Answered:
    """Send to the first of the name's addresses that takes a connection."""
    target = target_of(message.url)
    *others, last = await addresses_of(target, look_up)
    for address in others:
        try:
            return await post_to(target, address, message)
        except httpx.ConnectError:
            continue
    return await post_to(target, last, message)


async def post_to(target: Target, address: Address, message: Outgoing) -> Answered:
    """Send to one address. The name is in Host and in TLS, where the certificate must be for it.

    Each try has a connection of its own: names that share an address must not share a connection
    whose certificate was checked for one of them.
    """
    now = datetime.now(UTC)
    timestamp = int(now.timestamp())
    own = {
        "Host": target.host_header,
        "Content-Type": MEDIA_TYPE,
        "User-Agent": "Rettidig-Webhooks/1",
        **headers(message.secrets, message.message_id, timestamp, message.body),
    }
    limit = get_settings().webhook_timeout_seconds
    async with (
        httpx.AsyncClient(verify=trust(), trust_env=False, timeout=limit) as client,
        client.stream(
            "POST",
            target.at(address),
            content=message.body,
            headers=own,
            extensions={"sni_hostname": target.host},
        ) as answer,
    ):
        status = answer.status_code
        if status in OK_STATUSES:
            return Answered(status)
        wait = time_asked(answer.headers.get("retry-after"), now)
        return Answered(status, SendFault.STATUS, wait)


@cache
def trust() -> ssl.SSLContext:
    """Trust the certificates that this machine trusts, so that a house can add its own."""
    return ssl.create_default_context()


def connect_fault(error: BaseException | None) -> SendFault:
    """Say whether it was the certificate that let a connection fail."""
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return SendFault.NOT_TRUSTED
        error = error.__cause__ or error.__context__
    return SendFault.NOT_CONNECTED


def time_asked(retry_after: str | None, now: datetime) -> timedelta | None:
    """Read Retry-After: seconds, or a moment (RFC 9110, 10.2.3); None if it is neither."""
    text = (retry_after or "").strip()
    if text.isascii() and text.isdigit():
        return timedelta(seconds=min(int(text[:9]), 10**8))
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now
