"""Recognise URLs and IP addresses in private networks, however they are written. Pure."""

from __future__ import annotations

import socket
import unicodedata
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import unquote

from ..._core.urls import split

# RFC 6762, 6761, 8375 and ICANN's resolution of 2024 on `.internal`; the rest is widespread habit.
_PRIVATE_DOMAINS = frozenset(
    "corp home home.arpa internal intranet lan local localdomain localhost private".split()  # noqa: SIM905
)
# RFC 6052 (NAT64) and the IPv4-compatible addresses of RFC 4291.
_NAT64 = IPv6Network("64:ff9b::/96")
_COMPATIBLE = IPv6Network("::/96")
# RFC 4291, section 2.4: all others are local, reserved or of no use, such as site-local ones.
_GLOBAL_UNICAST = IPv6Network("2000::/3")
_LOW_HALF = 0xFFFF_FFFF


def is_private_url(url: str) -> bool:
    """Return whether the host of *url* is spelled as one in a private network.

    That is a name that only a private network resolves, such as one of a single label, or an IP
    address in any spelling that some resolver accepts.
    """
    parts = split(url)
    host = plain_host((parts.hostname if parts else None) or "")
    if not host:
        return False
    address = _address_in(host)
    if address is not None:
        return is_private_address(address)
    labels = host.split(".")
    return len(labels) == 1 or bool({labels[-1], ".".join(labels[-2:])} & _PRIVATE_DOMAINS)


def plain_host(host: str) -> str:
    """Return a host in the spelling that a resolver sees.

    UTS #46 maps other full stops and compatibility forms, such as digits in circles, and drops
    invisible characters.
    """
    text = unicodedata.normalize("NFKC", unquote(host)).replace("\u3002", ".").casefold()
    return "".join(c for c in text if unicodedata.category(c) != "Cf").rstrip(".")


def is_private_address(address: str) -> bool:
    """Return whether an IP address is not one of the public internet.

    An IPv4 address within an IPv6 one counts as itself: mapped and compatible (RFC 4291), 6to4 (RFC
    3056), Teredo (RFC 4380) and NAT64 (RFC 6052).
    """
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return True
    if isinstance(ip, IPv6Address):
        inner = _within(ip)
        if inner is not None:
            return is_private_address(str(inner))
        if ip not in _GLOBAL_UNICAST:
            return True
    return not ip.is_global or ip.is_multicast


def _within(ip: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that an IPv6 address leads to."""
    if ip in _NAT64 or (ip in _COMPATIBLE and int(ip) > 1):
        return IPv4Address(int(ip) & _LOW_HALF)
    teredo = ip.teredo[1] if ip.teredo else None
    return ip.ipv4_mapped or ip.sixtofour or teredo


def _address_in(host: str) -> str | None:
    with suppress(ValueError):
        return str(ip_address(host.partition("%")[0]))
    # 127.1, 0x7f.0.0.1, 0177.0.0.1 and 2130706433 are IP addresses to many systems.
    with suppress(OSError, UnicodeError):
        return str(ip_address(socket.inet_aton(host)))
    return None
