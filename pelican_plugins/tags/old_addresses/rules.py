"""The old addresses of merged tags as rules for a server, where it can redirect by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, urlsplit

from ..found import Found
from .old_slugs import old_slugs

_UNSAFE = re.compile(r"[\"\\\s;{}$]")


def rules_for(found: Found, context: dict[str, Any], form: str) -> list[str]:
    """Return the rules, each a line, for the server that *form* names.

    Args:
        found: what is known of the tags.
        context: the site's settings.
        form: one of `FORMATS`.
    """
    word = found.kind.word.upper()
    base = urlsplit(context.get("SITEURL") or "").path.rstrip("/")
    lines = []
    for one in old_slugs(found):
        for pattern in _patterns(context, word):
            old, new = (f"{base}/{quote(pattern.format(slug=s))}" for s in (one.old, one.new))
            if not _UNSAFE.search(old + new):
                lines.append(FORMATS[form](old, new))
    return lines


def _patterns(context: dict[str, Any], word: str) -> Iterator[str]:
    """Yield the address of a page and of each feed, with a place for the slug."""
    yield str(context[f"{word}_URL"])
    for kind in ("ATOM", "RSS", "JSON"):
        feed = context.get(f"{word}_FEED_{kind}")
        if feed:
            yield str(context.get(f"{word}_FEED_{kind}_URL") or feed)


FORMATS: dict[str, Callable[[str, str], str]] = {
    "netlify": lambda old, new: f"{old} {new} 301!",
    "cloudflare": lambda old, new: f"{old} {new} 301",
    "nginx": lambda old, new: f"{old} {new};",
    "apache": lambda old, new: f"Redirect permanent {old} {new}",
}
"""For `_redirects` of Netlify or Cloudflare, an nginx `map $uri $pouch_redirect { … }`, and
Apache's `.htaccess`."""
