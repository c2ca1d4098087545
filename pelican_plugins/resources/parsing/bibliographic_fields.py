"""Author, publisher, dates and identifiers of a work, where an entry plainly states them.

What is doubtful stays in the note: an empty field is better than a wrong one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from .dates import stated_dates
from .entry_parser import ParsedEntry
from .identifiers import find_arxiv, find_doi, find_isbn

_BY = re.compile(
    r"\A\W{0,3}(?:by|par|von|por|door|di|av|af|przez|autor[ae]?:|автор:|"
    r"作者[：:])\s*(?P<name>[^\W\d_a-zß-öø-ÿа-я][^\d,.;:()|–—]{1,60}?)(?=\s*(?:[,.;:()|–—]|-\s|\Z))"
)
_NAME_WORDS = 5
_SEPARATORS = re.compile(
    r"[,.;:|()\[\]/–—«»“”„\"（）【】：，。、；·•\n]|\s-\s|\s(?:via|on|in|at|auf|bei|en|sur|su|em)\s"
)
_LONGEST = 3000
_LONGEST_NAME = 60
# A long sentence may name any date.
_LONGEST_DATED = 400
# Labels of a host that name no publisher.
_PUBLIC = {"co", "com", "org", "net", "ac", "gov", "edu", "or", "ne", "go", "gob", "gouv"}
# What Unicode does not decompose.
_PLAIN = str.maketrans(
    {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
)
# As German and Scandinavian hosts have them.
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"})
_VOLUME = re.compile(r"[\s\d]+\Z")


def parse_bibliographic_fields(
    parsed: ParsedEntry, host: str, urls: Iterable[str]
) -> dict[str, str]:
    """Return what an entry states of its work: fields of `Resource` by name, empty if not stated.

    Args:
        parsed: the entry. The form of a citation counts more than the note.
        host: that of its URL.
        urls: all of the entry, its own first.
    """
    note, title = parsed.note[:_LONGEST], parsed.title[:_LONGEST]
    urls = list(urls)
    by = _BY.match(note)
    author = parsed.author
    if not author and by is not None and len(by["name"].split()) <= _NAME_WORDS:
        author = " ".join(by["name"].split())
    dates = stated_dates(note.replace(parsed.undated, " ") if parsed.undated else note)
    published = dates.published if len(note) <= _LONGEST_DATED else ""
    if parsed.date:
        # The form shows the year; the day may be further back.
        published = published if published.startswith(parsed.date) else parsed.date
    every = f"{' '.join(urls)} {title} {note}"
    return {
        "author": author,
        "publisher": parsed.publisher or _publisher(title, note, host, author),
        "date": published,
        "accessed": dates.accessed,
        "doi": find_doi(urls, f"{title} {note}"),
        "arxiv": find_arxiv(every),
        "isbn": find_isbn(every),
    }


def _publisher(title: str, note: str, host: str, author: str) -> str:
    """Return the piece of *note* or the tail of *title* that *host* is named after."""
    if not host:
        return ""
    for name in (*_pieces(note), *_tails(title)):
        if len(name) <= _LONGEST_NAME and name != author and names_host(name, host):
            return name
    return ""


def _pieces(note: str) -> Iterator[str]:
    for piece in _SEPARATORS.split(note):
        name = " ".join((piece or "").split())
        if name:
            yield name
            # "Water Notes 12 (2021)": a volume is not part of a name.
            yield from filter(None, [_VOLUME.sub("", name)] if name[-1].isdigit() else [])


def _tails(title: str) -> Iterator[str]:
    for joint in (" - ", " – ", " — ", " | "):
        tail = title.rpartition(joint)[2]
        if tail != title:
            yield tail.strip()


def names_host(name: str, host: str) -> bool:
    """Return whether *host* has this *name*, like "Al Jazeera" and `aljazeera.com`."""
    folded = _letters(name)
    labels = host.split(".")
    own = labels[-2:-1]
    if own and own[0] in _PUBLIC and len(labels) > len(["a", "co", "uk"]) - 1:
        own = labels[-3:-2]
    names = {_letters(label) for label in own if len(label) > 1}
    if name.strip().lower() == host:
        return True
    if not any(c.isupper() or not (c.islower() or c.isdigit()) for c in name[:1]):
        # The name of something begins with a capital, or is the host itself.
        return False
    plain = folded.removeprefix("the")
    written_out = _letters(unicodedata.normalize("NFC", name).casefold().translate(_WRITTEN_OUT))
    return bool(folded) and not names.isdisjoint({folded, plain, f"the{plain}", written_out})


def _letters(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text).casefold().translate(_PLAIN)
    return "".join(c for c in decomposed if c.isalnum())
