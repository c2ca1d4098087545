"""What `pouch check` says of a site's settings."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ..._core.diagnostics import Diagnostic
from ..._core.errors import DiagnosticError
from ..._core.paths import shown
from ..._core.pelican_site_reader import Reading
from ..._core.settings_ast import WrittenSettings, read_settings_file
from ..._core.text import did_you_mean
from ...registry import PLUGINS, SETTINGS, SUITE
from ..rules import SETTING_IDLE, SETTING_UNKNOWN, SETTING_UNREAD
from .idle import idle_settings
from .mentions import words_in

_NAME = re.compile(r"[A-Z][A-Z0-9_]*")
_NEAR = 0.85
# Pages of templates and feeds have settings whose names are put together.
_OF_PAGE = re.compile(r"([A-Z0-9_]+)_(?:SAVE_AS|URL)")
_OF_FEED = re.compile(r"(?:[A-Z]+_)?FEED_(?:ALL_)?(?:ATOM|JSON|RSS)(?:_URL)?")
_FOLDERS_IN_CONTENT = ("ARTICLE_PATHS", "PAGE_PATHS", "STATIC_PATHS")


def findings(site: Reading, settings_file: str) -> Iterator[Diagnostic]:
    """Yield the settings that nothing reads, that do nothing, or that contradict others."""
    try:
        written = read_settings_file(Path(settings_file))
    except (OSError, DiagnosticError):
        # Whoever could read it has built the site with it.
        return
    own = frozenset(name for name in written.places if _NAME.fullmatch(name))
    context = site.context
    yield from _unread(written, own, context)
    for plugin in sorted(PLUGINS, key=lambda plugin: plugin.setting):
        name = plugin.setting
        if name in own and context.get(name) and not plugin.is_named(context["PLUGINS"]):
            text = f"{name} does nothing, since its plugin is off"
            mend = f"name {plugin.module} in PLUGINS, or take it out"
            yield _placed(written, SETTING_IDLE(text, mend, name))
    for idle in idle_settings(context, own):
        yield _placed(written, idle)
    for name in _FOLDERS_IN_CONTENT:
        yield from _nowhere(written, name, context[name] if name in own else (), context)
    if "EXTRA_PATH_METADATA" in own:
        yield from _nowhere(
            *(written, "EXTRA_PATH_METADATA", context["EXTRA_PATH_METADATA"], context)
        )


def _unread(
    written: WrittenSettings, own: frozenset[str], context: Mapping[str, Any]
) -> Iterator[Diagnostic]:
    """Yield names that nothing mentions: neither Pelican nor a plugin nor the theme."""
    small = {name for name in written.places if name.upper() != name} - written.used
    if not own and not small:
        return
    known = words_in(_readers(context)) | frozenset(SETTINGS)
    for name in sorted(small):
        if name.upper() in known and name.upper() not in own and name.islower():
            text = f"{name} is no setting, since Pelican knows names in capitals alone"
            yield _placed(written, SETTING_UNKNOWN(text, f"write {name.upper()}", name))
    for name in sorted(own - known - written.used):
        page = _OF_PAGE.fullmatch(name)
        if _OF_FEED.fullmatch(name) or (page and page[1].lower() in context["DIRECT_TEMPLATES"]):
            continue
        near = did_you_mean(name, known, likeness=_NEAR, quoted=str)
        text = f"{name} is no setting that Pelican, a plugin or the theme would read"
        if near:
            yield _placed(written, SETTING_UNKNOWN(text, near, name))
        else:
            yield _placed(written, SETTING_UNREAD(text, "take it out", name))


def _readers(context: Mapping[str, Any]) -> Iterator[Path]:
    """Yield the places of all code and templates that a build runs."""
    for name in ("pelican", SUITE, *map(str, context["PLUGINS"])):
        module = sys.modules.get(name)
        file = getattr(module, "__file__", None)
        if file is None:
            continue
        place = Path(file)
        yield place.parent if place.name == "__init__.py" else place
    for folder in (context["THEME"], *context["THEME_TEMPLATES_OVERRIDES"]):
        yield Path(str(folder))


def _nowhere(
    written: WrittenSettings, name: str, paths: Iterable[object], context: Mapping[str, Any]
) -> Iterator[Diagnostic]:
    for path in paths:
        if str(path) and not Path(str(context["PATH"]), str(path)).exists():
            text = f"{name} names {str(path)!r}, which is not in the content folder"
            yield _placed(written, SETTING_IDLE(text, "correct it, or take it out", name))


def _placed(written: WrittenSettings, diagnostic: Diagnostic) -> Diagnostic:
    """Return a diagnostic where the setting that it names gets its value."""
    place = written.places[diagnostic.needle]
    return diagnostic.at(shown(place.path), place.line)
