"""A cache of compiled Jinja templates, in memory and on disk.

Each of Pelican's generators has its own environment and would compile each template again, which
takes as long as rendering hundreds of pages.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from jinja2.ext import Extension

from .atomic_files import remove_temp_files, write_atomic
from .cache import add_checksum, strip_checksum
from .code_fingerprint import code_fingerprint

_SYNTAX = (
    *("block_start_string", "block_end_string", "variable_start_string", "variable_end_string"),
    *("comment_start_string", "comment_end_string", "line_statement_prefix"),
    *("line_comment_prefix", "trim_blocks", "lstrip_blocks", "newline_sequence"),
    *("keep_trailing_newline", "autoescape", "optimized", "finalize", "is_async"),
)
# In pelican.plugins, only modules with an underscore are Pelican's own.
_KNOWN_MODULE = re.compile(
    r"(builtins|jinja2|markupsafe|_operator|operator|pelican(?!\.plugins\.[^_]))(\.|$)"
)
_OURS = __name__.partition(".")[0]
_VERSIONS = " ".join([sys.version, *map(version, ("jinja2", "markupsafe", "pelican"))])
# Part of the checksum and not of the file name, so that files of other versions are replaced.
_MADE_WITH = hashlib.sha256(_VERSIONS.encode()).digest()


class TemplateCache(BytecodeCache):
    """Byte code by template and environment.

    Jinja applies filters to constants at compile time. So an environment with a filter, test or
    extension that is not Jinja's or Pelican's is cached in memory only: its code may change.

    Args:
        folder: of the files; it may be deleted at any time.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._compiled: dict[Any, tuple[str, CodeType]] = {}
        self._environment: tuple[Any, Any] = ((), ())
        remove_temp_files(folder)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load cached byte code, if any, into *bucket*."""
        key = self._key_of(bucket)
        checksum, code = self._compiled.get(key, ("", None))
        if code is not None and checksum == bucket.checksum:
            bucket.code = code
            return
        if isinstance(key, str):
            with suppress(OSError):
                cached = strip_checksum(self._path(key).read_bytes(), _MADE_WITH)
                bucket.bytecode_from_string(cached or b"")
        if bucket.code is not None:
            self._compiled[key] = bucket.checksum, bucket.code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Cache the byte code in *bucket*."""
        if bucket.code is None:
            return
        key = self._key_of(bucket)
        self._compiled[key] = bucket.checksum, bucket.code
        if isinstance(key, str):
            with suppress(OSError):
                self._folder.mkdir(parents=True, exist_ok=True)
                data = add_checksum(bucket.bytecode_to_string(), _MADE_WITH)
                write_atomic(self._path(key), data)

    def _key_of(self, bucket: Bucket) -> Any:
        """Return a hash of all that the byte code depends on except the source; or a tuple."""
        environment = bucket.environment
        named = (environment.extensions, environment.filters, environment.tests)
        facts = (
            *chain.from_iterable(chain.from_iterable(part.items() for part in named)),
            *(getattr(environment, name) for name in _SYNTAX),
        )
        # Cached: there are a hundred functions, the same for each template.
        if facts != self._environment[0]:
            self._environment = facts, _hash_of(map(_described, facts))
        return _hash_of((bucket.key, self._environment[1]))

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.jinja"


def _hash_of(facts: Iterable[Any]) -> Any:
    """Return a hash of strings; a tuple where anything else is among the facts."""
    facts = tuple(facts)
    if not all(isinstance(fact, str) for fact in facts):
        return facts
    return hashlib.sha256(repr(facts).encode("utf-8", "surrogatepass")).hexdigest()


def _described(value: Any) -> Any:
    """Return a string for a value that is the same in each build; others as they are."""
    if value is None or isinstance(value, bool | str):
        return repr(value)
    function = value.func if isinstance(value, partial) else value
    name = getattr(function, "__qualname__", type(function).__qualname__)
    module = str(getattr(function, "__module__", ""))
    if module.partition(".")[0] == _OURS and isinstance(function, Extension):
        return f"{module}.{name} {code_fingerprint()}"
    # A closure depends on more than its name.
    if "<locals>" in name or not _KNOWN_MODULE.match(module):
        return value
    more = (value.args, sorted(value.keywords.items())) if function is not value else ""
    return f"{module}.{name} {more}"
