"""Scan the output folder for GPS coordinates, private words, secrets and links to drafts."""

from __future__ import annotations

import os
import os.path
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from ..._core.diagnostics import Diagnostic
from ..._core.paths import walk
from ..._core.text import counted
from ..rules import LEAK_DRAFT, LEAK_POSITION, LEAK_PRIVATE, LEAK_SECRET, LEAK_UNREAD
from .extract_text import (
    decode_text,
    fold_markup,
    is_text_file,
    packed_in,
    said_by_picture,
)
from .positions import holds_coordinates, text_holds_coordinates
from .word_list import Word, find_words, find_words_in_bytes, fold


def deduplicate(leaks: Iterable[Diagnostic]) -> Iterator[tuple[Diagnostic, str]]:
    """Yield the first of equal leaks, with ` and 3 other files` for the rest."""
    alike: dict[tuple[str, str], list[Diagnostic]] = {}
    for leak in leaks:
        alike.setdefault((leak.text, leak.fix), []).append(leak)
    for first, *rest in alike.values():
        yield first, f" and {counted(len(rest), 'other file')}" if rest else ""


class Drafts:
    """Finds links to drafts in pages and feeds.

    Args:
        pages: of each, its path in the output folder and its source as displayed.
    """

    def __init__(self, pages: Iterable[tuple[str, str]]) -> None:
        sources = dict(pages)
        self._paths = frozenset(sources)
        self._sources = {_address(path): sources[path] for path in sorted(sources)}
        # Most drafts share a folder, which few pages name.
        self._common = os.path.commonprefix(list(self._sources))  # noqa: RUF071 (of letters)
        self._patterns = {
            address: re.compile(rf"(?<![\w.-]){re.escape(address)}(?![\w-])")
            for address in self._sources
        }

    def is_one(self, path: str) -> bool:
        """Return whether the file at *path* is the page of a draft."""
        return path in self._paths

    def linked_from(self, text: str) -> list[str]:
        """Return the sources of the drafts that a decoded text names the URL of."""
        if not self._sources or self._common not in text:
            return []
        return [
            source
            for address, source in self._sources.items()
            if address in text and self._patterns[address].search(text)
        ]


def _address(path: str) -> str:
    return path.removesuffix("index.html") or path


# Name, a literal that is always in it, and its pattern, as the services document it.
_FORMS = (
    ("a private key", b"PRIVATE KEY", rb"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----"),
    ("an AWS key", b"AKIA", rb"\bAKIA[0-9A-Z]{16}\b"),
    ("a temporary AWS key", b"ASIA", rb"\bASIA[0-9A-Z]{16}\b"),
    ("a GitHub token", b"gh", rb"\bgh[oprsu]_[A-Za-z0-9]{36}"),
    ("a GitHub token", b"github_pat_", rb"\bgithub_pat_[A-Za-z0-9_]{60}"),
    ("a GitLab token", b"glpat-", rb"\bglpat-[A-Za-z0-9_-]{20}"),
    ("a Slack token", b"xox", rb"\bxox[abeoprs]-[A-Za-z0-9-]{10}"),
    ("a Google API key", b"AIza", rb"\bAIza[0-9A-Za-z_-]{35}"),
    ("a Stripe key", b"_live_", rb"\b[rs]k_live_[0-9A-Za-z]{20}"),
    ("an npm token", b"npm_", rb"\bnpm_[A-Za-z0-9]{36}\b"),
    ("a PyPI token", b"pypi-", rb"\bpypi-AgE[A-Za-z0-9_-]{50}"),
    ("a SendGrid key", b"SG.", rb"\bSG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}"),
    (
        "a password in a URL",
        b"://",
        rb"\bhttps?://[^\s/:@\"'<>&?#]+:[^\s/:@\"'<>&?#]+@[a-z0-9]",
    ),
)
_PATTERNS = tuple((name, sure, re.compile(form)) for name, sure, form in _FORMS)
_NAMES = frozenset({".env", ".git-credentials", ".htpasswd", ".netrc", ".npmrc", ".pypirc"})
_KEYS = re.compile(r"id_(?:dsa|ecdsa|ed25519|rsa)|\.env\..+")


def secrets_in(data: bytes) -> list[str]:
    """Return the names of the kinds of keys and passwords that a file contains."""
    found = (name for name, sure, form in _PATTERNS if sure in data and form.search(data))
    return list(dict.fromkeys(found))


