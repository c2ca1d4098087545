"""typogrify's work: done where files are read, on all processors, and kept between builds.

Pelican asks typogrify for each text in the process of the build, which costs as much as to render
its Markdown. A text that was asked for before, by another process or in an earlier build, is not
worked on again.
"""

from __future__ import annotations

import copy
import logging
from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

from ..._core.pelican_compat import replaced
from .fingerprint import key_of, versions
from .render import Store

_PACKAGES = ("typogrify", "smartypants")
_MODULE = "typogrify.filters"
# What typogrify calls, under names that others may have put a function of theirs at.
_PARTS = ("amp", "caps", "initial_quotes", "smartypants", "widont")


class Typography:
    """Stands in the place of typogrify's function while files are read.

    Args:
        original: that function.
        store: where texts of earlier builds are looked up.
        keep: is given what is new, by key.
    """

    def __init__(
        self, original: Callable[..., str], store: Store, keep: Callable[[str, str], None]
    ) -> None:
        self._original = original
        self._store = store
        self._keep = keep
        self._versions = versions(_PACKAGES)

    def __call__(self, text: str, *arguments: Any, **options: Any) -> str:
        """Return what typogrify makes of *text*."""
        key = self._key(text, arguments, options)
        kept = self._store.get(key)
        if kept is None:
            kept = self._original(text, *arguments, **options)
            self._keep(key, kept)
        return kept

    def ahead(self, html: str, path: str, readers: Any) -> dict[str, str]:
        """Return what is to be kept for a body that Pelican's *readers* will ask for.

        Pelican's own code says with which arguments, so that this is right with each version.
        """
        fresh: dict[str, str] = {}
        usual, self._keep = self._keep, fresh.__setitem__
        asking = copy.copy(readers)
        asking.get_cached_data = lambda _path, _default=None: (html, {})
        try:
            with _silence("pelican.readers"):
                asking.read_file(base_path="", path=path, content_class=dict)
        finally:
            self._keep = usual
        return fresh

    def _key(self, text: str, arguments: tuple[Any, ...], options: dict[str, Any]) -> str:
        import smartypants

        asked = (self._versions, smartypants.Attr.default, arguments, sorted(options.items()))
        return key_of(text, f"typogrify {asked!r}")


@contextmanager
def put_in_place(store: Store, keep: Callable[[str, str], None]) -> Iterator[Typography | None]:
    """Have Pelican ask us instead of typogrify; not where others have changed typogrify."""
    try:
        from typogrify import filters
    except ImportError:
        yield None
        return
    names: MutableMapping[str, Any] = vars(filters)
    original = names["typogrify"]
    if any(names[name].__module__ != _MODULE for name in ("typogrify", *_PARTS)):
        yield None
        return
    typography = Typography(original, store, keep)
    with replaced(names, "typogrify", typography):
        yield typography


@contextmanager
def _silence(name: str) -> Iterator[None]:
    """Have nothing told that is told again where the file is read."""
    logger = logging.getLogger(name)
    usual, logger.disabled = logger.disabled, True
    try:
        yield
    finally:
        logger.disabled = usual
