"""Findings of `pouch check` about reference lists and links.

Unsafe and broken links within a list are reported by the build itself.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from html import unescape
from operator import attrgetter
from typing import Any

from .._core.contract import has_resources
from .._core.diagnostics import Diagnostic, Replacement, Severity
from .._core.paths import lines_of, shown
from .._core.pelican_compat import body_of
from .._core.pelican_site_reader import Reading
from .._core.settings import load
from .._core.source_lines import in_content
from .._core.text import cut
from .canonical_url import canonical_url
from .parsing.links import is_unsafe, urls_in_line, without_tracking
from .resource import Resource
from .rules import LINK_DUPLICATE, LINK_TRACKING, LINK_UNSAFE
from .settings import ResourcesSettings

_LINK = re.compile(r"<a\b[^>]*?\shref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))", re.IGNORECASE)
_NEEDLE = 40


def findings(site: Reading) -> Iterator[Diagnostic]:
    """Yield unread lists, duplicate entries, unsafe links and tracking parameters."""
    untracked = load(ResourcesSettings, site.context, "POUCH_RESOURCES").remove_tracking
    contents = (content for content in site.context["generated_content"].values() if content)
    for content in sorted(contents, key=lambda content: str(content.source_path)):
        if not has_resources(content):
            continue
        resources = content.resources
        source = str(content.source_path)
        unread: Any = content.unread_resources
        yield from (in_content(content, diagnostic) for diagnostic in unread)
        yield from _unsafe(content)
        if resources:
            lines = lines_of(source)
            yield from _duplicates(_lists(content), resources, lines, source)
            if untracked:
                yield from _tracking(resources, lines, source)


def _unsafe(content: Any) -> Iterator[Diagnostic]:
    """Yield links that a browser would run; those within lists are already removed."""
    for href in dict.fromkeys(
        unescape("".join(groups)) for groups in _LINK.findall(body_of(content))
    ):
        if is_unsafe(href):
            text = f"a browser would run the link {cut(href.strip())!r} as code"
            fix = "move it to a script in the theme, or remove it"
            yield in_content(content, LINK_UNSAFE(text, fix, href.strip()[:_NEEDLE]))


def _lists(content: Any) -> Iterator[tuple[Resource, ...]]:
    begin = 0
    for length in content.resource_lists:
        yield content.resources[begin : begin + length]
        begin += length


def _duplicates(
    lists: Iterable[tuple[Resource, ...]],
    resources: tuple[Resource, ...],
    lines: list[str],
    source: str,
) -> Iterator[Diagnostic]:
    """Yield each work that is listed twice in one list."""
    facts = attrgetter("url", "title", "note", "group")
    works: dict[tuple[int, str, str], list[Resource]] = defaultdict(list)
    for number, entries in enumerate(lists):
        for entry in entries:
            if entry.url:
                # Another fragment may be another chapter, or another page of a PDF.
                key = canonical_url(entry.url), entry.url.partition("#")[2]
                works[number, *key].append(entry)
    for same in works.values():
        first = same[0]
        for again in same[1:]:
            alike = facts(again) == facts(first)
            if not alike and again.title == first.title:
                # Another note may cite another page of the same work.
                continue
            yield LINK_DUPLICATE(
                f"{cut(again.title)!r} has the same URL as {_named(first, again)}",
                "delete one of them" if alike else "list it once, or correct one URL",
                path=shown(source),
                line=_line_of_entry(again, resources, lines),
                severity=Severity.WARNING if alike else Severity.ADVICE,
                replacement=Replacement(str(again.url), "") if alike else None,
            )


def _named(first: Resource, again: Resource) -> str:
    place = f"entry {first.position}"
    return place if first.title == again.title else f"{place}, {cut(first.title)!r}"


def _line_of_entry(
    wanted: Resource, resources: tuple[Resource, ...], lines: list[str]
) -> int | None:
    """Return the line of an entry: the last with its URL, since a list usually ends a post."""
    same = [resource for resource in resources if resource.url == wanted.url]
    found = [n for n, line in enumerate(lines, 1) if _holds(line, str(wanted.url))]
    if not found:
        return None
    from_end = len(same) - next(n for n, resource in enumerate(same) if resource is wanted)
    return found[-min(from_end, len(found))]


def _holds(line: str, url: str) -> bool:
    return url in urls_in_line(line) or url in urls_in_line(unescape(line))


def _tracking(
    resources: tuple[Resource, ...], lines: list[str], source: str
) -> Iterator[Diagnostic]:
    """Yield the URLs whose tracking parameters the page omits."""
    left = Counter(resource.url for resource in resources)
    # From the end, where the list is: URLs in the post itself are not changed.
    for number in range(len(lines), 0, -1):
        for url in dict.fromkeys(urls_in_line(lines[number - 1])):
            plain = without_tracking(url)
            left[plain] -= 1
            if plain != url and left[plain] >= 0:
                yield LINK_TRACKING(
                    f"{cut(url)} has tracking parameters, which are removed on the page",
                    f"write {cut(plain)}",
                    path=shown(source),
                    line=number,
                    replacement=Replacement(url, plain),
                )
