"""Find which files are feeds, and validate RSS 2.0, Atom 1.0 (RFC 4287) and JSON Feed 1.1.

RSS as specified by the RSS Advisory Board, JSON Feed as at jsonfeed.org/version/1.1.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from lxml import etree

from .._core.diagnostics import Diagnostic, Severity
from .._core.urls import looks_like_scheme, split
from .rules import FEED_ADDRESS, FEED_DATE, FEED_ELEMENT, FEED_ID, FEED_MALFORMED

_SITEURL = "set SITEURL to the site's URL, with https://"
# RFC 3339, section 5.6.
_RFC3339 = re.compile(
    r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)", re.ASCII
)
# RFC 822, section 5, with years of four digits, as RSS 2.0 asks.
_RFC822 = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d(?::\d\d)?"
    r" (?:[+-]\d{4}|[A-Z]{1,3})",
    re.ASCII,
)
_RELATIVE = re.compile(
    r"<[^<>]*?\s(?:href|src|poster)\s*=\s*[\"'](?!\s*(?:[A-Za-z][A-Za-z0-9+.-]*:|//|#|[\"']))"
)
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class FeedValue:
    """A string in a feed, with its line if known."""

    text: str
    line: int | None = None


def missing_element(name: str, where: str, line: int | None, fix: str) -> Diagnostic:
    """Return the problem of a missing required element."""
    return FEED_ELEMENT(f"{where} has no {name}", fix, line=line)


def relative_urls(values: Iterable[FeedValue]) -> Iterator[Diagnostic]:
    """Yield a problem if URLs are not absolute; RFC 3986, section 4.3."""
    wrong = [value for value in values if not is_absolute(value.text)]
    if wrong:
        text = f"the URL {wrong[0].text[:_SHOWN]!r}{_more(wrong)} is not absolute"
        yield FEED_ADDRESS(text, _SITEURL, line=wrong[0].line)


def relative_urls_in_html(values: Iterable[FeedValue]) -> Iterator[Diagnostic]:
    """Yield a problem if the HTML of entries has relative URLs."""
    wrong = [value for value in values if _RELATIVE.search(value.text)]
    if wrong:
        text = f"the content of an entry{_more(wrong)} has URLs that are not absolute"
        # No reader rejects the feed for it, or loses entries.
        yield FEED_ADDRESS(text, _SITEURL, line=wrong[0].line, severity=Severity.WARNING)


def duplicate_ids(ids: Iterable[FeedValue]) -> Iterator[Diagnostic]:
    """Yield a problem for each id that several entries share."""
    lines: dict[str, list[int | None]] = {}
    for one in ids:
        lines.setdefault(one.text, []).append(one.line)
    for name, places in lines.items():
        if len(places) > 1:
            text = (
                f"{len(places)} entries have the id {name[:_SHOWN]!r}, so readers show only"
                " one of them"
            )
            yield FEED_ID(text, "give each article its own guid or slug", line=places[1])


def invalid_dates(values: Iterable[FeedValue], form: str) -> Iterator[Diagnostic]:
    """Yield a problem if dates are not in *form*: `RFC 822` or `RFC 3339`."""
    is_date = is_rfc822 if form == "RFC 822" else is_rfc3339
    wrong = [value for value in values if not is_date(value.text)]
    if wrong:
        text = f"the date {wrong[0].text[:_SHOWN]!r}{_more(wrong)} is not in {form} format"
        yield FEED_DATE(text, "correct the date of its article", line=wrong[0].line)


def is_absolute(url: str) -> bool:
    """Return whether *url* has a scheme, and a host if its scheme requires one."""
    parts = split(url.strip())
    if parts is None or not parts.scheme or re.search(r"\s", url.strip()):
        return False
    return bool(parts.hostname) or parts.scheme not in {"http", "https", "ftp"}


def is_rfc822(text: str) -> bool:
    """Return whether *text* is a date as in RSS 2.0."""
    try:
        return _RFC822.fullmatch(text.strip()) is not None and bool(parsedate_to_datetime(text))
    except ValueError:
        return False


def is_rfc3339(text: str) -> bool:
    """Return whether *text* is a date as in Atom and JSON Feed."""
    try:
        return _RFC3339.fullmatch(text) is not None and bool(datetime.fromisoformat(text.upper()))
    except ValueError:
        return False


def _more(values: list[FeedValue]) -> str:
    more = len(values) - 1
    return f" (and {more} more)" if more else ""


NAMESPACE = "{http://www.w3.org/2005/Atom}"
_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
# Sections 4.1.1 and 4.1.2.
_ATOM_REQUIRED = ("id", "title", "updated")
_ATOM_FIXES = {
    "id": "set SITEURL",
    "title": "give it a title (for the feed, SITENAME)",
    "updated": "give its article a date",
}


def validate_atom(root: Any) -> Iterator[Diagnostic]:
    """Yield the problems of a feed.

    Args:
        root: the parsed `<feed>`.
    """
    entries = root.findall(f"{NAMESPACE}entry")
    for parent, where in ((root, "the feed"), *((entry, "an entry") for entry in entries)):
        for name in _ATOM_REQUIRED:
            found = parent.findall(NAMESPACE + name)
            if not found:
                yield missing_element(f"<{name}>", where, parent.sourceline, _ATOM_FIXES[name])
            elif len(found) > 1:
                text = f"{where} has {len(found)} <{name}>"
                yield FEED_ELEMENT(text, "keep only one", line=found[1].sourceline)
    author = f"{NAMESPACE}author"
    if root.find(author) is None and any(entry.find(author) is None for entry in entries):
        # Section 4.1.1: a feed has an author, unless each of its entries has one.
        yield missing_element("<author>", "an entry", root.sourceline, "set AUTHOR")
    yield from _same_ids(entries)
    yield from _without_text(entries)
    if root.get(_XML_BASE) is None:
        links = [
            FeedValue(link.get("href", ""), link.sourceline)
            for parent in (root, *entries)
            for link in parent.findall(f"{NAMESPACE}link")
        ]
        ids = _values([root, *entries], f"{NAMESPACE}id")
        # What Pelican leaves in the path of an id, such as a space, must stay there.
        relative = [each for each in ids if not looks_like_scheme(each.text)]
        yield from relative_urls([*relative, *links])
        html = [
            FeedValue(text.text or "", text.sourceline)
            for entry in entries
            for name in ("content", "summary")
            for text in entry.findall(NAMESPACE + name)
            if text.get("type") == "html"
        ]
        yield from relative_urls_in_html(html)
    dates = _values([root, *entries], f"{NAMESPACE}updated")
    dates += _values(entries, f"{NAMESPACE}published")
    yield from invalid_dates(dates, "RFC 3339")


def _same_ids(entries: list[Any]) -> Iterator[Diagnostic]:
    """Yield ids that occur twice with the same `updated`, which section 4.1.1 forbids."""
    seen: dict[tuple[str, str], int] = {}
    for entry in entries:
        identity = entry.findtext(f"{NAMESPACE}id") or ""
        key = identity, entry.findtext(f"{NAMESPACE}updated") or ""
        if identity and key in seen:
            text = (
                f"two entries have the id {identity[:_SHOWN]!r}, so readers show only one of them"
            )
            fix = "give each article its own guid or slug"
            yield FEED_ID(text, fix, line=entry.sourceline)
        seen[key] = entry.sourceline


def _without_text(entries: list[Any]) -> Iterator[Diagnostic]:
    """Yield entries with neither content nor link; section 4.1.2."""
    for entry in entries:
        links = entry.findall(f"{NAMESPACE}link")
        if entry.find(f"{NAMESPACE}content") is None and not any(
            link.get("rel", "alternate") == "alternate" for link in links
        ):
            fix = "set SITEURL, or add text to its article"
            yield missing_element("<content> and no <link>", "an entry", entry.sourceline, fix)


def _values(parents: list[Any], name: str) -> list[FeedValue]:
    found = (child for parent in parents for child in parent.findall(name))
    return [FeedValue((child.text or "").strip(), child.sourceline) for child in found]


_RSS_CHANNEL = {
    "title": "set SITENAME",
    "link": "set SITEURL",
    "description": "set SITESUBTITLE",
}
_RSS_ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"


def validate_rss(root: Any) -> Iterator[Diagnostic]:
    """Yield the problems of a feed.

    Args:
        root: the parsed `<rss>`.
    """
    if root.get("version") not in {"2.0", "0.91", "0.92"}:
        yield missing_element(
            "version that feed readers know", "<rss>", root.sourceline, "write 2.0"
        )
    channel = root.find("channel")
    if channel is None:
        yield missing_element("<channel>", "the feed", root.sourceline, "rebuild the site")
        return
    for name, fix in _RSS_CHANNEL.items():
        # A description may be empty; a title or link may not.
        if channel.find(name) is None or (name != "description" and not channel.findtext(name)):
            yield missing_element(f"<{name}>", "the feed", channel.sourceline, fix)
    items = channel.findall("item")
    for item in items:
        if not (item.findtext("title") or item.findtext("description")):
            fix = "give its article a title"
            yield missing_element("<title> and no <description>", "an entry", item.sourceline, fix)
    yield from duplicate_ids(_values(items, "guid"))
    links = [value for value in _values([channel, *items], "link") if value.text]
    permanent = [
        FeedValue((guid.text or "").strip(), guid.sourceline)
        for guid in channel.findall("item/guid")
        # "isPermaLink is optional, its default value is true."
        if guid.get("isPermaLink", "true") == "true"
    ]
    enclosures = channel.findall("item/enclosure")
    urls = [FeedValue(each.get("url", ""), each.sourceline) for each in enclosures]
    yield from relative_urls([*links, *permanent, *urls])
    for each in enclosures:
        for name in ("url", "length", "type"):
            if not each.get(name):
                fix = "add url, length and type to `enclosure` in the front matter"
                yield missing_element(name, "an <enclosure>", each.sourceline, fix)
    yield from invalid_dates(
        [*_values(items, "pubDate"), *_values([channel], "lastBuildDate")], "RFC 822"
    )
    yield from relative_urls_in_html(
        [*_values(items, "description"), *_values(items, _RSS_ENCODED)]
    )


_JSON_FIXES = {"title": "set SITENAME", "items": "rebuild the site"}


def validate_json_feed(feed: Any) -> Iterator[Diagnostic]:
    """Yield the problems of a feed.

    Args:
        feed: the parsed JSON.
    """
    if not isinstance(feed, dict):
        yield missing_element("object", "the feed", 1, "rebuild the site")
        return
    for name, fix in _JSON_FIXES.items():
        if not isinstance(feed.get(name), list if name == "items" else str):
            yield missing_element(name, "the feed", 1, fix)
    given = feed.get("items")
    items = [item for item in given if isinstance(item, dict)] if isinstance(given, list) else []
    for item in items:
        # "id (required, string)"; a number counts as a string.
        if item.get("id") in (None, ""):
            yield missing_element("id", "an entry", None, "set SITEURL")
        if not any(isinstance(item.get(name), str) for name in ("content_html", "content_text")):
            yield missing_element(
                "content_html and no content_text", "an entry", None, "add text to its article"
            )
        for attached in item.get("attachments") or ():
            for name in ("url", "mime_type"):
                if not isinstance(attached, dict) or not attached.get(name):
                    fix = "add url and type to `enclosure` in the front matter"
                    yield missing_element(name, "an attachment", None, fix)
    yield from duplicate_ids(FeedValue(str(item["id"])) for item in items if item.get("id"))
    yield from relative_urls(
        [
            *_json_values([feed], ("home_page_url", "feed_url", "next_url", "icon", "favicon")),
            *_json_values(items, ("url", "external_url", "image", "banner_image")),
        ]
    )
    yield from invalid_dates(_json_values(items, ("date_published", "date_modified")), "RFC 3339")
    yield from relative_urls_in_html(_json_values(items, ("content_html",)))


def _json_values(parents: list[dict[str, Any]], names: tuple[str, ...]) -> list[FeedValue]:
    return [
        FeedValue(str(parent[name])) for parent in parents for name in names if parent.get(name)
    ]


HEAD = 4_096
"""Number of bytes that `is_feed` needs."""

# XML 1.0, production [22]: what may precede the root. Atomic groups, so no backtracking.
_ROOT = re.compile(
    rb"(?>\s*(?><!--.*?-->|<\?[^>]*>|<!(?!--)[^>]*>|\]>))*+\s*<(?:\w+:)?(?:rss|feed)[\s>]",
    re.DOTALL,
)
_JSON_FEED = re.compile(rb"jsonfeed\.org\\?/version")


def is_feed(head: bytes) -> bool:
    """Return whether a file is a feed, by its first `HEAD` bytes."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith(b"{"):
        return _JSON_FEED.search(start) is not None
    return _ROOT.match(start) is not None


def validate(data: bytes) -> Iterator[Diagnostic]:
    """Yield the problems of a feed in any format."""
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        try:
            yield from validate_json_feed(json.loads(data))
        except (ValueError, RecursionError) as error:
            line = getattr(error, "lineno", None)
            yield FEED_MALFORMED(f"it is not valid JSON ({error})", "rebuild the site", line=line)
        return
    # External entities are neither fetched nor expanded.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        text = f"it is not well-formed XML ({error.msg})"
        yield FEED_MALFORMED(text, "rebuild the site", line=error.lineno)
        return
    if root.tag == f"{NAMESPACE}feed":
        yield from validate_atom(root)
    elif root.tag == "rss":
        yield from validate_rss(root)
