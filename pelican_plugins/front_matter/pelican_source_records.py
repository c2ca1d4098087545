"""Keep the records of source files between builds, so that an unchanged one is not parsed again."""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .._core import pelican_hooks
from .._core.build import build_of
from .._core.cache import Store
from .._core.code_fingerprint import code_fingerprint
from .._core.settings import BuildSettings
from .._core.settings import fingerprint as values_of
from .pelican_reader_metadata import RESERVED, encrypts
from .renderers import cache_key, fingerprint, markdown_style, package_versions
from .settings import FrontMatterSettings
from .source_records import FORM, SourceRecord, digest_of, read_record, write_record

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
        return read_record(text, digest_of(Path(path).read_bytes())) if text else None

    def put(self, path: str, record: SourceRecord) -> None:
        """Keep a record, in the place of an earlier one of the file."""
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
    store = pelican_hooks.source_cache(settings)
    return SourceRecords(store, settings["PATH"], f"source {FORM} {reader} {key}")


def _fingerprint(settings: Mapping[str, Any], ours: FrontMatterSettings) -> str:
    """Return a string that differs whenever equal bytes may be read differently.

    Raises:
        TypeError, ValueError: a setting has no string of its own.
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
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=20).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, re.Pattern | os.PathLike):
        return repr(value)
    raise TypeError
