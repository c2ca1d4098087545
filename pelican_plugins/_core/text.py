"""Plain text: one line of it, what XML lets through, what a terminal may be shown, and slips."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from typing import Any

# French sets a no-break space before these marks and inside guillemets; it is part of
# the text. Anywhere else a no-break space was put there for the look of a line.
_SPACES = re.compile(r"\s+")
_FRENCH = re.compile(r"(?<=«)[\u00a0\u202f]|[\u00a0\u202f](?=[:;!?»])")
_KEPT = {"\u00a0": "\ue000", "\u202f": "\ue001"}
_RESTORE = {ord(stand_in): space for space, stand_in in _KEPT.items()}

# Unicode's category Cc, less what is white space.
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")

# Controls, what turns a line about, halves of characters, and ends of lines and paragraphs.
_UNSHOWN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_QUOTED = 80
_LONGEST, _END = 600, 200
_LONG_WORDS = re.compile(rf"\S{{{_LONGEST + 1},}}")
# What a program that builds sites takes for an order (GitHub's runner: ActionCommand).
_ORDERS = re.compile(r"(?<!\w)::(?=[A-Za-z])|::(?=[A-Za-z][\w-]*(?:\s[^\n]*?)?::)|##(?=\w*\[)")

# Emoji and several scripts are written with them.
_JOINERS = "\u200c\u200d"

# XML 1.0 (Fifth Edition) section 2.2, production [2] Char.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def one_line(text: str) -> str:
    """Return *text* on one line: every run of white space becomes a single space.

    Control characters go: no title needs one, and on a terminal it would be a command.
    The no-break spaces of French punctuation (before ``: ; ! ? »``, after ``«``) stay;
    all others, such as the one that widont puts before a last word, become plain spaces.
    """
    if text.isprintable():
        # Of white space nothing but plain spaces, and no controls: most texts.
        return " ".join(text.split()) if "  " in text else text.strip()
    text = _CONTROLS.sub("", text)
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
    return text if text.isprintable() else _NOT_XML.sub("", text)


def printable(text: str, kept: str = "") -> str:
    """Return *text* without what could command a terminal or turn its line about.

    Args:
        text: of anybody.
        kept: characters that may stay all the same, such as line ends.
    """
    if text.isprintable():
        return text
    return "".join(c if c in kept or _is_shown(c) else "\ufffd" for c in text)


def cut(text: str, longest: int = _QUOTED) -> str:
    """Return as much of a text or an address as a message may quote."""
    return text if len(text) <= longest else f"{text[:longest]}…"


def excerpt(text: str) -> str:
    """Return the beginning and the end of a text that quotes what an author wrote without end."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - _END]}…{text[-_END:]}"


def for_log(text: str, kept: str = "") -> str:
    """Return *text* as a line of a log: printable, of bearable words, and no order to a server.

    What builds sites for others looks for orders in the log: GitHub in a line that begins with
    `::name::` or `::name key=value::`, Azure and TeamCity anywhere. A console that wraps lines
    may begin one with any part of an author's text.

    Args:
        text: of anybody.
        kept: as of `printable`.
    """
    if "::" in text or "##" in text:
        text = _ORDERS.sub(lambda match: f"{match[0][0]} {match[0][1:]}", text)
    return _LONG_WORDS.sub(lambda match: excerpt(match[0]), printable(text, kept))


def did_you_mean(
    typed: str,
    known: Iterable[str],
    *,
    likeness: float = 0.5,
    most: int = 1,
    quoted: Callable[[str], str] = repr,
) -> str:
    """Return `did you mean 'tags'?` for a name that may be misspelt; empty where none is near.

    Args:
        typed: the name as it was written.
        known: those that it may stand for.
        likeness: from 0 to 1, how alike two names are at the least (difflib's ratio).
        most: how many names are offered.
        quoted: how each is written.
    """
    near = get_close_matches(typed, [*known], n=most, cutoff=likeness)
    return f"did you mean {' or '.join(map(quoted, near))}?" if near else ""


def json_text(value: Any) -> str:
    """Return *value* as JSON for people and programs; what `printable` replaces is escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    # Line by line: few hold anything else, and the index of a large site has a million lines.
    return "\n".join(
        line
        if line.isprintable()
        else "".join(c if _is_shown(c) else json.dumps(c)[1:-1] for c in line)
        for line in text.split("\n")
    )


def _is_shown(character: str) -> bool:
    return (
        character.isprintable()
        or character in _JOINERS
        or unicodedata.category(character) not in _UNSHOWN
    )
