"""The display name of a tag, and the key that all spellings of one tag share."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from .._core.text import one_line

LONGEST = 200
"""Maximum length in characters; a longer tag is a mistake, and no file could have its name."""

# A site uses the same few tags over and over.
_REMEMBERED = 1 << 14

# Of invisible characters (Unicode's categories Cc, Cf and Cs), only joiners may be in a word:
# emoji, Persian and the scripts of India need them (UAX #29, section 4.1.1, rules WB3c and WB4),
# and flags of regions need tag characters (UTS #51, section 1.4.6).
_JOINERS = "\u200c\u200d"
_SEEN = frozenset({*_JOINERS, *map(chr, range(0xE0020, 0xE0080))})
_UNSEEN = frozenset({"Cc", "Cf", "Cs"})
_NO_CHARACTER = 0xFFFE
_LIGATURES = range(0xFB00, 0xFB07)

_QUOTES = (
    *('""', "''", "\u201c\u201d", "\u2018\u2019", "\u201e\u201c", "\u201e\u201d"),
    *("\u201a\u2018", "«»", "»«", "‹›", "\u300c\u300d", "\u300e\u300f", "\u300a\u300b"),
)
_HASHES = re.compile(r"^#+(?=\w)")
_END = re.compile(r"(?<![\s,;])[\s,;]+$")
_MARKUP = re.compile(r"<(?=[A-Za-z/!?])")

_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u201b\u2032`\u00b4", "'"))
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))
_SEPARATORS = re.compile(r"[ \-_]+")
# Not between numbers, which would become another number.
_APART = re.compile(r"(?<=[^\W_])(?!(?<=[0-9])-[0-9])-(?=[^\W_])")


@lru_cache(_REMEMBERED)
def display_name(written: str) -> str:
    """Return the display name of a tag; empty if nothing is left, or if it is too long.

    Entities are decoded (WHATWG HTML, 13.5); characters are composed (UAX #15, NFC); full-width
    letters and ligatures become plain ones, but `²` and `™` stay; white space is collapsed;
    invisible characters, a leading `#`, surrounding quotation marks and trailing commas are
    removed. Nothing is left that a browser could read as markup in any theme: `<b>` becomes
    `⟨b⟩`, a straight quotation mark a curved one.
    """
    if len(written) > LONGEST:
        return ""
    name = written
    # Entities may be nested, and a hash may be in quotation marks.
    while (cleaned := _clean(name)) != name:
        name = cleaned
    # A ligature may be several letters.
    return name if len(name) <= LONGEST else ""


@lru_cache(_REMEMBERED)
def tag_key(name: str) -> str:
    """Return the key that all spellings of a tag share.

    Case is folded (The Unicode Standard, 3.13, D144), except `ß` and words that differ by case
    (`WHO`, `who`). Compatibility forms are normalised (UAX #15, NFKC). Space, hyphen and
    underscore between letters do not count, nor does the kind of apostrophe; all other
    punctuation does, so `c`, `c++`, `c#`, `.net` and `1.1` are distinct. Idempotent.

    Args:
        name: as `display_name` returns it.
    """
    separated = folded_name(name)
    key = _APART.sub("", separated)
    if key in SPACE_SENSITIVE:
        return separated
    return CASE_SENSITIVE[key](key, name) if key in CASE_SENSITIVE else key


def folded_name(name: str) -> str:
    """Return a display name with case and forms folded, and its words joined by hyphens."""
    text = unicodedata.normalize("NFKC", name).translate(_APOSTROPHES).translate(_DASHES)
    text = unicodedata.normalize("NFKC", one_line(text))
    return _SEPARATORS.sub("-", unicodedata.normalize("NFC", _fold(text)))


def _clean(name: str) -> str:
    text = unicodedata.normalize("NFC", html.unescape(name))
    text = "".join(map(_plain, text))
    text = one_line(_END.sub("", _HASHES.sub("", one_line(text)))).strip(_JOINERS)
    while len(text) > 1 and text[0] + text[-1] in _QUOTES:
        text = text[1:-1].strip()
    if _MARKUP.search(text):
        text = text.replace("<", "⟨").replace(">", "⟩")
    return unicodedata.normalize("NFC", text.replace('"', "\u201d"))


def _plain(character: str) -> str:
    if character.isspace():
        return " " if character not in "\u00a0\u202f" else character
    if unicodedata.category(character) in _UNSEEN and character not in _SEEN:
        return ""
    if ord(character) & _NO_CHARACTER == _NO_CHARACTER:
        return ""
    form = unicodedata.decomposition(character)
    if form.startswith(("<wide>", "<narrow>")) or ord(character) in _LIGATURES:
        return unicodedata.normalize("NFKC", character)
    return character


def _fold(text: str) -> str:
    parts = text.replace("ẞ", "ß").split("ß")
    return "ß".join(part.casefold() for part in parts)


_TONOS = re.compile("(?<=[\u0370-\u03ff])\u0301")


def in_capitals(key: str) -> str:
    """Return the key of a tag as if it had been written in capitals.

    They have no `ß` (The Unicode Standard, 5.18) and, in Greek, no accents: `STRASSE`, `ΕΛΛΑΣ`.
    """
    letters = unicodedata.normalize("NFD", key.replace("ß", "ss"))
    return unicodedata.normalize("NFC", _TONOS.sub("", letters))


def with_turkic_case(key: str) -> str:
    """Return a key in which `İ` is the capital of `i`, as in Turkish and Azeri only."""
    return key.replace("i\u0307", "i")


_IN_ONE_PIECE = """
    anyone blackbird coop darkroom everyday everyone greenhouse hotdog manslaughter maybe
    nowhere recover recovers recovered recovery recreate recreation redress reform reforms
    relay represent resent reserve resign resigned resigning resort resound retreat sometime
    therapist therapists unionised unionized
"""
SPACE_SENSITIVE = frozenset(_IN_ONE_PIECE.split())
"""Keys of words with another meaning in two parts: `therapist`, `re-form`."""

_ACRONYMS = ("aids", "it", "us", "who")
_NAMES = ("august", "job", "lent", "march", "may", "mobile", "nice", "polish", "reading")


def _acronym(key: str, name: str) -> str:
    return key.upper() if name.isupper() else key


def _proper_name(key: str, name: str) -> str:
    return key if name.islower() else key.capitalize()


CASE_SENSITIVE: dict[str, Callable[[str, str], str]] = {
    **dict.fromkeys(_ACRONYMS, _acronym),
    **dict.fromkeys(_NAMES, _proper_name),
}
"""By key: functions from key and name to a key that distinguishes `WHO` from `who`."""
