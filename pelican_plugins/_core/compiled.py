"""Compiled templates, for all environments of a process, and those that can be known for builds.

Each generator of Pelican's has a Jinja environment of its own, which would compile each template
again, and a theme's templates take as long to compile as hundreds of pages to render.
"""

from __future__ import annotations

import base64
import hashlib
import marshal
import operator
import re
import sys
from functools import partial
from importlib.metadata import version
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from .cache import Cache

_SYNTAX = (
    *("block_start_string", "block_end_string", "variable_start_string", "variable_end_string"),
    *("comment_start_string", "comment_end_string", "line_statement_prefix"),
    *("line_comment_prefix", "trim_blocks", "lstrip_blocks", "newline_sequence"),
    *("keep_trailing_newline", "autoescape", "optimized", "finalize", "is_async"),
)
# Their code changes with their version alone. An owner's filter may change at any time, and Jinja
# works out filters of constants when it compiles.
_KNOWN = frozenset({"builtins", "jinja2", "markupsafe", "_operator", "operator", "pelican"})
# Pelican's own among the modules of this package begin with an underscore.
_PLUGIN = re.compile(r"pelican\.plugins\.[^_]")
_MADE_WITH = f"{sys.version} {version('jinja2')} {version('markupsafe')} {version('pelican')}"


class CompiledTemplates(BytecodeCache):
    """What Jinja asks for a template's code."""

    def __init__(self) -> None:
        self._kept: dict[Any, CodeType] = {}
        self._used: set[Any] = set()
        self._store: Cache | None = None
        self._described: tuple[tuple[Any, ...], tuple[Any, ...]] = ((), ())

    def begin(self, store: Cache) -> None:
        """Forget what the last build did not use, and keep what can be known in *store*."""
        self._kept = {key: code for key, code in self._kept.items() if key in self._used}
        self._used.clear()
        self._store = store

    def end(self) -> None:
        """Write what is new."""
        if self._store is not None:
            self._store.close()
        self._store = None

    def get_bucket(
        self, environment: Environment, name: str, filename: str | None, source: str
    ) -> Bucket:
        """Return what Jinja asks for; the code in it is None where nothing is kept."""
        bucket = Bucket(environment, self.get_cache_key(name, filename), source)
        settings = (_setting(getattr(environment, part)) for part in _SYNTAX)
        facts = (*settings, *self._functions(environment))
        bucket.key = (bucket.key, source, facts)  # type: ignore[assignment]
        self.load_bytecode(bucket)
        return bucket

    def _functions(self, environment: Environment) -> tuple[Any, ...]:
        """Return what tells an environment's functions from others: one text if all are known."""
        parts = (environment.extensions, environment.filters, environment.tests)
        functions = tuple(item for named in parts for pair in named.items() for item in pair)
        before, described = self._described
        # There are a hundred, and each template of an environment asks for them.
        if len(functions) != len(before) or not all(map(operator.is_, functions, before)):
            pairs = zip(functions[::2], functions[1::2], strict=True)
            facts = tuple((name, _function(value)) for name, value in pairs)
            known = all(isinstance(fact, str) for _, fact in facts)
            described = (repr(facts),) if known else facts
            self._described = functions, described
        return described

    def load_bytecode(self, bucket: Bucket) -> None:
        """Put the code that is kept into *bucket*."""
        self._used.add(bucket.key)
        bucket.code = self._kept.get(bucket.key)
        key = _key(bucket.key) if bucket.code is None and self._store is not None else None
        text = self._store.get(key) if key and self._store is not None else None
        if text is not None:
            try:
                code = marshal.loads(base64.b64decode(text, validate=True))  # noqa: S302
            except (ValueError, EOFError, TypeError):
                return
            if isinstance(code, CodeType):
                bucket.code = self._kept[bucket.key] = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code in *bucket*."""
        if bucket.code is None:
            return
        self._kept[bucket.key] = bucket.code
        key = _key(bucket.key)
        if self._store is not None and key:
            self._store.put(key, base64.b64encode(marshal.dumps(bucket.code)).decode())


def _setting(value: Any) -> Any:
    return repr(value) if value is None or isinstance(value, bool | str) else value


def _function(value: Any) -> Any:
    """Return a text that tells a known filter or test from another, or the object itself."""
    if not is_known(value):
        return value
    if isinstance(value, partial):
        return f"{_named(value.func)} {value.args} {sorted(value.keywords.items())}"
    return _named(value)


def is_known(value: Any) -> bool:
    """Tell whether a function or an extension is Jinja's or Pelican's own."""
    function = value.func if isinstance(value, partial) else value
    module = str(getattr(function, "__module__", ""))
    return module.partition(".")[0] in _KNOWN and not _PLUGIN.match(module)


def _named(value: Any) -> str:
    return f"{value.__module__}.{getattr(value, '__qualname__', type(value).__qualname__)}"


def _key(key: Any) -> str | None:
    """Return a text for a key of which every part is one."""
    if not all(isinstance(fact, str) for fact in key[2]):
        return None
    digest = hashlib.sha256(f"{_MADE_WITH}\0{key!r}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