def is_secret_by_name(path: str) -> bool:
    """Return whether programs keep keys or passwords in a file of this name."""
    name = PurePosixPath(path).name
    return name in _NAMES or _KEYS.fullmatch(name) is not None or ".git/" in f"/{path}"


# Of a larger file, such as a film, scan the start and the end, where metadata is.
_MOST_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class LeakCriteria:
    """Options of a scan.

    Attributes:
        words: of the site author's list.
        drafts: the drafts of the site.
        allowed: glob patterns of files that may hold anything.
    """

    words: tuple[Word, ...] = ()
    drafts: Drafts = field(default_factory=lambda: Drafts([]))
    allowed: tuple[str, ...] = ()


def scan_folder(folder: Path, wanted: LeakCriteria) -> list[Diagnostic]:
    """Return what must not be published in the files below *folder*, in their order.

    Paths are relative to *folder*. No message repeats a private word: a log may be public.

    """
    files = (place / name for place, _, names in walk(folder) for name in names)
    below = (path.relative_to(folder).as_posix() for path in files)
    paths = [path for path in below if not _is_allowed(path, wanted)]
    return [leak for path in paths for leak in leaks_of(folder, wanted, path)]


def leaks_of(folder: Path, wanted: LeakCriteria, path: str) -> list[Diagnostic]:
    """Return what must not be published in one file."""
    try:
        data = _read(folder / path)
    except OSError as error:
        reason = f"cannot scan the file ({error.strerror})"
        return [LEAK_UNREAD(reason, "make it readable, or delete it", path=_public(path, wanted))]
    return list(_leaks(path, data, wanted))


def _leaks(name: str, data: bytes, wanted: LeakCriteria) -> Iterator[Diagnostic]:
    path = _public(name, wanted)
    parts = [data] if is_text_file(name) else list(packed_in(data))
    texts = [decode_text(part) for part in parts]
    if wanted.words:
        yield from _private(path, name, data, texts, wanted)
    yield from _secret(path, name, [data, *parts])
    is_text = is_text_file(name)
    if text_holds_coordinates(name, texts, data) if is_text else holds_coordinates(data):
        mend = "publish a copy without them, or list the file in POUCH_GUARD['leak_allow']"
        yield LEAK_POSITION("it contains GPS coordinates", mend, path=path)
    if not wanted.drafts.is_one(name):
        for source in dict.fromkeys(s for text in texts for s in wanted.drafts.linked_from(text)):
            mend = "remove the link, or publish the draft"
            yield LEAK_DRAFT(f"it links to the draft {_public(source, wanted)}", mend, path=path)


def _private(
    path: str, name: str, data: bytes, texts: list[str], wanted: LeakCriteria
) -> Iterator[Diagnostic]:
    for word in find_words(fold(name), wanted.words):
        text = f"its name or path contains the private word on {word.place}"
        yield LEAK_PRIVATE(text, "rename it", path=path)
    found = {word for text in texts for word in find_words(fold_markup(text), wanted.words)}
    if not is_text_file(name):
        found.update(find_words(fold(said_by_picture(data)), wanted.words))
        found.update(find_words_in_bytes(data, wanted.words))
    for word in filter(found.__contains__, wanted.words):
        mend = "remove the word from the file's source"
        yield LEAK_PRIVATE(f"it contains the private word on {word.place}", mend, path=path)


def _secret(path: str, name: str, parts: list[bytes]) -> Iterator[Diagnostic]:
    for secret in dict.fromkeys(secret for part in parts for secret in secrets_in(part)):
        mend = "remove it, and revoke it: it may have been copied already"
        yield LEAK_SECRET(f"it seems to contain {secret}", mend, path=path)
    if is_secret_by_name(name):
        mend = "delete it from the output and content folders"
        yield LEAK_SECRET("files with this name usually contain passwords or keys", mend, path=path)


def _public(name: str, wanted: LeakCriteria) -> str:
    """Return the part of a file's path without private words: a log may be public."""
    steps = name.split("/")
    while find_words(fold("/".join(steps)), wanted.words):
        steps.pop()
    return "/".join(steps) or "."


def _is_allowed(path: str, wanted: LeakCriteria) -> bool:
    return any(fnmatchcase(path, pattern) for pattern in wanted.allowed)


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        data = file.read(_MOST_BYTES)
        rest = file.seek(0, os.SEEK_END) - len(data)
        if rest > 0:
            file.seek(-min(rest, _MOST_BYTES), os.SEEK_END)
            data += file.read()
    return data
