"""The summary of a post that its author marks off in the text.

Pelican knows no such mark. `<!--more-->` is that of Hugo, Zola and WordPress, where it may be
followed by the words of a link; Jekyll and Eleventy have their sites name one.
"""

from __future__ import annotations

import re

MARK = "<!--more-->"
"""The marker that replaces a different one in a body."""

_MORE = r"<!--\s*more\s*-->|<!--more [^<>]*-->"
_ALONE = r"<p>\s*(?:{0})\s*</p>\n?|(?:{0})"
_TAG = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<end>/?)(?P<name>[A-Za-z][\w-]*+)[^<>]*?(?P<void>/?)>", re.DOTALL
)
_VOID = {
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"),
    *("track", "wbr"),
}
_EMPTY = re.compile(r"<(?P<name>[a-z][\w-]*+)[^<>]*>\s*</(?P=name)>\s*$")
_FENCE = re.compile(r"^ {0,3}(?:`{3,}|~{3,})", re.MULTILINE)
_WORD = re.compile(r"<(?:img|video|audio|iframe)\b|\w")


def mark_separator(body: str, separator: str) -> str:
    """Return Markdown with `MARK` instead of a *separator* that readers would see.

    Args:
        body: of a post.
        separator: of the site or the post; one that is an HTML comment stays. Two line ends are
            Jekyll's own: the first paragraph is the summary.
    """
    if not separator or _is_comment(separator):
        return body
    start = len(body) - len(body.lstrip("\n"))
    while (at := body.find(separator, start)) >= 0:
        if len(_FENCE.findall(body, 0, at)) % 2 == 0:
            between = f"\n\n{MARK}\n\n" if separator[:1] == "\n" else MARK
            return body[:at] + between + body[at + len(separator) :]
        start = at + len(separator)
    return body


def split_summary(html: str, separator: str = "") -> tuple[str | None, str]:
    """Return the HTML above the first mark, with its elements closed, and all HTML without marks.

    The first is None if there is no mark, or nothing above it.

    Args:
        html: of a body.
        separator: see `mark_separator`.
    """
    if "<!--" not in html:
        return None, html
    marks = f"{_MORE}|{re.escape(separator)}" if _is_comment(separator) else _MORE
    pattern = re.compile(_ALONE.format(marks))
    found = pattern.search(html)
    if found is None:
        return None, html
    above = _closed(html[: found.start()])
    return (above if _WORD.search(_TAG.sub(_only_images, above)) else None), pattern.sub("", html)


def _only_images(found: re.Match[str]) -> str:
    return found.group() if _WORD.match(found.group()) else ""


def _is_comment(separator: str) -> bool:
    text = separator.strip()
    return text.startswith("<!--") and text.endswith("-->")


def _closed(html: str) -> str:
    """Return the beginning of some HTML with the elements closed that are still open."""
    opened: list[str] = []
    for tag in _TAG.finditer(html):
        name = (tag["name"] or "").lower()
        if not name or tag["void"] or name in _VOID:
            continue
        if not tag["end"]:
            opened.append(name)
        elif name in opened:
            while opened.pop() != name:
                pass
    html = html.rstrip() + "".join(f"</{name}>" for name in reversed(opened))
    while (empty := _EMPTY.search(html)) is not None:
        html = html[: empty.start()].rstrip()
    return html
