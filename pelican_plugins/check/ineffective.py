"""Which of Pelican's settings and of ours do nothing, given all others.

What `pouch check` says of a site's settings.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from .._core.diagnostics import Diagnostic
from .._core.errors import DiagnosticError
from .._core.paths import shown
from .._core.pelican_site_reader import Reading
from .._core.settings_ast import WrittenSettings, read_settings_file
from .._core.text import did_you_mean
from ..registry import PLUGINS, SETTINGS, SUITE
from .known_names import words_in
from .rules import SETTING_IDLE, SETTING_UNKNOWN, SETTING_UNREAD, SETTINGS_CONTRADICT

Settings = Mapping[str, Any]


def _off(name: str) -> Callable[[Settings], bool]:
    return lambda settings: not settings.get(name)


def _no_pages(settings: Settings) -> bool:
    templates = settings.get("PAGINATED_TEMPLATES") or {}
    return not settings.get("DEFAULT_PAGINATION") and not any(templates.values())


def _no_feeds(settings: Settings) -> bool:
    parts = ("_FEED_ATOM", "_FEED_RSS", "_FEED_JSON", "FEED_ALL_ATOM", "FEED_ALL_RSS")
    ends = (*parts, "FEED_ALL_JSON", "FEED_ATOM", "FEED_RSS", "FEED_JSON")
    return not any(value for name, value in settings.items() if name.endswith(ends))


# What each setting does nothing without, and the words for it.
_NEEDS: tuple[tuple[tuple[str, ...], Callable[[Settings], bool], str], ...] = (
    (
        ("TYPOGRIFY_DASHES", "TYPOGRIFY_IGNORE_TAGS", "TYPOGRIFY_OMIT_FILTERS"),
        _off("TYPOGRIFY"),
        "TYPOGRIFY is off",
    ),
    (("OUTPUT_SOURCES_EXTENSION",), _off("OUTPUT_SOURCES"), "OUTPUT_SOURCES is off"),
    (("OUTPUT_RETENTION",), _off("DELETE_OUTPUT_DIRECTORY"), "DELETE_OUTPUT_DIRECTORY is off"),
    (("CONTENT_CACHING_LAYER",), _off("CACHE_CONTENT"), "CACHE_CONTENT is off"),
    (("DEFAULT_ORPHANS", "PAGINATION_PATTERNS"), _no_pages, "DEFAULT_PAGINATION is off"),
    (("SUMMARY_END_SUFFIX",), _off("SUMMARY_MAX_LENGTH"), "SUMMARY_MAX_LENGTH is off"),
    (("YEAR_ARCHIVE_URL",), _off("YEAR_ARCHIVE_SAVE_AS"), "YEAR_ARCHIVE_SAVE_AS is off"),
    (("MONTH_ARCHIVE_URL",), _off("MONTH_ARCHIVE_SAVE_AS"), "MONTH_ARCHIVE_SAVE_AS is off"),
    (("DAY_ARCHIVE_URL",), _off("DAY_ARCHIVE_SAVE_AS"), "DAY_ARCHIVE_SAVE_AS is off"),
    (
        ("FEED_APPEND_REF", "FEED_DOMAIN", "FEED_MAX_ITEMS", "POUCH_FEEDS"),
        _no_feeds,
        "the site has no feed",
    ),
)
# The same for keys of our dicts.
_KEYS: tuple[tuple[str, tuple[str, ...], Callable[[Settings], bool], str], ...] = (
    (
        "POUCH_IMAGES",
        ("avif_quality", "formats", "output", "webp_quality", "widths"),
        lambda given: given.get("variants") is False,
        "'variants' is False",
    ),
    ("POUCH_IMAGES", ("figure_word",), _off("numbered"), "'numbered' is off"),
    (
        "POUCH_IMAGES",
        ("avif_quality",),
        lambda given: "avif" not in given.get("formats", ("avif",)),
        "'formats' has no 'avif'",
    ),
    (
        "POUCH_IMAGES",
        ("webp_quality",),
        lambda given: "webp" not in given.get("formats", ("webp",)),
        "'formats' has no 'webp'",
    ),
    (
        "POUCH_RESOURCES",
        ("archived_label", "rel", "target"),
        lambda given: given.get("placement") == "none",
        "'placement' is 'none'",
    ),
)
_PAGES = (
    *("ARTICLE", "ARTICLE_LANG", "AUTHOR", "CATEGORY", "DAY_ARCHIVE", "DRAFT", "DRAFT_LANG"),
    *("DRAFT_PAGE", "DRAFT_PAGE_LANG", "MONTH_ARCHIVE", "PAGE", "PAGE_LANG", "TAG"),
    "YEAR_ARCHIVE",
)


def idle_settings(settings: Settings, own: frozenset[str]) -> Iterator[Diagnostic]:
    """Yield the settings that do nothing, or contradict others, each with its name as needle.

    Args:
        settings: all of them, with Pelican's defaults.
        own: the names of those that the owner has set.
    """
    for names, is_off, why in _NEEDS:
        for name in own.intersection(names):
            if is_off(settings) and settings.get(name):
                yield SETTING_IDLE(f"{name} does nothing, since {why}", "take it out", name)
    for name, keys, is_off, why in _KEYS:
        given: Settings = (settings.get(name) or {}) if name in own else {}
        for key in keys:
            if key in given and is_off(given):
                text = f"{name}[{key!r}] does nothing, since {why}"
                yield SETTING_IDLE(text, "take it out", name)
    for kind in _PAGES:
        yield from _apart(kind, settings, own)


def _apart(kind: str, settings: Settings, own: frozenset[str]) -> Iterator[Diagnostic]:
    """Yield addresses at which nothing will be, since the pages are written elsewhere."""
    names = f"{kind}_URL", f"{kind}_SAVE_AS"
    url, path = (str(settings.get(name) or "") for name in names)
    if not path or own.isdisjoint(names) or _leads_to(url, path):
        return
    name = names[0] if names[0] in own else names[1]
    text = f"{names[0]} is {url!r}, but {names[1]} writes the page to {path!r}"
    wanted = f"{url}index.html" if url.endswith("/") or not url else url
    mend = f"set {names[1]} = {wanted!r}, unless your server knows better"
    yield SETTINGS_CONTRADICT(text, mend, name)


def _leads_to(url: str, path: str) -> bool:
    address = url.partition("#")[0].partition("?")[0].removeprefix("./").strip("/")
    written = path.removeprefix("./").strip("/")
    # Most servers find `name.html` and `name/index.html` under `name`.
    known = {address, f"{address}.html", f"{address}/index.html".lstrip("/")}
    return written in known


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
