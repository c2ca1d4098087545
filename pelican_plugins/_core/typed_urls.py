"""Undo what typogrify did to URLs in HTML: they stay as their author typed them. Pure."""

from __future__ import annotations

import re

# Typogrify writes character references, so a character itself is the author's own. What it writes
# for a double quotation mark ends a URL.
_WRITTEN = re.compile(r"&#(?:82(?:11|12|16|17|30));")
_PUNCTUATION = {"&#8216;": "'", "&#8217;": "'", "&#8230;": "..."}
# By the value of TYPOGRIFY_DASHES.
_DASHES = {
    "default": {"&#8212;": "--"},
    "oldschool": {"&#8212;": "---", "&#8211;": "--"},
    "oldschool_inverted": {"&#8212;": "--", "&#8211;": "---"},
}
# It puts capitals and `&` into elements. Punctuation at the end is not part of a URL.
_URL = re.compile(
    r"(?:https?://|\bwww\.)"
    rf"(?:[^\s<>\"&]|&amp;|{_WRITTEN.pattern}|<span class=\"(?:caps|amp)\">|</span>)*"
    r"(?:[\w/=_~%+#$@*-]|&amp;)",
    re.IGNORECASE,
)


def with_typed_urls(html: str, dashes: str) -> str:
    """Return HTML that typogrify has changed, with the URLs in its text as they were typed.

    Args:
        html: a body.
        dashes: the site's `TYPOGRIFY_DASHES`.
    """
    plain = _PUNCTUATION | _DASHES.get(dashes, _DASHES["default"])

    def typed(url: re.Match[str]) -> str:
        return _WRITTEN.sub(lambda found: plain.get(found[0], found[0]), url[0])

    return _URL.sub(typed, html) if "&#82" in html else html
