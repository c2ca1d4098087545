"""What the HTML of a text depends on besides the text."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from ... import __version__

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
