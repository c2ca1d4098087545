"""Look through all files of an output folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from ..._core.diagnostics import Diagnostic
from ..._core.paths import walk
from ..rules import LEAK_DRAFT, LEAK_POSITION, LEAK_PRIVATE, LEAK_SECRET, LEAK_UNREAD
from .drafts import Drafts
from .extract_text import decoded, folded, is_text, packed_in, said_by_picture
from .gps import says_position
from .secrets import is_secret_by_name, secrets_in
from .word_list import Word, fold, words_in, words_in_bytes

# Of a larger file, a film say, its beginning and its end: that is where metadata stands.
_MOST_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for.

    Attributes:
        words: of the owner's list.
        drafts: the drafts of the site.
        allowed: glob patterns of files that may hold anything.
    """

    words: tuple[Word, ...] = ()
    drafts: Drafts = field(default_factory=lambda: Drafts([]))
    allowed: tuple[str, ...] = ()


def look_through(folder: Path, wanted: Wanted) -> list[Diagnostic]:
    """Return what stands in the files below *folder* and must not be published, in their order.

    Paths are those below *folder*, and no text names what should stay unknown: a log may be public.

    Args:
        folder: the output folder.
        wanted: what is looked for.
    """
    files = (place / name for place, _, names in walk(folder) for name in names)
    below = (path.relative_to(folder).as_posix() for path in files)
    paths = [path for path in below if not _is_allowed(path, wanted)]
    return [leak for path in paths for leak in leaks_of(folder, wanted, path)]


def leaks_of(folder: Path, wanted: Wanted, path: str) -> list[Diagnostic]:
    """Return what stands in one file and must not be published."""
    try:
        data = _read(folder / path)
    except OSError as error:
        reason = f"it cannot be looked through ({error.strerror})"
        return [LEAK_UNREAD(reason, "make it readable, or delete it", path=_public(path, wanted))]
    return list(_leaks(path, data, wanted))


def _leaks(name: str, data: bytes, wanted: Wanted) -> Iterator[Diagnostic]:
    path = _public(name, wanted)
    parts = [data] if is_text(name) else list(packed_in(data))
    texts = [decoded(part) for part in parts]
    if wanted.words:
        yield from _private(path, name, data, texts, wanted)
    yield from _secret(path, name, [data, *parts])
    if not is_text(name) and says_position(data):
        mend = "publish a copy without it, or name the file in POUCH_GUARD['allowed']"
        yield LEAK_POSITION("it says where it was made", mend, path=path)
    if not wanted.drafts.is_one(name):
        for source in dict.fromkeys(s for text in texts for s in wanted.drafts.linked_from(text)):
            mend = "take the link out, or publish the draft"
            yield LEAK_DRAFT(f"it leads to the draft {_public(source, wanted)}", mend, path=path)


def _private(
    path: str, name: str, data: bytes, texts: list[str], wanted: Wanted
) -> Iterator[Diagnostic]:
    for word in words_in(fold(name), wanted.words):
        text = f"the name of a file in it holds {word.place}"
        yield LEAK_PRIVATE(text, "give it another name", path=path)
    found = {word for text in texts for word in words_in(folded(text), wanted.words)}
    if not is_text(name):
        found.update(words_in(fold(said_by_picture(data)), wanted.words))
        found.update(words_in_bytes(data, wanted.words))
    for word in filter(found.__contains__, wanted.words):
        mend = "take it out of what the file is made of"
        yield LEAK_PRIVATE(f"it holds {word.place}", mend, path=path)


def _secret(path: str, name: str, parts: list[bytes]) -> Iterator[Diagnostic]:
    for secret in dict.fromkeys(secret for part in parts for secret in secrets_in(part)):
        mend = "take it out, and have a new one made: this one may be known"
        yield LEAK_SECRET(f"{secret} seems to stand in it", mend, path=path)
    if is_secret_by_name(name):
        mend = "take it out of the output folder and of the content"
        yield LEAK_SECRET("programs keep passwords in a file of this name", mend, path=path)


def _public(name: str, wanted: Wanted) -> str:
    """Return as much of a file's name as anybody may read: a log may be public."""
    steps = name.split("/")
    while words_in(fold("/".join(steps)), wanted.words):
        steps.pop()
    return "/".join(steps) or "."


def _is_allowed(path: str, wanted: Wanted) -> bool:
    return any(fnmatchcase(path, pattern) for pattern in wanted.allowed)


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        data = file.read(_MOST_BYTES)
        rest = file.seek(0, os.SEEK_END) - len(data)
        if rest > 0:
            file.seek(-min(rest, _MOST_BYTES), os.SEEK_END)
            data += file.read()
    return data
