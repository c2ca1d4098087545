"""Settings, Pelican's and ours, that have no effect or contradict others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from .._core.diagnostics import Diagnostic
from .._core.errors import DiagnosticError
from .._core.paths import shown
from .._core.pelican_site_reader import Reading
from .._core.settings_ast import read_settings_file
from ..registry import PLUGINS
from .known_names import unread_settings
from .rules import SETTING_IDLE, SETTINGS_CONTRADICT

Settings = Mapping[str, Any]

_NAME = re.compile(r"[A-Z][A-Z0-9_]*")
_PATHS_IN_CONTENT = ("ARTICLE_PATHS", "PAGE_PATHS", "STATIC_PATHS", "EXTRA_PATH_METADATA")
_PAGES = (
    *("ARTICLE", "ARTICLE_LANG", "AUTHOR", "CATEGORY", "DAY_ARCHIVE", "DRAFT", "DRAFT_LANG"),
    *("DRAFT_PAGE", "DRAFT_PAGE_LANG", "MONTH_ARCHIVE", "PAGE", "PAGE_LANG", "TAG"),
    "YEAR_ARCHIVE",
)


def _off(name: str) -> Callable[[Settings], bool]:
    return lambda settings: not settings.get(name)


def _no_pages(settings: Settings) -> bool:
    templates = settings.get("PAGINATED_TEMPLATES") or {}
    return not settings.get("DEFAULT_PAGINATION") and not any(templates.values())


def _no_feeds(settings: Settings) -> bool:
    parts = ("_FEED_ATOM", "_FEED_RSS", "_FEED_JSON", "FEED_ALL_ATOM", "FEED_ALL_RSS")
    ends = (*parts, "FEED_ALL_JSON", "FEED_ATOM", "FEED_RSS", "FEED_JSON")
    return not any(value for name, value in settings.items() if name.endswith(ends))


# Settings that have no effect while another is off.
_OFF_WITH = {
    "TYPOGRIFY": ("TYPOGRIFY_DASHES", "TYPOGRIFY_IGNORE_TAGS", "TYPOGRIFY_OMIT_FILTERS"),
    "OUTPUT_SOURCES": ("OUTPUT_SOURCES_EXTENSION",),
    "DELETE_OUTPUT_DIRECTORY": ("OUTPUT_RETENTION",),
    "CACHE_CONTENT": ("CONTENT_CACHING_LAYER",),
    "SUMMARY_MAX_LENGTH": ("SUMMARY_END_SUFFIX",),
    "YEAR_ARCHIVE_SAVE_AS": ("YEAR_ARCHIVE_URL",),
    "MONTH_ARCHIVE_SAVE_AS": ("MONTH_ARCHIVE_URL",),
    "DAY_ARCHIVE_SAVE_AS": ("DAY_ARCHIVE_URL",),
}
_NEEDED: tuple[tuple[tuple[str, ...], Callable[[Settings], bool], str], ...] = (
    *((names, _off(needed), f"{needed} is off") for needed, names in _OFF_WITH.items()),
    (("DEFAULT_ORPHANS", "PAGINATION_PATTERNS"), _no_pages, "DEFAULT_PAGINATION is off"),
    (
        ("FEED_APPEND_REF", "FEED_DOMAIN", "FEED_MAX_ITEMS", "POUCH_FEEDS"),
        _no_feeds,
        "the site has no feed",
    ),
)
# The same for keys of our dicts.
_NEEDED_KEYS: tuple[tuple[str, tuple[str, ...], Callable[[Settings], bool], str], ...] = (
    (
        "POUCH_IMAGES",
        ("avif_quality", "formats", "variants_path", "webp_quality", "widths"),
        lambda given: given.get("variants") is False,
        "'variants' is False",
    ),
    (
        *("POUCH_IMAGES", ("figure_label",)),
        _off("number_figures"),
        "'number_figures' is off",
    ),
    *(
        (
            *("POUCH_IMAGES", (f"{form}_quality",)),
            lambda given, form=form: form not in given.get("formats", (form,)),
            f"'formats' has no {form!r}",
        )
        for form in ("avif", "webp")
    ),
    (
        "POUCH_RESOURCES",
        ("archived_label", "rel", "target"),
        lambda given: given.get("placement") == "none",
        "'placement' is 'none'",
    ),
)


def findings(site: Reading, settings_file: str) -> Iterator[Diagnostic]:
    """Yield the settings that nothing reads, that have no effect, or that contradict others."""
    try:
        written = read_settings_file(Path(settings_file))
    except (OSError, DiagnosticError):
        # Pelican could read it, so it is not a plain Python file.
        return
    own = frozenset(name for name in written.places if _NAME.fullmatch(name))
    for found in (
        *unread_settings(written, own, site.context),
        *_of_plugins_off(own, site.context),
        *ineffective_settings(site.context, own),
        *_missing_paths(own, site.context),
    ):
        place = written.places[found.needle]
        yield found.at(shown(place.path), place.line)


def ineffective_settings(settings: Settings, own: frozenset[str]) -> Iterator[Diagnostic]:
    """Yield the settings that have no effect or contradict others, each with its name as needle.

    Args:
        settings: all of them, with Pelican's defaults.
        own: the names of those in the site's settings file.
    """
    for names, is_off, why in _NEEDED:
        for name in own.intersection(names):
            if settings.get(name) and is_off(settings):
                yield _ineffective(name, name, why)
    for name, keys, is_off, why in _NEEDED_KEYS:
        given: Settings = (settings.get(name) or {}) if name in own else {}
        for key in keys:
            if key in given and is_off(given):
                yield _ineffective(name, f"{name}[{key!r}]", why)
    for kind in _PAGES:
        yield from _url_without_page(kind, settings, own)


def _ineffective(name: str, what: str, why: str) -> Diagnostic:
    return SETTING_IDLE(f"{what} has no effect, since {why}", "remove it", name)


def _of_plugins_off(own: frozenset[str], context: Settings) -> Iterator[Diagnostic]:
    for plugin in sorted(PLUGINS, key=lambda plugin: plugin.setting):
        name = plugin.setting
        if name in own and context.get(name) and not plugin.is_named(context["PLUGINS"]):
            text = f"{name} has no effect, since its plugin is disabled"
            fix = f"add {plugin.module} to PLUGINS, or remove it"
            yield SETTING_IDLE(text, fix, name)


def _missing_paths(own: frozenset[str], context: Settings) -> Iterator[Diagnostic]:
    for name in _PATHS_IN_CONTENT:
        for path in map(str, context[name] if name in own else ()):
            if path and not Path(str(context["PATH"]), path).exists():
                text = f"{name} lists {path!r}, which is not in the content folder"
                yield SETTING_IDLE(text, "correct or remove it", name)


def _url_without_page(kind: str, settings: Settings, own: frozenset[str]) -> Iterator[Diagnostic]:
    """Yield a URL at which there will be nothing, since the page is written elsewhere."""
    names = f"{kind}_URL", f"{kind}_SAVE_AS"
    url, path = (str(settings.get(name) or "") for name in names)
    if not path or own.isdisjoint(names) or _leads_to(url, path):
        return
    name = names[0] if names[0] in own else names[1]
    text = f"{names[0]} is {url!r}, but {names[1]} writes the page to {path!r}"
    wanted = f"{url}index.html" if url.endswith("/") or not url else url
    fix = f"set {names[1]} = {wanted!r}, unless your server is configured for that"
    yield SETTINGS_CONTRADICT(text, fix, name)


def _leads_to(url: str, path: str) -> bool:
    stem = url.partition("#")[0].partition("?")[0].removeprefix("./").strip("/")
    # Most servers find `name.html` and `name/index.html` under `name`.
    served = {stem, f"{stem}.html", f"{stem}/index.html".lstrip("/")}
    return path.removeprefix("./").strip("/") in served
