"""Cache Jinja's byte code, in memory for all environments of a process and on disk for builds.

Each generator of Pelican's has a Jinja environment of its own, which would compile each template
again, and a theme's templates take as long to compile as hundreds of pages to render.
"""

from __future__ import annotations

import hashlib
import re
import sys
from contextlib import suppress
from functools import partial
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from .atomic_files import remove_temp_files, write_atomic
from .cache import add_checksum, strip_checksum

_SYNTAX = (
    *("block_start_string", "block_end_string", "variable_start_string", "variable_end_string"),
    *("comment_start_string", "comment_end_string", "line_statement_prefix"),
    *("line_comment_prefix", "trim_blocks", "lstrip_blocks", "newline_sequence"),
    *("keep_trailing_newline", "autoescape", "optimized", "finalize", "is_async"),
)
# Pelican's own among the modules of its package of plugins begin with an underscore.
_KNOWN_MODULE = re.compile(
    r"(builtins|jinja2|markupsafe|_operator|operator|pelican(?!\.plugins\.[^_]))(\.|$)"
)
_VERSIONS = " ".join([sys.version, *map(version, ("jinja2", "markupsafe", "pelican"))])
# In the checksum and not in the name, so that another version's file is replaced.
_MADE_WITH = hashlib.sha256(_VERSIONS.encode()).digest()


class TemplateCache(BytecodeCache):
    """Byte code by template and by what the environment makes of it.

    Jinja applies filters to constants when it compiles, so code with a filter, a test or an
    extension that is neither Jinja's nor Pelican's stays in memory: its own code may change.

    Args:
        folder: where the byte code is kept between builds; it may be deleted at any time.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._compiled: dict[Any, tuple[str, CodeType]] = {}
        self._described: tuple[Any, Any] = ((), ())
        remove_temp_files(folder)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Put the byte code that is cached, if any, into *bucket*."""
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
        """Return a hash of what the byte code depends on but the source; a tuple if not known."""
        environment = bucket.environment
        named = (environment.extensions, environment.filters, environment.tests)
        functions = tuple(pair for part in named for pair in part.items())
        # There are a hundred, and each template of an environment asks for them.
        if functions != self._described[0]:
            self._described = functions, tuple(map(_described, chain.from_iterable(functions)))
        settings = (_described(getattr(environment, name)) for name in _SYNTAX)
        facts = (bucket.key, *settings, *self._described[1])
        if not all(isinstance(fact, str) for fact in facts):
            return facts
        return hashlib.sha256(repr(facts).encode("utf-8", "surrogatepass")).hexdigest()

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.jinja"


def _described(value: Any) -> Any:
    """Return a string for what is known to be alike in each build, and anything else as it is."""
    if value is None or isinstance(value, bool | str):
        return repr(value)
    function = value.func if isinstance(value, partial) else value
    name = getattr(function, "__qualname__", type(function).__qualname__)
    # A function within another does what that was asked for.
    if "<locals>" in name or not _KNOWN_MODULE.match(str(getattr(function, "__module__", ""))):
        return value
    more = (value.args, sorted(value.keywords.items())) if function is not value else ""
    return f"{function.__module__}.{name} {more}"
