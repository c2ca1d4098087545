"""Compile each template once for all sites that tests build, as long as it stays what it is."""

from __future__ import annotations

import hashlib
import io
import marshal
import operator
import os
import pickle
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import Environment

# What of an environment decides what Jinja makes of a source.
_SYNTAX = (
    *("block_start_string", "block_end_string", "variable_start_string", "variable_end_string"),
    *("comment_start_string", "comment_end_string", "line_statement_prefix"),
    *("line_comment_prefix", "trim_blocks", "lstrip_blocks", "newline_sequence"),
    *("keep_trailing_newline", "autoescape", "optimized", "finalize", "is_async"),
)
_KNOWN = {"_operator", "builtins", "functools", "jinja2", "markupsafe", "operator", "pelican"}
_compile = Environment.compile
# Each template of an environment asks for its functions, and there are a hundred.
_last: list[Any] = [[], None]
_loaded: dict[str, CodeType] = {}


def keep_in(folder: Path) -> None:
    """Have Jinja compile through files in *folder*, in this process and all its forks.

    A fork cannot hand an object back, but it can leave a file. The suite's own cache of templates,
    which is being tested, asks Jinja to compile only what it does not hold itself.
    """

    def compile_once(  # noqa: PLR0913, PLR0917 (the arguments are Jinja's)
        environment: Environment,
        source: Any,
        name: str | None = None,
        filename: str | None = None,
        raw: bool = False,
        defer_init: bool = False,
    ) -> Any:
        key = _key(environment, source, name, filename)
        if raw or defer_init or key is None:
            return _compile(environment, source, name, filename, raw, defer_init)
        if key in _loaded:
            return _loaded[key]
        path = folder / key
        if path.is_file():
            return marshal.loads(path.read_bytes())
        code = _compile(environment, source, name, filename)
        part = path.with_suffix(f".{os.getpid()}")
        part.write_bytes(marshal.dumps(code))
        part.replace(path)
        return code

    Environment.compile = compile_once


def load(folder: Path, cache: Path) -> None:
    """Load what a build has compiled, for this process and all its forks.

    Args:
        folder: that of `keep_in`.
        cache: where the suite's own cache has written it. Each build finds it as if it had read
            the files, so what that cache looks at before it uses them counts.
    """
    from jinja2.bccache import bc_magic

    from pelican_plugins._core import template_cache

    for path in folder.glob("[0-9a-f]" * 64):
        _loaded[path.name] = marshal.loads(path.read_bytes())
    compiled = {}
    for path in cache.glob("*.jinja"):
        data = template_cache.strip_checksum(path.read_bytes(), template_cache._MADE_WITH)
        file = io.BytesIO(data.removeprefix(bc_magic))
        compiled[path.stem] = pickle.load(file), marshal.load(file)
    assert compiled
    begin = template_cache.TemplateCache.__init__

    def begin_with_compiled(self: Any, folder: Path) -> None:
        begin(self, folder)
        self._compiled |= compiled

    template_cache.TemplateCache.__init__ = begin_with_compiled


def _key(
    environment: Environment, source: Any, name: str | None, filename: str | None
) -> str | None:
    """Return a name for the code; None where nobody knows what it is made of."""
    functions = _functions(environment)
    if not isinstance(source, str) or functions is None:
        return None
    syntax = [repr(getattr(environment, part)) for part in _SYNTAX]
    facts = (source, name, filename, functions, syntax, sorted(environment.extensions))
    return hashlib.sha256(repr(facts).encode("utf-8", "surrogatepass")).hexdigest()


def _functions(environment: Environment) -> str | None:
    """Return a text for an environment's functions; None where a site's own are among them."""
    parts = (environment.filters, environment.tests)
    values = [item for part in parts for pair in part.items() for item in pair]
    before, text = _last
    if len(values) != len(before) or not all(map(operator.is_, values, before)):
        functions = [
            (key, getattr(value, "__module__", None), getattr(value, "__qualname__", ""))
            for part in parts
            for key, value in part.items()
        ]
        # Jinja works out filters of constants when it compiles, and a site's own may be any.
        known = all(str(module).partition(".")[0] in _KNOWN for _, module, _ in functions)
        text = repr(functions) if known else None
        _last[:] = values, text
    return text
