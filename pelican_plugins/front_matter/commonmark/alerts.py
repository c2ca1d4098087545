"""Notes beside the text: GitHub's alerts, and Obsidian's callouts where a site has them."""

from __future__ import annotations

import re

from .markup import tokens

_ALERT = re.compile(
    r'<div class="markdown-alert markdown-alert-(?P<kind>[a-z]+)" '
    r'(?P<position>data-sourcepos="[^"]*")>'
    r'\n<p class="markdown-alert-title">(?P<title>[^<]*)</p>'
)
_CALLOUT = re.compile(
    r'<blockquote (?P<position>data-sourcepos="[^"]*")>\n<p data-sourcepos="[^"]*">'
    r"\[!(?P<kind>[A-Za-z][\w-]*)(?:\|[^\]\n]*)?\](?P<fold>[+-]?)[ \t]*(?P<title>[^\n]*?)"
    r"(?P<rest>\n|</p>\n?)"
)


def write_alerts(html: str, *, callouts: bool = False) -> str:
    """Return *html* with its alerts as `<aside class="admonition note">`, as docutils has them.

    Args:
        html: what the engine made.
        callouts: whether `> [!anything]- Title` is one, too.
    """
    if 'class="markdown-alert ' in html:
        html = _renamed(html, "div", _ALERT)
    if callouts and "[!" in html:
        html = _renamed(html, "blockquote", _CALLOUT)
    return html


def _opening(match: re.Match[str]) -> tuple[str, str]:
    """Return the new name of the element, and what it begins with."""
    groups = match.groupdict()
    kind = match["kind"].lower()
    title = match["title"].strip() or kind.replace("-", " ").replace("_", " ").capitalize()
    fold = groups.get("fold") or ""
    if groups.get("fold") is None and title[:1] in "+-":
        # Obsidian folds what GitHub knows, too.
        fold, title = title[0], title[1:].strip() or kind.capitalize()
    rest = "\n<p>" if groups.get("rest") == "\n" else ""
    attributes = f'class="admonition {kind}" {match["position"]}'
    if fold:
        shown = " open" if fold == "+" else ""
        return "details", f"<details {attributes}{shown}>\n<summary>{title}</summary>{rest}"
    heading = f'<p class="admonition-title"><strong>{title}</strong></p>'
    return "aside", f"<aside {attributes}>\n{heading}{rest}"


def _renamed(html: str, name: str, pattern: re.Pattern[str]) -> str:
    """Return *html* with new start and end tags for the elements that *pattern* matches."""
    pieces: list[str] = []
    cursor = 0
    names: list[str] = []

    def rest(until: int) -> None:
        for token in tokens(html[cursor:until]):
            if token.name == name and token.closes and names:
                new = names.pop()
                pieces.append(f"</{new}>")
            else:
                if token.name == name and not token.closes:
                    names.append(name)
                pieces.append(token.text)

    for match in pattern.finditer(html):
        rest(match.start())
        new, begin = _opening(match)
        names.append(new)
        pieces.append(begin)
        cursor = match.end()
    rest(len(html))
    return "".join(pieces)
