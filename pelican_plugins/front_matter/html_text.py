"""Plain text as HTML that says the same."""

from __future__ import annotations

import re
from html import unescape

# WHATWG HTML, 13.2.5.72: an ampersand before a letter or `#` may begin a character
# reference, and `<` may begin a tag. Anything else is read as it stands.
_MARKUP = re.compile(r"<|&(?=[A-Za-z#])")
_REFERENCE = re.compile(r"<|&#?\w+;?")
_ESCAPES = {"<": "&lt;", "&": "&amp;"}


def as_html(text: str, *, references: bool = False) -> str:
    """Return plain *text* as HTML that says the same.

    Args:
        text: as typed.
        references: whether character references such as `&eacute;` stay what they are to
            Pelican; never those of `<`, since many themes take references for what they name.
    """
    return (_REFERENCE if references else _MARKUP).sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    found = match.group()
    is_harmless = found.startswith("&") and len(found) > 1 and "<" not in unescape(found)
    return found if is_harmless else _ESCAPES[found[0]] + found[1:]
