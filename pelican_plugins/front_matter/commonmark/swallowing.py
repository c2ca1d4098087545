"""Tags that swallow the rest of a page where nothing ends them, such as `<title>` in a text."""

from __future__ import annotations

import re

_START = re.compile(
    r"<(?=(?P<name>iframe|noembed|noframes|noscript|plaintext|script|style|textarea|title|xmp)"
    r"(?P<after>[\s/>]))",
    re.IGNORECASE,
)


def show_unclosed(html: str) -> tuple[str, list[str]]:
    """Return *html* with such tags shown as text where they have no end, and their names.

    The elements are those whose text is no HTML (WHATWG HTML, 13.2.5.2 to 13.2.5.5), which GFM
    6.11 filters, too; one that is closed stays, since authors embed videos and scripts.
    """
    found: list[str] = []
    if "<" not in html:
        return html, found
    ends: dict[str, int] = {}
    pieces, cursor, skip = [], 0, 0
    for match in _START.finditer(html):
        if match.start() < skip:
            continue
        name = match["name"].lower()
        if name not in ends:
            ends[name] = _last_end(html, name)
        if ends[name] < match.end():
            found.append(name)
            pieces += [html[cursor : match.start()], "&lt;"]
            cursor = match.end()
        else:
            # What stands within such an element is its text.
            skip = html.lower().find(f"</{name}", match.end()) if name != "title" else match.end()
    return "".join([*pieces, html[cursor:]]), found


def _last_end(html: str, name: str) -> int:
    """Return where the last end tag of such elements begins, or -1; `plaintext` knows none."""
    return -1 if name == "plaintext" else html.lower().rfind(f"</{name}")
