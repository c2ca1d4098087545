"""What the HTML of a text depends on besides the text.

One text after another from Markdown to HTML, those known from earlier builds without work.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from markdown import Markdown

from ... import __version__
from ..._core.cache import Store

_OURS = 1
_PACKAGES = ("markdown", "pygments")
_KNOWN = "markdown.extensions."
_SHORT = frozenset(
    {
        *("abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code"),
        *("footnotes", "legacy_attrs", "legacy_em", "md_in_html", "meta", "nl2br", "sane_lists"),
        *("smarty", "tables", "toc", "wikilinks"),
    }
)
_SUITE = __name__.partition(".")[0]


def fingerprint(settings: Mapping[str, Any]) -> str | None:
    """Return a text that differs whenever the same Markdown gives other HTML.

    Args:
        settings: Pelican's setting `MARKDOWN`.

    Returns:
        None where that cannot be told: an extension of somebody else may read other files, or
        remember what it saw.
    """
    if not all(map(_is_known, settings.get("extensions", []))):
        return None
    try:
        text = json.dumps(dict(settings), default=_named)
    except (TypeError, ValueError):
        return None
    return f"{_OURS} {versions(_PACKAGES)} {text}"


def key_of(text: str, fingerprint: str) -> str:
    """Return what that is kept under which is made of *text* in the way of *fingerprint*."""
    digest = hashlib.sha256(f"{fingerprint}\0".encode())
    digest.update(text.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def versions(packages: Iterable[str]) -> str:
    """Return the versions of *packages*, one behind the other."""
    return " ".join(map(_version, packages))


def _is_known(extension: object) -> bool:
    if not isinstance(extension, str):
        return type(extension).__module__.partition(".")[0] == _SUITE
    short = extension.removeprefix(_KNOWN)
    return short in _SHORT and extension in {short, _KNOWN + short}


def _named(value: object) -> str:
    """Return the name of an extension of ours, or of a function of Python-Markdown's own."""
    if not isinstance(value, str) and _is_known(value):
        return f"{type(value).__module__}.{type(value).__qualname__} {__version__}"
    module = getattr(value, "__module__", None)
    if str(module).startswith(_KNOWN) and hasattr(value, "__qualname__"):
        return f"{module}.{value.__qualname__}"
    raise TypeError


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


class Renderer:
    """Makes HTML of Markdown.

    Args:
        settings: Pelican's setting `MARKDOWN`.
        fingerprint: see `fingerprint.fingerprint`; without one nothing is kept.
        store: where HTML is kept between builds; without one nothing is kept.
    """

    def __init__(
        self,
        settings: Mapping[str, Any],
        fingerprint: str | None,
        store: Store | None,
    ) -> None:
        self._settings = settings
        self._fingerprint = fingerprint
        self._store = store

    def html(self, text: str) -> str:
        """Return the HTML of *text*, whose first lines are no headers of Pelican's."""
        if self._fingerprint is None or self._store is None:
            return self._render(text)
        key = key_of(text, self._fingerprint)
        kept = self._store.get(key)
        if kept is None:
            kept = self._render(text)
            self._store.put(key, kept)
        return kept

    def _render(self, text: str) -> str:
        # One object a text, as Pelican does: some extensions keep what they saw.
        markdown = Markdown(**self._settings)
        # The body may begin with a line such as `Note: …`, which is no header here.
        markdown.preprocessors.deregister("meta", strict=False)
        return markdown.convert(text)
