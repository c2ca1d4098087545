"""Keep the records of source files between builds, so that an unchanged one is not parsed again."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .._core import pelican_hooks
from .._core.build import build_of
from .._core.cache import Cache, Store
from .._core.code_fingerprint import code_fingerprint
from .._core.digests import digest_of, digest_of_bytes
from .._core.paths import is_inside, join_inside
from .._core.settings import BuildSettings
from .._core.settings import fingerprint as values_of
from .markdown_settings import cache_key, fingerprint, markdown_style, package_versions
from .pelican_site_facts import RESERVED, encrypts
from .post_links import in_any_case
from .settings import FrontMatterSettings
from .source_records import FORM, Answer, Questions, SourceRecord, read_record, write_record

if TYPE_CHECKING:
    from .._core.reading_pool import ReadingPool

_LARGEST_SHORTCODE = 64 * 1024
_PACKAGES = (
    *("pelican", "markdown", "comrak", "markdown-it-py", "mdit-py-plugins", "pygments"),
    *("latex2mathml", "pyyaml", "python-dateutil"),
)
# Pelican's settings that decide what is read; a test asks which are.
SETTINGS = (
    *("AUTHOR", "DEFAULT_DATE", "DEFAULT_METADATA", "EXTRA_PATH_METADATA", "FILENAME_METADATA"),
    *("FORMATTED_FIELDS", "PAGE_PATHS", "PATH_METADATA", "SLUGIFY_PRESERVE_CASE"),
    *("SLUGIFY_SOURCE", "SLUGIFY_USE_UNICODE", "SLUG_REGEX_SUBSTITUTIONS", "TIMEZONE"),
)


@dataclass(frozen=True, slots=True)
class Rendered:
    """One rendered file.

    Attributes:
        record: what happened to it.
        is_known: whether the record holds all that its HTML depends on.
        html_rows: Markdown cache entries made by another process.
        body_rows: content step cache entries made by another process.
    """

    record: SourceRecord
    is_known: bool
    html_rows: Mapping[str, str] = field(default_factory=dict)
    body_rows: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class ReadingRun:
    """The state of a build while its files are read.

    Attributes:
        begun: kinds of content whose files are being read.
        pool: processes that read files, too, if there are any.
        kept: the cache of HTML, if it is on.
        kind: of the generator that reads, `article` or `page`.
        read: files of folders that both generators read, and their records; None where nothing is
            left to read.
        undo: cleans up after reading.
    """

    begun: set[str] = field(default_factory=set)
    pool: ReadingPool[Rendered] | None = None
    kept: Cache | None = None
    kind: str = ""
    read: dict[str, SourceRecord | None] = field(default_factory=dict)
    undo: ExitStack = field(default_factory=ExitStack)


class SourceRecords:
    """The records of a site.

    Args:
        store: the cache.
        content: the content folder.
        key: differs whenever settings, versions or code do.
    """

    def __init__(self, store: Store, content: str, key: str) -> None:
        self._store = store
        self._root = os.path.join(content, "")  # noqa: PTH118 (as Pelican does)
        self._key = key

    def get(self, path: str) -> SourceRecord | None:
        """Return the record of a file with the bytes that it has now."""
        text = self._store.get(self._key_of(path))
        if text is None:
            return None
        # Not pathlib, which costs as much as all else here.
        with open(path, "rb") as file:  # noqa: PTH123
            return read_record(text, digest_of_bytes(file.read()))

    def put(self, path: str, record: SourceRecord) -> None:
        """Keep a record; it replaces an earlier one of the file."""
        text = write_record(record)
        if text is not None:
            self._store.put(self._key_of(path), text)

    def _key_of(self, path: str) -> str:
        return cache_key(path.removeprefix(self._root), self._key)


def records_of(settings: dict[str, Any], reader: str) -> SourceRecords | None:
    """Return the records of a site; None where none are kept, or cannot be.

    Args:
        settings: of the site.
        reader: the name of the class that reads.
    """
    build = build_of(settings)
    if not build.state(BuildSettings).incremental:
        return None
    try:
        key = _fingerprint(settings, build.state(FrontMatterSettings))
    except (TypeError, ValueError):
        # A setting holds an object of which nothing is known.
        return None
    store = pelican_hooks.build_cache(settings)
    return SourceRecords(store, settings["PATH"], f"source {FORM} {reader} {key}")


def _fingerprint(settings: Mapping[str, Any], ours: FrontMatterSettings) -> str:
    """Return a string that differs whenever equal bytes may be read differently.

    Raises:
        TypeError, ValueError: a setting has no unique string.
    """
    markdown = settings["MARKDOWN"]
    style = markdown_style(
        markdown, smart_punctuation=ours.smart_punctuation, obsidian=ours.obsidian_syntax
    )
    facts = (
        *(code_fingerprint(), package_versions(_PACKAGES), time.tzname),
        *(values_of(ours), repr(style), fingerprint(markdown), encrypts(settings)),
        *(sorted(RESERVED), [(name, settings.get(name)) for name in SETTINGS]),
    )
    text = json.dumps(facts, default=_plain)
    return digest_of(text)


def _plain(value: object) -> str:
    if isinstance(value, re.Pattern | os.PathLike):
        return repr(value)
    raise TypeError


def questions_about(  # noqa: PLR0913, PLR0917 (each answers one question)
    source_path: str,
    content: str,
    takes_comments: Callable[[str], bool],
    find_in_vault: Callable[[str], str | None],
    shortcode: Callable[[str], str | None],
    site_url: Callable[[], str] = str,
) -> Questions:
    """Return what reading a file may ask of its surroundings.

    Args:
        source_path: of the file.
        content: the content folder.
        takes_comments: returns whether comments are left out of the files in a folder.
        find_in_vault: see `links.Find`.
        shortcode: returns the text of a file of a shortcode, see `shortcode_text`.
        site_url: returns the URL of the site.
    """
    return Questions(
        {
            "comments": lambda _: takes_comments(os.path.dirname(source_path)),  # noqa: PTH120
            "file_date": lambda source: _date_of_file(source, Path(source_path)),
            "next_to": lambda name: _is_next_to(Path(source_path), name),
            "in_content": partial(_in_content, Path(content)),
            "in_vault": find_in_vault,
            "site_path": lambda _: urlsplit(site_url()).path.rstrip("/"),
            "shortcode": lambda path: _digest_of_text(shortcode(path)),
        }
    )


def _date_of_file(source: str, path: Path) -> str | None:
    # Loaded only if a post has no date.
    from .dates import SOURCES

    moment = SOURCES[source](path)
    return None if moment is None else moment.isoformat()


def _in_content(content: Path, path: str) -> str | None:
    def names_in(folder: str) -> list[str]:
        try:
            return os.listdir(content / folder)  # noqa: PTH208 (only the names)
        except OSError:
            return []

    return in_any_case(path, lambda name: (content / name).is_file(), names_in)


def _digest_of_text(text: str | None) -> str | None:
    return None if text is None else digest_of(text.encode("utf-8", "surrogatepass"))


def shortcode_text(content: str, path: str) -> str | None:
    """Return the text of a file of a shortcode; None if there is none below the content folder.

    Args:
        content: the content folder.
        path: relative to it, with `/`.
    """
    inside = join_inside("", path)
    file = None if inside is None else Path(content, inside)
    try:
        if file is None or not is_inside(file.resolve(), Path(content).resolve()):
            return None
        data = file.read_bytes() if file.is_file() else b""
        return data.decode("utf-8-sig") if 0 < len(data) <= _LARGEST_SHORTCODE else None
    except (OSError, ValueError):
        return None


def find_in_vault(asked: Questions, name: str) -> str | None:
    """Return the path of the file in a vault that a link names, and note it."""
    return _path(asked.ask("in_vault", name))


def find_in_content(asked: Questions, path: str) -> str | None:
    """Return the path of a file of the content folder in its own spelling, and note it."""
    return _path(asked.ask("in_content", path))


def _path(answer: Answer) -> str | None:
    return answer if isinstance(answer, str) else None


def _is_next_to(post: Path, name: str) -> bool:
    target = (post.parent / name).resolve()
    # Only the bundle's own files: a path with `..` may lead anywhere on this disk.
    return is_inside(target, post.parent) and target.is_file() and target != post.resolve()
