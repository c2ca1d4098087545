"""Plain text: one line of it, and what XML lets through."""

from __future__ import annotations

import re

# French sets a no-break space before these marks and inside guillemets; it is part of
# the text. Anywhere else a no-break space was put there for the look of a line.
_SPACES = re.compile(r"\s+")
_FRENCH = re.compile(r"(?<=«)[\u00a0\u202f]|[\u00a0\u202f](?=[:;!?»])")
_KEPT = {"\u00a0": "\ue000", "\u202f": "\ue001"}
_RESTORE = {ord(stand_in): space for space, stand_in in _KEPT.items()}

# XML 1.0 (Fifth Edition) section 2.2, production [2] Char.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def one_line(text: str) -> str:
    """Return *text* on one line: every run of white space becomes a single space.

    The no-break spaces of French punctuation (before ``: ; ! ? »``, after ``«``) stay;
    all others, such as the one that widont puts before a last word, become plain spaces.
    """
    if "\u00a0" not in text and "\u202f" not in text:
        return _SPACES.sub(" ", text).strip()
    guarded = _FRENCH.sub(lambda match: _KEPT[match.group()], text)
    return _SPACES.sub(" ", guarded).strip().translate(_RESTORE)


def not_xml(text: str) -> str:
    """Return the first character of *text* that XML 1.0 forbids, or an empty text."""
    match = _NOT_XML.search(text)
    return match.group() if match else ""


def xml_safe(text: str) -> str:
    """Return *text* without the characters that XML 1.0 forbids (section 2.2)."""
    return _NOT_XML.sub("", text)


def printable(text: str) -> str:
    """Return *text* without what could command a terminal or turn its line about."""
    return "".join(c if c.isprintable() else "\ufffd" for c in text)
