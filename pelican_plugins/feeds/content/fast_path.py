"""Detect bodies that need no cleaning: plain prose with links, as most Markdown becomes.

This takes a tenth of the time of a parse.
"""

from __future__ import annotations

import re

from .html_rules import PERMALINK_TEXTS

_BLOCKS = frozenset("p pre ul ol li h1 h2 h3 h4 h5 h6 blockquote".split())  # noqa: SIM905
_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>p|pre|ul|ol|li|h[1-6]|blockquote|em|strong|code|a)"
    r"(?:(?<=<a) href=\"(?P<url>https?://[A-Za-z0-9.-]+(?:/[A-Za-z0-9;/?:@=+$.\-_!~*'(),]*)?)\")?>"
    r"(?P<text>[^<]*)"
)
_EMPTY = re.compile(r"<[a-z][^<>]*></")


def links_if_clean(html: str) -> tuple[str, ...] | None:
    """Return the URLs of a body's links; None if the body must be parsed and cleaned.

    Args:
        html: without characters that XML forbids.
    """
    tags = _TAG.findall(html)
    # The serialiser would change an empty element.
    if _EMPTY.search(html):
        return None
    if len(tags) != html.count("<") or html.count(">") != len(tags):
        return None
    open_tags: list[str] = []
    links: dict[str, None] = {}
    for end, name, url, text in tags:
        if end:
            if not open_tags or open_tags.pop() != name:
                return None
            continue
        if name in _BLOCKS and ("p" in open_tags or "a" in open_tags):
            return None
        if name == "a":
            if not url or "a" in open_tags or text.strip() in PERMALINK_TEXTS:
                return None
            links[url] = None
        open_tags.append(name)
    return None if open_tags else tuple(links)
