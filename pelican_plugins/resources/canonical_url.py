"""The canonical form of a URL, to tell whether two URLs lead to the same work."""

from __future__ import annotations

import re
from contextlib import suppress
from urllib.parse import quote, unquote

from .._core.text import one_line
from .._core.urls import is_web, split

_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))
_HEX = re.compile(r"%([0-9a-fA-F]{2})")
_STRAY = re.compile(r"%(?![0-9a-fA-F]{2})")
_SPACE = re.compile(r"\s")
_FRINGE = re.compile(r"\A[\s/]+|[\s/]+\Z")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
_DOI = re.compile(r"10\.\d{4,9}(\.\d+)*/.+", re.DOTALL)
_DOI_HOSTS = {"doi.org", "dx.doi.org"}
_DEFAULT_PORTS = {None, 80, 443}

# What newsletters, advertisers and social networks add to track readers.
_TRACKING = re.compile(
    r"(utm_\w*|mtm_\w*|pk_(campaign|kwd|source|medium|content)|_hs(enc|mi)|mc_[ce]id"
    r"|fbclid|gclid|gclsrc|gbraid|wbraid|dclid|msclkid|twclid|yclid|igshid|ttclid|li_fat_id"
    r"|mkt_tok|oly_(anon|enc)_id|vero_(conv|id)|wickedid|__s|_ga|_gl|s_cid)",
    re.IGNORECASE,
)


def canonical_url(url: str) -> str:
    """Return a URL that all URLs of one work have in common.

    It ignores scheme, `www.`, default port, login, trailing slash, case and form (punycode or
    Unicode) of the host, tracking parameters, needless percent-encoding (RFC 3986, section
    6.2.2) and any fragment that is not a script's route (`#!…`, `#/…`). Links to a DOI differ
    by the DOI alone (ISO 26324: it is case-insensitive). The URL within one of web.archive.org
    is not changed.

    Args:
        url: any string; one that is not a web URL is returned on one line.
    """
    # A lone surrogate cannot be percent-encoded.
    url = one_line(url.encode(errors="replace").decode())
    parts = split(url)
    host = _plain_host((parts.hostname if parts else None) or "")
    if parts is None or not is_web(url) or not host or _SPACE.search(host):
        return url
    doi = _FRINGE.sub("", unquote(parts.path))
    if host in _DOI_HOSTS and _DOI.fullmatch(doi):
        return canonical_doi_url(doi)
    if ":" in host:
        host = f"[{host}]"
    port = "" if parts.port in _DEFAULT_PORTS else f":{parts.port}"
    query = "&".join(
        pair
        for pair in _plain(parts.query).split("&")
        if pair and not _TRACKING.fullmatch(pair.partition("=")[0])
    )
    fragment = _plain(parts.fragment) if parts.fragment.startswith(("!", "/")) else ""
    return (
        f"https://{host}{port}{_plain(parts.path).rstrip('/')}"
        f"{query and '?'}{query}{fragment and '#'}{fragment}"
    )


def canonical_doi_url(doi: str) -> str:
    """Return the `canonical_url` of links to a DOI, which is given without a prefix."""
    return f"https://doi.org/{quote(_FRINGE.sub('', doi).lower(), safe='/:;()')}"


def _plain_host(host: str) -> str:
    # IDNA treats three more characters as a full stop (RFC 3490, section 3.1).
    host = host.rstrip(".。．｡")
    with suppress(UnicodeError):
        host = host.encode("idna").decode("ascii")
    host = host.lower()
    while host.startswith("www.") and "." in host[4:]:
        host = host[4:]
    return host


def _plain(text: str) -> str:
    """Return a part of a URL in ASCII, each character in its shortest form."""
    ascii_text = quote(text, safe=_PRINTABLE)
    return _HEX.sub(_shortest, _STRAY.sub("%25", ascii_text))


def _shortest(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return character if _UNRESERVED.fullmatch(character) else match[0].upper()
