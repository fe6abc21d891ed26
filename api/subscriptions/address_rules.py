"""Where a delivery may go: nowhere inside the own network, unless that is allowed. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final
from urllib.parse import urlsplit

from api.errors import InvalidInput

Address = IPv4Address | IPv6Address
Networks = Sequence[IPv4Network | IPv6Network]
PORTS: Final = {"https": 443, "http": 80}
# RFC 4291, 2.4, and IANA's registry: all that is routed lies here.
ROUTED: Final = IPv6Network("2000::/3")
# RFC 6052: the last four bytes are an IPv4 address, which a gateway connects to.
TRANSLATED: Final = IPv6Network("64:ff9b::/96")


@dataclass(frozen=True)
class Target:
    """The parts of an address that a delivery is sent to."""

    scheme: str
    host: str
    port: int
    rest: str

    @property
    def host_header(self) -> str:
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == PORTS[self.scheme] else f"{name}:{self.port}"

    def at(self, address: Address) -> str:
        """Return where the request goes: the checked address in the place of the name."""
        host = f"[{address}]" if address.version == 6 else str(address)  # noqa: PLR2004
        return f"{self.scheme}://{host}:{self.port}{self.rest}"


def target_of(url: str) -> Target:
    """Take an address apart; ValueError if it is none."""
    parts = urlsplit(url)
    scheme, host = parts.scheme.lower(), parts.hostname
    if scheme not in PORTS or not host or not url.isascii() or not url.isprintable() or " " in url:
        raise ValueError("no address")
    rest = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(scheme, host, parts.port or PORTS[scheme], rest)


def check_url(url: str, *, allowed: Networks, http: bool) -> None:
    """Refuse what is no address of a receiver, and an IP address that nothing is sent to."""
    try:
        target = target_of(url)
    except ValueError:
        raise InvalidInput(
            "url_invalid",
            "Send a whole address, as https://receiver.example.dk/rettidig.",
            pointer="/url",
        ) from None
    if target.scheme != "https" and not http:
        raise InvalidInput("url_not_https", "The address must begin with https.", pointer="/url")
    if "@" in urlsplit(url).netloc or "#" in url:
        raise InvalidInput(
            "url_invalid",
            "An address holds neither a name with password nor a #. Deliveries are signed instead.",
            pointer="/url",
        )
    if (address := literal(target.host)) and is_refused(address, allowed):
        raise InvalidInput(
            "url_not_public", "Nothing is sent to addresses of a network's own.", pointer="/url"
        )


def literal(host: str) -> Address | None:
    """Return the IP address that a host is written as; None if it is a name."""
    try:
        return ip_address(host)
    except ValueError:
        return None


def is_refused(address: Address, allowed: Networks) -> bool:
    """Say whether an address is private, loopback, link-local, multicast or of no use.

    What an IPv6 address wraps is judged too: a gateway may connect to it. `allowed` are networks
    that may be sent to all the same.
    """
    wrapped = wrapped_in(address)
    if wrapped is not None:
        return is_refused(wrapped, allowed)
    if any(address in network for network in allowed):
        return False
    if isinstance(address, IPv6Address) and address not in ROUTED:
        return True
    return not address.is_global or address.is_multicast or address.is_reserved


def wrapped_in(address: Address) -> IPv4Address | None:
    """Return the IPv4 address inside an IPv6 address: mapped, translated, 6to4 or Teredo."""
    if isinstance(address, IPv4Address):
        return None
    if address in TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)
