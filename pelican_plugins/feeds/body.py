"""Make an article's HTML fit to be read away from its page."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from .._core.document import Document
from .._core.urls import split

# WHATWG HTML, index of attributes: those whose value is one URL.
_URL_ATTRIBUTES = ("href", "src", "poster", "data", "cite", "action", "formaction", "longdesc")
_WHOLE = r"https?://[^\s\",]+(?: [0-9.]+[wx])?"
_RELATIVE = re.compile(
    rf"""\b(?:{"|".join(_URL_ATTRIBUTES)})\s*=\s*(?!["']?(?:https?:|mailto:|tel:|data:))"""
    rf"""|\bsrcset\b(?!="{_WHOLE}(?:, {_WHOLE})*")""",
    re.IGNORECASE,
)
_CANDIDATE = re.compile(r"(?P<url>[^\s,]\S*[^\s,]|[^\s,])(?P<descriptor>\s+[^,]+)?\s*(?:,|\Z)")


def absolute(html: str, base: str) -> str:
    """Return *html* with every address absolute, since readers resolve others differently.

    Args:
        html: the body of an article.
        base: the article's own absolute address; a fragment (`#fn:1`) leads there.
    """
    if not _RELATIVE.search(html):
        return html
    document = Document(html)
    for tag in document.soup.find_all():
        before = dict(tag.attrs)
        for name in _URL_ATTRIBUTES:
            if isinstance(tag.get(name), str):
                tag[name] = _join(base, str(tag[name]))
        if isinstance(tag.get("srcset"), str):
            tag["srcset"] = _join_srcset(base, str(tag["srcset"]))
        if tag.attrs != before:
            document.changed_start(tag)
    return document.html()


def _join(base: str, url: str) -> str:
    url = url.strip()
    if split(url) is None:
        return url
    return urljoin(base, url)


def _join_srcset(base: str, srcset: str) -> str:
    """Make the addresses of a `srcset` absolute (WHATWG HTML, 4.8.4.2.1)."""
    candidates = [
        _join(base, match["url"]) + (match["descriptor"] or "").rstrip()
        for match in _CANDIDATE.finditer(srcset)
    ]
    return ", ".join(candidates)
