"""Links in `MENUITEMS`, `LINKS` and `SOCIAL`, in the shapes that any theme expects.

Pelican only passes these settings on. Its own themes expect pairs of name and URL; others add an
icon, or use dictionaries or nested menus.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .._core.diagnostics import Diagnostic
from .._core.rules import BUILD
from .._core.text import cut, one_line

SETTINGS = ("MENUITEMS", "LINKS", "SOCIAL")
"""The names of these settings."""

_NAMES = ("name", "title", "text", "label", "caption", "display", "key", "service", "network")
_URLS = ("url", "href", "link", "address", "target", "path", "value", "uri", "to")
_PARTS = ("children", "items", "submenu", "sub", "menu", "dropdown", "links", "pages")
# Menus nest twice at most; a list that contains itself is endless.
_DEEPEST = 8
_LIKE_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/#?.]|[\w-]+(\.[\w-]+)+(/|$)")
# WHATWG URL, 4.4: what a browser strips before it parses the scheme.
_IGNORED = re.compile(r"[\t\n\r]|^[\x00-\x20]+")
_RUN = ("javascript:", "vbscript:", "data:")


@dataclass(frozen=True, slots=True)
class LinkSetting:
    """The content of one setting.

    Attributes:
        shown: pairs of name and URL.
        left_out: representations of items that are not links.
        unsafe: names of links with a script URL.
    """

    shown: tuple[tuple[str, str], ...] = ()
    left_out: tuple[str, ...] = ()
    unsafe: tuple[str, ...] = ()

    def problems(self, setting: str) -> Iterator[Diagnostic]:
        """Yield a diagnostic for each kind of item that is not shown."""
        if self.unsafe:
            yield BUILD(
                f"{setting} contains links that a browser would run as code,"
                f" {_listed(self.unsafe)}, which are not published",
                "use the URL of a page instead",
            )
        if self.left_out:
            yield BUILD(
                f"{setting} contains entries that are not links, {_listed(self.left_out)},"
                " which are not shown",
                "write each link as ('Name', 'https://example.org/')",
            )


def read_links(value: Any) -> LinkSetting:
    """Return the links of a setting; links of a submenu follow its own."""
    shown: list[tuple[str, str]] = []
    left_out: list[str] = []
    unsafe: list[str] = []
    for found in _found(value, 0):
        if isinstance(found, str):
            left_out.append(found)
        elif is_script_url(found[1]):
            unsafe.append(repr(cut(found[0])))
        else:
            shown.append(found)
    return LinkSetting(tuple(shown), tuple(left_out), tuple(unsafe))


def is_script_url(url: str) -> bool:
    """Return whether a browser would execute *url* instead of opening it."""
    return _IGNORED.sub("", _IGNORED.sub("", url)).lower().startswith(_RUN)


def _found(value: Any, depth: int) -> Iterator[tuple[str, str] | str]:
    """Yield each link as a pair, and the representation of anything else."""
    if value is None or value is False or value == "":
        return
    if isinstance(value, Mapping):
        # One link, or links by name.
        one = _of(value, _URLS) is not None or _of(value, _PARTS) is not None
        items: Iterable[Any] = [value] if one else value.items()
    elif isinstance(value, list | tuple):
        items = [value] if _is_forgotten_list(value) else value
    elif isinstance(value, set | frozenset):
        items = sorted(value, key=repr)
    else:
        items = [value]
    for item in items:
        yield from _item(item, depth)


def _is_forgotten_list(value: list[Any] | tuple[Any, ...]) -> bool:
    """Return whether *value* is a single link without a list around it."""
    texts = all(isinstance(each, str) for each in value)
    return len(value) > 1 and texts and not _is_url(value[0]) and _is_url(value[1])


def _item(item: Any, depth: int) -> Iterator[tuple[str, str] | str]:
    if depth > _DEEPEST:
        yield "a list within itself"
    elif isinstance(item, str) and _is_url(item.strip()):
        yield (one_line(item), item.strip())
    elif isinstance(item, Mapping):
        yield from _of_mapping(item, depth)
    elif isinstance(item, list | tuple) and item:
        yield from _of_sequence(item, depth)
    else:
        yield cut(repr(item))


def _of_mapping(item: Mapping[Any, Any], depth: int) -> Iterator[tuple[str, str] | str]:
    url, inner = _of(item, _URLS), _of(item, _PARTS)
    name = _of(item, _NAMES) or _of(item, ("icon",)) or url
    if isinstance(url, str):
        yield (one_line(str(name)), url.strip())
    elif inner is None and item and all(_is_text(v) and _is_url(str(v)) for v in item.values()):
        for pair in item.items():
            yield from _item(pair, depth + 1)
    elif inner is None:
        yield cut(repr(dict(item)))
    if inner is not None:
        yield from _found(inner, depth + 1)


def _of_sequence(item: Iterable[Any], depth: int) -> Iterator[tuple[str, str] | str]:
    parts = list(item)
    inner = [part for part in parts if isinstance(part, list | tuple | Mapping)]
    texts = [str(part).strip() for part in parts if _is_text(part)]
    if not texts:
        if not inner:
            yield cut(repr(item))
    elif len(texts) == 1:
        if _is_url(texts[0]):
            yield (texts[0], texts[0])
        elif not inner:
            yield cut(repr(item))
    else:
        # The name comes first in every theme; an icon may be before or after the URL.
        name, *rest = texts
        url = next(filter(_is_url, rest), rest[0])
        if _is_url(name) and not _is_url(url):
            name, url = url, name
        yield (one_line(name), url)
    for part in inner:
        yield from _found(part, depth + 1)


def _of(item: Mapping[Any, Any], keys: Iterable[str]) -> Any:
    by_name = {str(key).lower(): value for key, value in item.items()}
    return next((by_name[key] for key in keys if by_name.get(key) not in (None, "")), None)


def _is_text(value: Any) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _is_url(text: str) -> bool:
    return _LIKE_URL.match(_IGNORED.sub("", text)) is not None


def _listed(parts: tuple[str, ...]) -> str:
    more = f" and {len(parts) - 3} more" if parts[3:] else ""
    return f"{', '.join(parts[:3])}{more}"
