"""Cache typogrify's result for each string between builds: it takes as long as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

from .._core.cache import Store
from .._core.pelican_compat import replaced
from .markdown_settings import cache_key, from_cache, package_versions

_PACKAGES = ("typogrify", "smartypants")
_MODULE = "typogrify.filters"
# The functions that typogrify calls, which others may have replaced.
_PARTS = ("amp", "caps", "initial_quotes", "smartypants", "widont")


class CachedTypogrify:
    """Replaces typogrify's function while files are read.

    Args:
        original: that function.
        store: the cache.
    """

    def __init__(self, original: Callable[..., str], store: Store) -> None:
        self._original = original
        self._store = store
        self._versions = package_versions(_PACKAGES)

    def __call__(self, text: str, *arguments: Any, **options: Any) -> str:
        """Return typogrify's result for *text*."""
        import smartypants

        call = (self._versions, smartypants.Attr.default, arguments, sorted(options.items()))
        key = cache_key(text, f"typogrify {call!r}")
        return from_cache(self._store, key, lambda: self._original(text, *arguments, **options))


@contextmanager
def cache_typogrify(store: Store) -> Iterator[None]:
    """Cache typogrify's results while in this context, unless its functions have been replaced."""
    try:
        from typogrify import filters
    except ImportError:
        yield
        return
    names: MutableMapping[str, Any] = vars(filters)
    original = names["typogrify"]
    if any(names[name].__module__ != _MODULE for name in ("typogrify", *_PARTS)):
        yield
        return
    with replaced(names, "typogrify", CachedTypogrify(original, store)):
        yield
