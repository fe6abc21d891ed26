"""Finding where a name leads, when something is sent there.

The connection goes to the very address that was checked: a name that shows one address to the
check and another to the connection (DNS rebinding) gains nothing.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from ipaddress import ip_address

from api.settings import get_settings
from api.subscriptions.address_rules import Address, Target, is_refused

# A resolver that hangs holds threads of its own, and none that others wait for.
THREADS = ThreadPoolExecutor(8, "lookup")
Lookup = Callable[[str, int], Awaitable[Sequence[str]]]


class NameUnknown(Exception):
    """The name leads nowhere."""


class AddressRefused(Exception):
    """The name leads to an address that nothing is sent to."""


async def lookup(host: str, port: int) -> list[str]:
    """Ask the system's resolver for the addresses of a host, the best first."""
    ask = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    try:
        found = await asyncio.get_running_loop().run_in_executor(THREADS, ask)
    except (OSError, UnicodeError) as error:
        raise NameUnknown(host) from error
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


async def addresses_of(target: Target, look_up: Lookup = lookup) -> list[Address]:
    """Return the addresses to try; refuse if only one of them is of a network's own."""
    allowed = get_settings().webhook_networks
    found = [ip_address(text) for text in await look_up(target.host, target.port)]
    if not found:
        raise NameUnknown(target.host)
    if any(is_refused(address, allowed) for address in found):
        raise AddressRefused(target.host)
    return found
