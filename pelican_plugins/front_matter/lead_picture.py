"""The picture that a front matter names for the whole text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .key_aliases import MEANINGS, Keys, joined

_SOURCES = (
    *("image", "src", "url", "path", "file", "relative", "filename", "feature", "teaser"),
    *("publicurl", "href", "source"),
)
_NONE = {"true", "false", "yes", "no", "on", "off", "none"}
# Under the other names themes expect a text; these may be lists, or more than a picture.
_ANYTHING = {"banner", "feature", "hero", "images"}
_STRING_KEYS = {joined(name) for name in MEANINGS["picture"] if "." not in name} - _ANYTHING


def lead_picture(keys: Keys) -> dict[str, str] | None:
    """Return the source of the picture and its alternative text; None where none is named."""
    for value in keys.all("picture"):
        src, alt = _read(value.written)
        if src:
            return {"src": src, "alt": alt}
    return None


def is_text(key: str) -> bool:
    """Tell whether themes take what is under *key* for the address of a picture."""
    return joined(key) in _STRING_KEYS


def source_in(written: Any) -> str:
    """Return the address of the picture that a value names in any form; empty for none."""
    return _read(written)[0]


def _read(written: Any) -> tuple[str, str]:
    if isinstance(written, list):
        # Never a list within a list, of which there may be thousands.
        items = (item for item in written if not isinstance(item, list))
        return next((found for found in map(_read, items) if found[0]), ("", ""))
    if isinstance(written, Mapping):
        inner = {joined(str(key)): value for key, value in written.items()}
        src = next((inner[key] for key in _SOURCES if isinstance(inner.get(key), str)), "")
        return _read(src)[0], str(inner.get("alt") or inner.get("caption") or "")
    if isinstance(written, str) and written.strip().lower() not in _NONE:
        return written.strip(), ""
    return "", ""
