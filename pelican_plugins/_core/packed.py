"""Bodies at rest, held as UTF-8.

Python holds a text with one curly quotation mark in two bytes for each letter, and Pelican holds
all bodies of a site from the first that is read to the last page that is written.
"""

from __future__ import annotations

import sys
from typing import Any

from pelican.contents import Content

_NAME = "_content"
_ENCODING = ("utf-8", "surrogatepass")


def pack_bodies(*, packed: bool) -> None:
    """Have contents hold their bodies packed or not, and what Pelican memoizes of them, too."""
    body = vars(Content).get(_NAME)
    if isinstance(body, _Body):
        # Packed bodies of a build around this one, or before it, are unpacked still.
        body.packs = packed
    elif packed:
        Content._content = _Body()
        Content.__getstate__ = _state
        memoized = vars(Content)["get_content"]
        memoized.cache = _Memo(memoized.cache)


def forget_rendered() -> None:
    """Let go of what Pelican has memoized for the contents of earlier builds."""
    for name in ("get_content", "get_summary"):
        vars(Content)[name].cache.clear()


class _Body:
    """The attribute `_content`: packed when it is set, and unpacked for whoever asks."""

    packs = True

    def __get__(self, content: Any, _owner: type | None = None) -> Any:
        if content is None:
            return self
        try:
            return _unpacked(vars(content)[_NAME])
        except KeyError:
            raise AttributeError(_NAME) from None

    def __set__(self, content: Any, value: Any) -> None:
        vars(content)[_NAME] = _packed(value) if self.packs else value

    def __delete__(self, content: Any) -> None:
        try:
            del vars(content)[_NAME]
        except KeyError:
            raise AttributeError(_NAME) from None


class _Memo(dict[Any, Any]):
    """What `get_content` returned, by content and root; mostly the very body of the content."""

    def __setitem__(self, key: Any, html: Any) -> None:
        packed, body = _packed(html), vars(key[0]).get(_NAME)
        super().__setitem__(key, body if packed == body else packed)

    def __getitem__(self, key: Any) -> Any:
        return _unpacked(super().__getitem__(key))


def _packed(value: Any) -> Any:
    if type(value) is not str or value.isascii():
        return value
    packed = value.encode(*_ENCODING)
    # Han and the like are longer in UTF-8.
    return packed if len(packed) < sys.getsizeof(value) else value


def _unpacked(kept: Any) -> Any:
    return kept.decode(*_ENCODING) if isinstance(kept, bytes) else kept


def _state(content: Any) -> dict[str, Any]:
    """Return what is pickled of a content: nothing that needs us to be read."""
    state = dict(vars(content))
    if _NAME in state:
        state[_NAME] = _unpacked(state[_NAME])
    return state
