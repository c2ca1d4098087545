"""Addresses, as readers and browsers understand them."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import SplitResult, urlsplit


def split(url: str) -> SplitResult | None:
    """Return the parts of *url*, or None where it is no URL at all (a bad port, say)."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    return parts


def is_web(url: str) -> bool:
    """Tell whether *url* is an absolute `http` or `https` address with a host."""
    parts = split(url)
    return parts is not None and parts.scheme in {"http", "https"} and bool(parts.hostname)


def reader_host(url: str) -> str:
    """Return the host of *url* as a reader would say it: no `www.`, no port, IDN in Unicode.

    An address without a host gives an empty text.
    """
    parts = split(url)
    host = (parts.hostname if parts else None) or ""
    # Where it is no valid punycode, what stands in the address is the best name there is.
    with suppress(UnicodeError):
        host = host.encode("ascii").decode("idna")
    return host.removeprefix("www.")
