"""The site author's list of private words, such as the real names behind pseudonyms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from unidecode import unidecode

from ..._core.errors import SettingsError
from ..._core.paths import shown

# Diacritics of Latin, Greek and Cyrillic, points of Hebrew and Arabic; invisible characters.
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a"
    "\u064b-\u065f\u0670\u06d6-\u06ed\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff]"
)
_BETWEEN = re.compile(r"[\W_]+")
# Scripts that put no spaces between words.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]"
)
# Short words occur by chance in compressed image data.
_FEWEST_BYTES = 6
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "latin-1", "cp1251")


@dataclass(frozen=True, slots=True)
class Word:
    """An entry of the list, ready for matching.

    Attributes:
        place: where they are, for messages: `line 3 of .pouch-private`.
        forms: as `fold` writes them; several where they may be written in Latin letters, too.
        begins: whether a longer word may begin so.
        raw: finds them in bytes that are not text; None where they are too short for that.
    """

    place: str
    forms: tuple[str, ...]
    begins: bool
    raw: re.Pattern[bytes] | None


def parse_word_list(text: str, name: str = ".pouch-private") -> list[Word]:
    """Return the words of a list: one entry per line, `#` begins a comment.

    An entry is found whatever its case, accents, spaces and hyphens, as a whole word, also as the
    URL of a page writes it. `Smith*` finds all that begins so.
    """
    words = []
    for line, entry in enumerate(text.splitlines(), 1):
        written = entry.partition("#")[0].strip()
        plain = written.rstrip("*").strip()
        forms = tuple(dict.fromkeys(filter(None, (fold(plain), fold(unidecode(plain))))))
        if forms:
            words.append(
                Word(f"line {line} of {name}", forms, written.endswith("*"), _in_bytes(plain))
            )
    return words


def fold(text: str) -> str:
    """Return *text* without case, diacritics and punctuation, one space between words."""
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return _BETWEEN.sub(" ", text.casefold()).strip()


def find_words(folded: str, words: Iterable[Word]) -> list[Word]:
    """Return the words of a list that a folded text holds."""
    spaced = f" {folded} "
    return [word for word in words if any(_stands_in(f, spaced, word) for f in word.forms)]


def find_words_in_bytes(data: bytes, words: Iterable[Word]) -> list[Word]:
    """Return the words of a list that are in a file of any kind."""
    return [word for word in words if word.raw and word.raw.search(data)]


def _stands_in(form: str, text: str, word: Word) -> bool:
    if _UNSPACED.search(form):
        return form in text or form.replace(" ", "") in text
    return (f" {form}" if word.begins else f" {form} ") in text


def _in_bytes(plain: str) -> re.Pattern[bytes] | None:
    forms = {plain, plain.lower(), plain.upper(), plain.title(), unidecode(plain)}
    found = set()
    for form in forms:
        for encoding in _ENCODINGS:
            try:
                data = unicodedata.normalize("NFC", form).encode(encoding)
            except UnicodeEncodeError:
                continue
            if len(form.encode()) >= _FEWEST_BYTES:
                found.add(re.escape(data))
    return re.compile(b"|".join(sorted(found)), re.IGNORECASE) if found else None


DEFAULT = ".pouch-private"


def load_list(name: str, paths: Sequence[Path]) -> list[Word] | None:
    """Return the words of all lists called *name*; None if there is none.

    Args:
        name: of the file next to the settings.
        paths: where there is one. All of several count: a word that is withheld
            needlessly can be published later.

    Raises:
        SettingsError: a list that is set does not exist or cannot be read, so its words would be
            published.
    """
    if not paths and name != DEFAULT:
        raise SettingsError(
            f"POUCH_GUARD['private_words_file'] is {name!r}, but there is no such file next to"
            " your settings",
            "create it, or correct the name",
        )
    if not paths:
        return None
    alone = len(paths) == 1
    return [word for path in paths for word in _read(path, name if alone else shown(path))]


def _read(path: Path, name: str) -> list[Word]:
    try:
        return parse_word_list(path.read_text(encoding="utf-8-sig"), name)
    except UnicodeDecodeError:
        raise SettingsError(f"{shown(path)} is not UTF-8", "save it as UTF-8") from None
    except OSError as error:
        raise SettingsError(f"cannot read {shown(path)}: {error.strerror}") from None
