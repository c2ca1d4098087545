"""Pelican's setting `MARKDOWN`, and the cache keys that depend on it.

Nothing here loads an engine: a build that finds all its posts in the cache needs none.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from .. import __version__
from .._core.cache import Store
from .commonmark.options import CodeStyle, EngineOptions, MarkdownStyle

ENGINES = ("commonmark", "python-markdown")
"""The values of the setting and the key `markdown`."""

_ENGINE_HEADER = re.compile(r"^markdown:[ \t]*(\S+)[ \t]*$", re.IGNORECASE | re.MULTILINE)
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
    """Return a string that differs whenever the same Markdown gives different HTML.

    Args:
        settings: Pelican's setting `MARKDOWN`.

    Returns:
        None if that cannot be known: a third-party extension may read other files, or keep state.
    """
    if not all(map(is_known_extension, settings.get("extensions", []))):
        return None
    try:
        text = json.dumps(dict(settings), default=_named)
    except (TypeError, ValueError):
        return None
    return f"{_OURS} {package_versions(_PACKAGES)} {text}"


def cache_key(text: str, fingerprint: str) -> str:
    """Return the cache key (SHA-256 hex) for *text* rendered with the settings in *fingerprint*."""
    digest = hashlib.sha256(f"{fingerprint}\0".encode())
    digest.update(text.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def from_cache(store: Store, key: str, make: Callable[[], str]) -> str:
    """Return the string that *store* has under *key*; make and cache it if there is none."""
    text = store.get(key)
    if text is None:
        text = make()
        store.put(key, text)
    return text


def package_versions(packages: Iterable[str]) -> str:
    """Return the versions of *packages*, separated by spaces."""
    return " ".join(map(_version, packages))


def is_known_extension(extension: object) -> bool:
    """Return whether an extension is Python-Markdown's own, or of this suite."""
    if not isinstance(extension, str):
        return _is_ours(extension)
    short = extension.removeprefix(_KNOWN)
    return short in _SHORT and extension in {short, _KNOWN + short}


def _named(value: object) -> str:
    """Return the name of one of our extensions, or of a function of Python-Markdown's own."""
    if not isinstance(value, str) and is_known_extension(value):
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


def engine_in_headers(text: str) -> str | None:
    """Return the engine that Pelican's own headers name."""
    said = _ENGINE_HEADER.search(text.lstrip().partition("\n\n")[0])
    return said[1].lower() if said and said[1].lower() in ENGINES else None


# Extensions whose syntax CommonMark mode always reads, or by one of our settings.
_READ = frozenset(
    {
        *("abbr", "attr_list", "codehilite", "def_list", "extra", "fenced_code", "footnotes"),
        *("md_in_html", "meta", "nl2br", "sane_lists", "smarty", "tables", "toc"),
        *("mdx_linkify", "mdx_math", "markdown_checklist.extension", "markdown_del_ins"),
        *("pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.extra", "pymdownx.highlight"),
        *("pymdownx.inlinehilite", "pymdownx.magiclink", "pymdownx.superfences"),
        *("pymdownx.tasklist", "pymdownx.tilde", "mdx_truly_sane_lists", "mdx_breakless_lists"),
    }
)


def markdown_style(
    markdown: Mapping[str, Any], *, smart_punctuation: bool = False, obsidian: bool = False
) -> MarkdownStyle:
    """Return how a site shows Markdown.

    Args:
        markdown: Pelican's setting `MARKDOWN`.
        smart_punctuation: curl quotation marks and dashes.
        obsidian: read wikilinks, embeds, callouts and `==marks==`.
    """
    names = set(map(_short, markdown.get("extensions", ())))
    configs = {_short(key): value for key, value in markdown.get("extension_configs", {}).items()}
    code = configs.get("codehilite") or {}
    permalink = (configs.get("toc") or {}).get("permalink")
    return MarkdownStyle(
        options=EngineOptions(
            smart_punctuation=smart_punctuation or "smarty" in names,
            hard_breaks="nl2br" in names,
            marks=obsidian,
            wikilinks=obsidian,
        ),
        code=CodeStyle(
            css_class=str(code.get("css_class", "highlight")),
            use_pygments=bool(code.get("use_pygments", True)),
            numbered=bool(code.get("linenums")),
            pygments_style=str(code.get("pygments_style", "default")),
            noclasses=bool(code.get("noclasses")),
        ),
        callouts=obsidian,
        permalink="¶" if permalink is True else str(permalink or ""),
    )


def unsupported_extensions(extensions: Iterable[object]) -> list[str]:
    """Return the names of Python-Markdown extensions without a CommonMark counterpart."""
    return sorted(
        {_short(each) for each in extensions if not _is_ours(each) and _short(each) not in _READ}
    )


def _is_ours(extension: object) -> bool:
    return type(extension).__module__.partition(".")[0] == _SUITE


def _short(extension: object) -> str:
    """Return the name of an extension given as a name, a path or an object."""
    if isinstance(extension, str):
        return extension.removeprefix(_KNOWN).partition(":")[0]
    module = type(extension).__module__
    return (
        module.removeprefix(_KNOWN) if module.startswith(_KNOWN) else type(extension).__qualname__
    )
