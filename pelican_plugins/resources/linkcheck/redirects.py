"""Where a redirect leads, and whether to follow it. Pure."""

from __future__ import annotations

import socket
from contextlib import suppress
from ipaddress import ip_address
from urllib.parse import urldefrag, urljoin, urlsplit, urlunsplit

from ..._core.urls import is_web, split

REDIRECTS = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})


class RedirectError(ValueError):
    """A redirect that is not followed; says why."""


def target_of(here: str, location: str) -> str:
    """Return the address that `Location` names (RFC 9110, section 10.2.2), without fragment.

    Raises:
        RedirectError: no program should follow it.
    """
    try:
        target = without_user(urldefrag(urljoin(here, location.strip())).url)
    except ValueError:
        raise RedirectError("it leads to what is no address") from None
    if not is_web(target):
        raise RedirectError("it leads to what is no web page")
    # Whoever owns a cited page must not reach into the network of whoever checks it.
    if _is_inside(target) and not _is_inside(here):
        raise RedirectError("it leads into a private network")
    return target


def without_user(url: str) -> str:
    """Return *url* without a user name and password before its host."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def holds_user(url: str) -> bool:
    """Tell whether *url* has a user name or password before its host."""
    parts = split(url)
    return parts is not None and "@" in parts.netloc


def with_fragment(address: str, fragment: str) -> str:
    """Return *address* with the *fragment* that it inherits (RFC 9110, section 10.2.2)."""
    return f"{address}#{fragment}" if fragment and "#" not in address else address


def _is_inside(url: str) -> bool:
    parts = split(url)
    host = ((parts.hostname if parts else None) or "").rstrip(".")
    if host == "localhost" or host.endswith(".localhost"):
        return True
    with suppress(ValueError):
        return not ip_address(host).is_global
    with suppress(OSError):
        # Systems also take 127.1 and 2130706433 for addresses.
        return not ip_address(socket.inet_aton(host)).is_global
    return False
