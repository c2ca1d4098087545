"""The note of an entry: what its author wrote around the title and the URL, tidied."""

from __future__ import annotations

import re
from collections import Counter

from ..._core.text import one_line
from .paired_marks import lone_marks, with_marks

_JOINTS = ' :：–—|-,.;!?。、，！？،؛؟۔)]」』》”»"/'
OPENING = '“„«「『《"‘'
"""Marks that open a quotation."""
BETWEEN = " \t\r\n\u00a0:：–—|-,;；，、،؛(（[<→↑»"
"""Separators between a title and its URL."""
BRACKETS = {"(": ")", "[": "]", "（": "）", "【": "】"}
# Not those of `print()`.
_EMPTY_BRACKETS = re.compile(r"(?<!\w)[(\[（【]\s*[,;:.]?\s*[)\]）】]")
_TITLE = "t"
_NUMBER = re.compile(r"(?:\A|\s)\w{1,2}\Z")
_ENDS = re.compile(r"\s|\Z|[.,;:!?。，；：]")
_SPACE_BEFORE = re.compile(r"\s+(?=[.,;:](?:\s|\Z))")
_TWICE = re.compile(r"(?<=[.,;:])\.(?=\s|\Z)|[,;،、，；]\s*(?=[,;،、，；])")


def around(before: str, after: str, whole: str) -> str:
    """Return the note in the text before and after a title; *whole* is that of the entry."""
    text = f"{before}{_TITLE}{after}"
    start, end = with_marks(text, len(before), len(before) + len(_TITLE))
    before, after = text[:start], text[end:]
    lead, note = before.rstrip(BETWEEN + OPENING), _note(after)
    apart = before.rstrip()[-1:] in (":", "：") and after.lstrip()[:1] in (",", "，")
    return tidy_note(f"{lead}{',' if apart and lead and note else ''} {note}", whole)


def _note(text: str) -> str:
    """Return the note in *text*, without punctuation that joins it to a link."""
    note = one_line(text).lstrip(_JOINTS)
    return note if any(character.isalnum() for character in note) else ""


def tidy_note(text: str, whole: str) -> str:
    """Return a note on one line, without brackets that are empty or have lost their other half.

    Args:
        text: of the note.
        whole: of the entry. A mark that has no other half there is the author's own.
    """
    note = _EMPTY_BRACKETS.sub(" ", one_line(text))
    note = _TWICE.sub("", _SPACE_BEFORE.sub("", one_line(note))).lstrip(_JOINTS)
    lost = _lost(note, whole)
    if lost:
        note = "".join(c for position, c in enumerate(note) if position not in lost)
        note = _SPACE_BEFORE.sub("", one_line(note)).lstrip(_JOINTS)
    return note if any(character.isalnum() for character in note) else ""


def _lost(text: str, whole: str) -> set[int]:
    """Return the offsets of marks without their other half, which the title or URL took along."""
    lone = {at for at in lone_marks(text) if _is_at_edge_of_word(text, at)}
    # Elsewhere it may be inches.
    if text.count('"') == 1 and text.strip('"') != text and whole.count('"') % 2 == 0:
        lone.add(text.index('"'))
    own = Counter(whole[at] for at in lone_marks(whole)) if lone else Counter()
    lost = set()
    for at in sorted(lone):
        if own[text[at]]:
            own[text[at]] -= 1
        else:
            lost.add(at)
    return lost


def _is_at_edge_of_word(text: str, at: int) -> bool:
    """Return whether the mark at an offset is not within a word, and not behind a number: `a)`."""
    if not text[:at].strip() or text[at - 1].isspace():
        return True
    return _ENDS.match(text, at + 1) is not None and not _NUMBER.search(text[max(0, at - 3) : at])
