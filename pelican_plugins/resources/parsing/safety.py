"""Links that must not be followed, and links that cannot be."""

from __future__ import annotations

from bs4 import Tag

from ..._core.diagnostics import Diagnostic
from ..._core.html_document import Document
from ..._core.rules import LINK_BROKEN
from ..._core.text import one_line
from ..rules import LINK_UNSAFE
from .links import find_urls, is_broken, objection_to, objection_to_link
from .markup import tags_in

_SHOWN = 80


def unlink_unsafe(document: Document, part: Tag) -> list[Diagnostic]:
    """Take the address off each link in *part* that is not to be linked; its text stays.

    Returns:
        What to tell the owner of these links, and of those that lead nowhere.
    """
    problems = []
    told = set()
    for link in tags_in(part, "a"):
        if not link.has_attr("href"):
            continue
        href = str(link["href"]).strip()
        reason = objection_to_link(href)
        if reason is not None:
            del link["href"]
            document.changed_start(link)
            problems.append(_problem(href, reason))
            told.add(href)
        elif is_broken(href):
            text = f"the link {one_line(href)[:_SHOWN]!r} in its resources leads nowhere"
            mend = "give it a whole address with https://"
            problems.append(LINK_BROKEN(text, mend, href, last=True))
    for url in find_urls(part.get_text(" ")):
        reason = objection_to(url)
        if reason is not None and url not in told:
            problems.append(_problem(url, reason))
    return problems


def _problem(url: str, reason: str) -> Diagnostic:
    # Not the whole address: it may hold a secret, or pages of data.
    shown = one_line(url.partition("@")[2] or url)[:_SHOWN]
    visible = shown.encode("unicode_escape").decode("ascii") if not shown.isascii() else shown
    text = f"the address '{visible}' in its resources is not linked: {reason}"
    return LINK_UNSAFE(text, "correct it, or take it out", url, last=True)
