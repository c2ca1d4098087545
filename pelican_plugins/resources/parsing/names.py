"""Return whether a string names the authors of a work, in a form that citation styles use."""

from __future__ import annotations

import re

# A word of a name; particles are in lower case.
_PARTICLES = (
    "van|von|de|der|den|del|della|di|da|do|dos|das|du|la|le|las|los|el|al|bin|ibn|ben|ten|ter|"
    "zu|zum|zur|vom|af|av|y|e|st|d|"
    "dalla|dal|lo|san|santa|mac|mc|’t|'t|'s|’s"
)
_CAPITAL = r"(?:[dlDLO][’'])?[^\W\d_a-zß-öø-ÿа-я][^\W\d_]*(?:[-‐‑’'][^\W\d_]+)*"
_NAME_WORD = rf"(?:{_CAPITAL}|(?:{_PARTICLES})(?=\s|\Z))"
_FAMILY = rf"(?:(?:{_PARTICLES})\s+){{0,3}}{_CAPITAL}(?:\s+{_NAME_WORD}){{0,3}}"
_INITIAL = r"[^\W\d_]\.(?:[-‐‑]?[^\W\d_]\.)*"
_INITIALS = rf"(?:{_INITIAL})(?:\s*{_INITIAL}){{0,4}}(?:\s+(?:{_PARTICLES}))?"
_LETTERS = r"[A-ZÀ-ÞА-ЯЁІЇЄ]{1,3}"
_GIVEN = rf"(?:{_CAPITAL}|{_INITIAL})(?:[\s-]+(?:{_CAPITAL}|{_INITIAL}|{_PARTICLES})){{0,4}}"
_JUNIOR = r"(?:,?\s+(?:Jr|Sr|II|III|IV)\.?)?"

_COMMA_INITIALS = re.compile(rf"{_FAMILY},\s*{_INITIALS}{_JUNIOR}\Z")
_SPACE_INITIALS = re.compile(rf"{_FAMILY}\s+(?:{_INITIALS}|{_LETTERS})\Z")
_COMMA_GIVEN = re.compile(rf"{_FAMILY},\s+{_GIVEN}{_JUNIOR}\Z")
_INITIALS_FIRST = re.compile(rf"{_INITIALS}\s+{_FAMILY}\Z")
_NATURAL = re.compile(rf"{_CAPITAL}(?:\s+(?:{_INITIAL}|{_NAME_WORD})){{1,4}}\Z")
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af·・]{2,10}\Z")
_AND = re.compile(
    r"\s*(?:,?\s+(?:&|and|und|et|y|e|i|a|en|og|och|ja|ve|и|та|і|й|з|con|with|mit|و)\s+|;\s*|"
    r"\s*/\s*|，|、|\s+[–—]\s+)\s*"
)
_OTHERS = re.compile(
    r"[\s,，;]*(?:\bet\s+al\.?|\bu\.\s?a\.|\band others|\by otros|\be altri|\bet autres|"
    r"\be outros|\bi in\.|\ba kol\.|\bи др\.?|"
    r"\bта ін\.?|\be\.a\.|\bm\.fl\.?|等)\s*\Z"
)
_EDITOR = re.compile(
    r"[\s,]*\(?\b(?:eds?|hrsg|hg|éds?|dir|coords?|coord|org|orgs|a cura di|red|ред|сост|trans|"
    r"Übers|ur)\b\.?\)?[\s,.]*\Z",
    re.IGNORECASE,
)
# "Bell, I, Quill, MA": of one alone, "Rivers, UK", nobody can tell.
_MANY_LETTERS = re.compile(rf"{_FAMILY},\s+{_LETTERS}(?:,\s+{_FAMILY},\s+{_LETTERS}){{1,20}}\Z")
_LONGEST = 400
_MOST_WORDS = 12
_LONGEST_ORGANISATION = 120


def are_names(text: str) -> bool:
    """Return whether *text* names people as only citations do: family name first, or initials."""
    rest = _plain(text)
    if not rest:
        return False
    pieces = [piece for piece in _AND.split(rest) if piece]
    return all(
        _inverted(piece) or (number and _natural(piece)) for number, piece in enumerate(pieces)
    ) and bool(pieces)


def is_natural_name(text: str) -> bool:
    """Return whether *text* may be names in their natural order, like other capitalised text."""
    rest = _plain(text)
    pieces = [piece for part in _AND.split(rest) if part for piece in part.split(", ")]
    return bool(pieces) and all(_natural(piece) for piece in pieces)


def are_people(text: str) -> bool:
    """Return whether *text* names two people or more, in any order."""
    pieces = [piece for part in _AND.split(_plain(text)) if part for piece in part.split(",")]
    return len(pieces) > 1 and all(_natural(piece.strip()) for piece in pieces)


def is_organisation(text: str) -> bool:
    """Return whether *text* may be the name of an author that is not a person."""
    text = text.strip()
    plain = text.replace(".", "")
    return (
        1 < len(text) <= _LONGEST_ORGANISATION
        and len(text.split()) <= _MOST_WORDS
        and not re.search(r"[?!:;“”„«»\"<>\[\]]", text)
        and not re.search(r"[^\W\d_]{3,}\. ", text)
        and (plain[:1].isupper() or not plain[:1].islower())
    )


def is_east_asian_name(text: str) -> bool:
    """Return whether *text* has names in Han, kana or hangul only."""
    rest = _plain(text)
    return bool(rest) and all(
        _HAN.match(piece) for piece in re.split(r"[,，、;；]\s*", rest) if piece
    )


def _plain(text: str) -> str:
    if len(text) > _LONGEST:
        return ""
    text = " ".join(text.replace("،", ",").split()).replace(" ,", ",").strip(" ,;:，")
    text = _EDITOR.sub("", text)
    return _OTHERS.sub("", text).strip(" ,;，")


def _inverted(piece: str) -> bool:
    """Return whether a piece between "and"s is one or more names with commas in them."""
    if _HAN.match(piece):
        return False
    if _COMMA_GIVEN.match(piece) or _SPACE_INITIALS.match(piece) or _INITIALS_FIRST.match(piece):
        return True
    if _MANY_LETTERS.match(piece):
        return True
    # "Bell, I., Quill M., Max Arden": each name takes one part between commas or two.
    parts = piece.split(", ")
    position = 0
    while position < len(parts):
        pair = ", ".join(parts[position : position + 2])
        capitals = parts[position].isupper() and len(parts[position]) > 1
        if _COMMA_INITIALS.match(pair) or (
            (position == 0 or capitals) and _COMMA_GIVEN.match(pair)
        ):
            position += 2
        elif (
            _SPACE_INITIALS.match(parts[position])
            or _INITIALS_FIRST.match(parts[position])
            or (position and _natural(parts[position]))
        ):
            position += 1
        else:
            return False
    return len(parts) > 1


def _natural(piece: str) -> bool:
    return bool(
        _NATURAL.match(piece) or _INITIALS_FIRST.match(piece) or _SPACE_INITIALS.match(piece)
    )
