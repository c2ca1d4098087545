"""Plain text as HTML that says the same.

What looks like a marked section of SGML, over which Python's parser of HTML gives up.
"""

from __future__ import annotations

import re

# WHATWG HTML, 13.2.5.72: an ampersand before a letter or `#` may begin a character
# reference, and `<` may begin a tag. Anything else is read as it stands.
_MARKUP = re.compile(r"<|&(?=[A-Za-z#])")
_ESCAPES = {"<": "&lt;", "&": "&amp;"}


def as_html(text: str, *, references: bool = False) -> str:
    """Return plain *text* as HTML that says the same.

    Args:
        text: as typed.
        references: whether character references such as `&eacute;` stay what they are to
            Pelican. What they name is a text, that of `<` as well.
    """
    if references:
        return text.replace("<", _ESCAPES["<"])
    return _MARKUP.sub(lambda match: _ESCAPES[match.group()], text)


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
