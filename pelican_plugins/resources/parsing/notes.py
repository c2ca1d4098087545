"""The note of an entry: what its author wrote around the title and the URL, tidied."""

from __future__ import annotations

import re

from ..._core.text import one_line

_JOINTS = ' :：–—|-,.;。、،؛)]」』》”»"/'
OPENING = '“„«「『《"‘'
"""Marks that open a quotation."""
BETWEEN = " \t\r\n\u00a0:：–—|-,，(（[<→↑»"
"""What stands between a title and its URL."""
BRACKETS = {"(": ")", "[": "]", "（": "）", "【": "】"}
_CLOSINGS = {closing: opening for opening, closing in BRACKETS.items()}
# Not those of `print()`.
_EMPTY_BRACKETS = re.compile(r"(?<!\w)[(\[（【]\s*[,;:.]?\s*[)\]）】]")
_ENDS = re.compile(r"\s|\Z|[.,;:!?。，；：]")
_SPACE_BEFORE = re.compile(r"\s+(?=[.,;:](?:\s|\Z))")
_TWICE = re.compile(r"(?<=[.,;:])\.(?=\s|\Z)")


def around(before: str, after: str) -> str:
    """Return the note in the text before and after a title."""
    lead, note = before.rstrip(BETWEEN + OPENING), _note(after)
    apart = before.rstrip()[-1:] in (":", "：") and after.lstrip()[:1] in (",", "，")
    return tidy_note(f"{lead}{',' if apart and lead and note else ''} {note}")


def _note(text: str) -> str:
    """Return the note in *text*, without punctuation that joins it to a link."""
    note = one_line(text).lstrip(_JOINTS)
    return note if any(character.isalnum() for character in note) else ""


def tidy_note(text: str) -> str:
    """Return a note on one line, without brackets that are empty or have lost their other half."""
    note = _EMPTY_BRACKETS.sub(" ", one_line(text))
    note = _TWICE.sub("", _SPACE_BEFORE.sub("", one_line(note))).lstrip(_JOINTS)
    lost = _unpaired(note)
    if lost:
        note = one_line("".join(c for position, c in enumerate(note) if position not in lost))
    return note if any(character.isalnum() for character in note) else ""


def _unpaired(text: str) -> set[int]:
    """Return the offsets of brackets without their other half, and of a lone quotation mark."""
    open_: list[int] = []
    lost: set[int] = set()
    for position, character in enumerate(text):
        if character in BRACKETS:
            open_.append(position)
        elif character in _CLOSINGS:
            if open_ and text[open_[-1]] == _CLOSINGS[character]:
                open_.pop()
            elif re.search(r"(?:\A|\s)\w{1,2}\Z", text[max(0, position - 3) : position]) is None:
                lost.add(position)
    # In the middle of a word it is the author's.
    lost = {position for position in lost if _ENDS.match(text, position + 1)}
    lost |= {
        position
        for position in open_
        if not text[:position].strip() or text[position - 1].isspace()
    }
    for opening, closing in (
        ("“", "”"),
        ("„", "“"),
        ("«", "»"),
        ("「", "」"),
        ("『", "』"),
        ("《", "》"),
    ):
        if text.count(opening) + text.count(closing) == 1:
            lost |= {
                position
                for position, character in enumerate(text)
                if character in opening + closing
            }
    if text.count('"') == 1 and text.strip('"') != text:
        # Elsewhere it may be inches.
        lost.add(text.index('"'))
    return lost
