"""Plain text as HTML that says the same."""

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
