"""Settings that nothing reads: no Python code or template of the build mentions their names."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from .._core.diagnostics import Diagnostic
from .._core.settings_ast import WrittenSettings
from .._core.text import did_you_mean
from ..registry import SETTINGS, SUITE
from .rules import SETTING_UNKNOWN, SETTING_UNREAD

_WORD = re.compile(rb"\b[A-Z][A-Z0-9_]{2,}\b")
_EXTENSIONS = {".py", ".html", ".htm", ".xml", ".jinja", ".jinja2", ".j2", ".txt", ".css"}
# Source files are smaller; fonts and images of a theme are not.
_MOST_BYTES = 1 << 20
_NEAR = 0.85
# Names that Pelican builds from those of templates and feeds.
_OF_PAGE = re.compile(r"([A-Z0-9_]+)_(?:SAVE_AS|URL)")
_OF_FEED = re.compile(r"(?:[A-Z]+_)?FEED_(?:ALL_)?(?:ATOM|JSON|RSS)(?:_URL)?")


def unread_settings(
    written: WrittenSettings, own: frozenset[str], context: Mapping[str, Any]
) -> Iterator[Diagnostic]:
    """Yield the settings that neither Pelican nor a plugin nor the theme mentions.

    Args:
        written: the settings file.
        own: the settings (names in capitals) in it.
        context: all settings of the site.
    """
    small = {name for name in written.places if name.upper() != name} - written.used
    if not own and not small:
        return
    known = words_in(_code_of(context)) | frozenset(SETTINGS)
    for name in sorted(small):
        if name.upper() in known and name.upper() not in own and name.islower():
            text = f"{name} is not a setting: Pelican only reads names in capitals"
            yield SETTING_UNKNOWN(text, f"write {name.upper()}", name)
    for name in sorted(own - known - written.used):
        page = _OF_PAGE.fullmatch(name)
        if _OF_FEED.fullmatch(name) or (page and page[1].lower() in context["DIRECT_TEMPLATES"]):
            continue
        near = did_you_mean(name, known, likeness=_NEAR, quoted=str)
        text = f"{name} is not a setting of Pelican, a plugin or the theme"
        yield SETTING_UNKNOWN(text, near, name) if near else SETTING_UNREAD(text, "remove it", name)


def words_in(places: Iterable[Path]) -> frozenset[str]:
    """Return all words in capitals in some files, and in all files below some folders."""
    found: set[bytes] = set()
    for place in places:
        files = [place] if place.is_file() else sorted(place.rglob("*"))
        for file in files:
            if file.suffix in _EXTENSIONS:
                found.update(_WORD.findall(_read(file)))
    return frozenset(word.decode("ascii") for word in found)


def _code_of(context: Mapping[str, Any]) -> Iterator[Path]:
    """Yield the paths of all code and templates that a build runs."""
    for name in ("pelican", SUITE, *map(str, context["PLUGINS"])):
        file = getattr(sys.modules.get(name), "__file__", None)
        if file is not None:
            path = Path(file)
            yield path.parent if path.name == "__init__.py" else path
    for folder in (context["THEME"], *context["THEME_TEMPLATES_OVERRIDES"]):
        yield Path(str(folder))


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()[:_MOST_BYTES]
    except OSError:
        return b""
