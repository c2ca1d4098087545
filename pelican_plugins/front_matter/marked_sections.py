"""What looks like a marked section of SGML, over which Python's parser of HTML gives up."""

from __future__ import annotations

import re

_UNKNOWN = re.compile(
    r"<!\[(?!(?:cdata|else|endif|if|ignore|include|rcdata|temp)\b)", re.IGNORECASE
)


def show_unknown_sections(html: str) -> tuple[str, str]:
    """Have `<![x` shown as text.

    A browser takes it for a comment (WHATWG HTML, 13.2.5.42) and shows none of it; Pelican, which
    shortens texts, and every plugin that parses them would end the build.

    Returns:
        the body, and the first such sign in it; an empty text without one.
    """
    match = _UNKNOWN.search(html) if "<![" in html else None
    return (_UNKNOWN.sub("&lt;![", html), match.group()) if match else (html, "")
