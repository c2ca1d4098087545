"""Find URLs in text and source, decide which may be linked, and unlink the others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Any

from bs4 import Tag

from ..._core.diagnostics import Diagnostic
from ..._core.html_document import Document
from ..._core.rules import LINK_BROKEN
from ..._core.text import one_line
from ..._core.urls import is_web, split
from ..rules import LINK_UNSAFE
from .markup import tags_in

# A host without a scheme is a URL only behind `www.` (GFM, section 6.9).
_START = re.compile(r"https?://(?=[^\s<>\"])|(?<![\w./@-])www\.(?=[^\s<>\"])", re.IGNORECASE)
_UNSPACED = re.compile(r"[^\s<>\"]+")
_WWW = re.compile(r"www\.(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}(?=[/?#:]|\Z)", re.IGNORECASE)
_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
# Punctuation and quotation marks at which linkify-it does not stop: those of Chinese and Japanese,
# of Arabic, and what ends a sentence before Chinese or Japanese. A URL in brackets is another.
_STOP = re.compile(
    r"[、。，；！？「」『』《》〈〉【】〔〕〖〗〘〙〚〛｟｠｢｣⟨⟩（）“”„«»‹›\u3000،؛؟۔]"
    rf"|[：…—–’～~·](?=[{_CJK}])|[(\[](?=https?://)"
)
_WINDOW, _EDGE = 512, 16
_TRAILING = ".,;:!?'’‘…：—–～·\u0387"
# WHATWG URL, section 4.4: browsers drop these before they look at the scheme.
_DROPPED = re.compile(r"[\t\n\r]")
_LEADING = re.compile(r"\A[\x00-\x20]+")
_SCHEME = re.compile(r"\A([a-zA-Z][a-zA-Z0-9+.-]*):")
# How links to the site's own pages and files begin, in Pelican or another generator.
_INTERNAL = ("#", "/", ".", "|", "{", "@")
_NO_URL = re.compile(r"[\s<>{}]")
# A host, unless it ends with the extension of a page or an image.
_HOST = re.compile(
    r"\A(?:[a-z0-9-]+\.)+(?!(?:html?|php|md|pdf|png|jpe?g|gif|svg|webp|"
    r"txt)\b)[a-z]{2,}(?:[/:?#]|\Z)",
    re.IGNORECASE,
)
_UNSAFE_SCHEMES = {"javascript", "data", "vbscript"}

_ARCHIVES = {
    *("web.archive.org", "archive.org", "archive.ph", "archive.today", "archive.is"),
    *("perma.cc", "ghostarchive.org", "webcitation.org"),
}


@cache
def _finder() -> Any:
    from linkify_it import LinkifyIt

    return LinkifyIt(options={"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})


def find_url(text: str, start: int = 0) -> tuple[int, int] | None:
    """Return the span of the first web URL in *text* after *start*.

    A URL has a scheme or begins with `www.`: `Data.gov` may be a name.
    """
    for match in _START.finditer(text, start):
        start = match.start()
        length = _length_of_url(text, start, match.group())
        if length:
            return start, start + length
    return None


def _length_of_url(text: str, start: int, opening: str) -> int:
    """Return the length of the URL that may begin at *start* with this *opening*, or 0.

    Most end soon, so what is behind them is not read again for each.
    """
    window = _WINDOW
    while True:
        written = _UNSPACED.match(text, start, start + window)
        assert written is not None
        length, is_whole = _length_within(written.group(), opening)
        if is_whole or len(written.group()) < window:
            return length
        window *= 2


def _length_within(written: str, opening: str) -> tuple[int, bool]:
    """Return the length of the URL at the start, and whether a longer string has the same."""
    named = opening[:1] in "wW"
    scheme, rest = ("http", f"//{written}") if named else written.split(":", 1)
    stop = _STOP.search(rest)
    rest = rest[: stop.start()] if stop else rest
    length = _finder().test_schema_at(f":{rest}", f"{scheme.lower()}:", 1) if rest else 0
    found = rest[:length].rstrip(_TRAILING)
    is_whole = len(found) < len(rest) - _EDGE
    if len(found) <= len("//") or (named and not _WWW.match(found, len("//"))):
        return 0, is_whole
    return len(found) + (-len("//") if named else len(f"{scheme}:")), is_whole


def absolute(written: str) -> str:
    """Return the URL of what `find_url` has found."""
    return f"http://{written}" if written[:4].lower() == "www." else written


def find_urls(text: str) -> Iterator[str]:
    """Yield every web URL in *text*."""
    place = find_url(text)
    while place is not None:
        yield absolute(text[place[0] : place[1]])
        place = find_url(text, place[1])


def is_archived_copy(url: str) -> bool:
    """Return whether *url* is a copy in a known web archive."""
    parts = split(url)
    return parts is not None and (parts.hostname or "").removeprefix("www.") in _ARCHIVES


def is_unsafe(href: str) -> bool:
    """Return whether a browser would run or show the content of *href* itself."""
    cleaned = _LEADING.sub("", _DROPPED.sub("", href))
    scheme = _SCHEME.match(cleaned)
    return scheme is not None and scheme[1].lower() in _UNSAFE_SCHEMES


def url_objection(url: str) -> str | None:
    """Return why *url* must not be linked, or None if it may be.

    A user name can make one site look like another, a password is a secret, and invisible
    characters make a URL look like another (UAX #9, UTS #36).
    """
    if not url.isprintable():
        for character in url:
            if unicodedata.category(character) in {"Cf", "Cc"}:
                return f"it contains an invisible character, U+{ord(character):04X}"
    parts = split(url)
    if parts is None or not parts.hostname:
        return "it is not a valid URL"
    if parts.username is not None or parts.password is not None:
        return "it contains a user name or password"
    return None


def href_objection(href: str) -> str | None:
    """Return why *href* must not be linked, or None if it may be."""
    if is_unsafe(href):
        return "a browser would run it as code"
    return url_objection(href) if is_web(href) else None


def is_internal_link(href: str) -> bool:
    """Return whether *href* is within the site, or must not be linked."""
    if href_objection(href) is not None or href.startswith(_INTERNAL):
        return True
    parts = split(href)
    return parts is not None and not parts.scheme and not is_broken(href)


_LOCAL = re.compile(r"(?:.+\.)?localhost")


def is_local(url: str) -> bool:
    """Return whether *url* leads to the reader's own machine, as in instructions."""
    parts = split(url)
    return parts is not None and _LOCAL.fullmatch(parts.hostname or "") is not None


def is_of_site(url: str, site: str) -> bool:
    """Return whether *url* leads into the site at *site*, with any scheme, with `www.` or not."""
    parts, own = split(url), split(site)
    if parts is None or own is None or not own.hostname or not parts.hostname:
        return False
    hosts = {host.lower().removeprefix("www.") for host in (parts.hostname, own.hostname)}
    folder = own.path.rstrip("/")
    return len(hosts) == 1 and (parts.path == folder or parts.path.startswith(f"{folder}/"))


def is_broken(href: str) -> bool:
    """Return whether *href* is a mistake that cannot work.

    Examples are a URL without its scheme (`example.org/page`), a title, or a port that is not
    a number.
    """
    if not href or href.startswith(_INTERNAL):
        return False
    parts = split(href)
    if parts is None:
        return True
    if parts.scheme:
        return parts.scheme in {"http", "https"} and not parts.hostname
    return bool(_NO_URL.search(href)) or bool(_HOST.match(href))


_URL = re.compile(r"https?://[^\s<>\"'`]+")
# Punctuation and markup after a URL.
_TRAILING_IN_SOURCE = ".,;:!?)]}*_|"


def urls_in_line(line: str) -> list[str]:
    """Return the web URLs in a line of source, whatever its markup."""
    return [found.rstrip(_TRAILING_IN_SOURCE) for found in _URL.findall(line)]


def url_spans(line: str, url: str) -> list[tuple[int, int]]:
    """Return the spans of *url* in a line of source."""
    return [
        (found.start(), found.start() + len(url))
        for found in _URL.finditer(line)
        if found.group().rstrip(_TRAILING_IN_SOURCE) == url
    ]


_TRACKING = re.compile(
    r"\A(?:utm_[a-z_]+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|mc_cid|mc_eid|"
    r"_hsenc|_hsmi|mkt_tok|vero_id|oly_anon_id|oly_enc_id|_branch_match_id|s_cid|wickedid)\Z",
    re.IGNORECASE,
)


def without_tracking(url: str) -> str:
    """Return *url* without its tracking parameters, and otherwise unchanged.

    Only parameters without any other use are known, so that the URL still works. A URL within
    another, as in an archive's, is not changed.
    """
    base, hash_, fragment = url.partition("#")
    path, mark, query = base.partition("?")
    if not mark or "://" in path.partition("://")[2]:
        return url
    kept = [pair for pair in query.split("&") if not _TRACKING.match(pair.partition("=")[0])]
    if len(kept) == len(query.split("&")):
        return url
    return path + (mark + "&".join(kept) if kept else "") + hash_ + fragment


_SHOWN = 80


def unlink_unsafe(document: Document, part: Tag) -> list[Diagnostic]:
    """Remove the `href` of each link in *part* that must not be linked.

    Returns:
        Diagnostics for these links, and for those that cannot work.
    """
    problems = []
    reported = set()
    for link in tags_in(part, "a"):
        if not link.has_attr("href"):
            continue
        href = str(link["href"]).strip()
        reason = href_objection(href)
        if reason is not None:
            del link["href"]
            document.changed_start(link)
            problems.append(_problem(href, reason))
            reported.add(href)
        elif is_broken(href):
            text = f"the link {one_line(href)[:_SHOWN]!r} in its resources does not work"
            fix = "write the complete URL with https://"
            problems.append(LINK_BROKEN(text, fix, href, last=True))
    for url in find_urls(part.get_text(" ")):
        reason = url_objection(url)
        if reason is not None and url not in reported:
            problems.append(_problem(url, reason))
    return problems


def _problem(url: str, reason: str) -> Diagnostic:
    # Not the complete URL: it may contain a secret, or pages of data.
    shown = one_line(url.partition("@")[2] or url)[:_SHOWN]
    visible = shown.encode("unicode_escape").decode("ascii") if not shown.isascii() else shown
    text = f"the URL '{visible}' in its resources was not turned into a link: {reason}"
    return LINK_UNSAFE(text, "correct or remove it", url, last=True)
