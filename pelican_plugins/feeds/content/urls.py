"""URLs in a feed: absolute, and percent-encoded as RFC 3986 requires."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, urljoin, urlunsplit

from ..._core.urls import looks_like_scheme, split

_PLAIN = re.compile(
    r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:[/?#](?:[A-Za-z0-9;/?:@&=+$.\-_!~*'(),#]|%[0-9A-Fa-f]{2})*)?"
)
_ROOTED = re.compile(r"/(?:[A-Za-z0-9\-_~.][A-Za-z0-9\-_~./]*)?")
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
# Characters that browsers strip from a URL before parsing it (URL Standard, 4.4).
_CONTROL = re.compile(r"[\t\n\r]+")
_FRINGE = "".join(map(chr, range(0x21)))
_COMMAS = re.compile(r",[\s,]+")
_SAFE = "/;:@&=+$,!~*'()%"
_CANDIDATE = re.compile(r"[\s,]*(?P<url>[^\s,]\S*[^\s,]|[^\s,])(?P<rest>(?:\s+[^,]+)?)\s*(?:,|\Z)")
_KNOWN_SCHEMES = re.compile(r"(?:https?|mailto|tel|ftp|xmpp|magnet|geo|sms):", re.IGNORECASE)
_PICTURE = re.compile(r"data:image/(?:avif|gif|jpeg|png|webp)[;,]", re.IGNORECASE)


def encoded(url: str) -> str:
    """Return *url* with every character percent-encoded that RFC 3986, section 2 forbids.

    Existing encoding stays; an internationalised host becomes ASCII.
    """
    return url if _PLAIN.fullmatch(url) else _encode(url)


def url_in_feed(url: str, base: str, *, shown: bool = False) -> str | None:
    """Return *url* as an absolute URL, or None if its scheme is not allowed in feeds.

    Args:
        url: as written in the body.
        base: the article's absolute URL.
        shown: whether it is that of an image, for which `data:` is also allowed.
    """
    if _PLAIN.fullmatch(url):
        return url
    if _ROOTED.fullmatch(url) and "/." not in url and (origin := _origin(base)):
        return f"{origin}{url}"
    seen = _as_browsers_see(url)
    fit = not looks_like_scheme(seen) or _KNOWN_SCHEMES.match(seen)
    return absolute(url, base) if fit or (shown and _PICTURE.match(seen)) else None


@lru_cache(maxsize=64)
def _origin(base: str) -> str:
    parts = split(base)
    return f"{parts.scheme}://{_host(parts.netloc)}" if parts and parts.scheme else ""


def absolute(url: str, base: str) -> str:
    """Return *url* as an absolute URL.

    Args:
        url: as written in the body; `#fn:1` is relative to *base*.
        base: the article's absolute URL.
    """
    if _PLAIN.fullmatch(url):
        return url
    url = _as_browsers_see(url)
    if split(url) is None:
        # Invalid; but it must not resolve against the reader's own site.
        scheme = _origin(base).partition("//")[0]
        return f"{scheme}{url}" if url.startswith("//") else url
    return encoded(urljoin(base, url))


def _as_browsers_see(url: str) -> str:
    return _CONTROL.sub("", url.strip(_FRINGE))


def absolute_srcset(srcset: str, base: str) -> str:
    """Return a `srcset` with absolute URLs, without `data:` URLs.

    WHATWG HTML, 4.8.4.2.1.
    """
    one_space = " ".join(srcset.split())
    candidates = [
        " ".join([url.replace(",", "%2C"), *match["rest"].split()])
        for match in _CANDIDATE.finditer(_COMMAS.sub(", ", one_space).strip(" ,"))
        if (url := url_in_feed(match["url"], base)) is not None
    ]
    return ", ".join(candidates)


@lru_cache(maxsize=4096)
def _encode(url: str) -> str:
    parts = split(url)
    if parts is None or parts.scheme in {"data", "javascript"}:
        return url
    path, query, fragment = (
        _STRAY_PERCENT.sub("%25", quote(text, safe=safe, errors="replace"))
        for text, safe in (
            (parts.path, _SAFE),
            (parts.query, f"{_SAFE}?"),
            (parts.fragment, f"{_SAFE}?"),
        )
    )
    return urlunsplit((parts.scheme, _host(parts.netloc), path, query, fragment))


def _host(netloc: str) -> str:
    if netloc.isascii():
        return netloc
    name, _, host = netloc.rpartition("@")
    try:
        host = host.encode("idna").decode("ascii")
    except UnicodeError:
        host = quote(host, safe=":")
    return f"{quote(name, safe=':%')}@{host}" if name else host
