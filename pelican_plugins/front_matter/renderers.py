"""What the HTML of a text depends on besides the text.

One text after another from Markdown to HTML, those known from earlier builds without work.

What one engine needs to stand where the other does.

One text after another from CommonMark to HTML; what is slow is kept between builds.

What Pelican's setting `MARKDOWN` asks for, where CommonMark is read in its place.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from markdown import Markdown

from .. import __version__
from .._core.cache import Store
from .commonmark.code import CodeStyle
from .commonmark.heading_ids import add_ids
from .commonmark.links import Find
from .commonmark.options import EngineOptions
from .commonmark.render import MarkdownStyle, RenderedMarkdown, render

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
    return f"{_OURS} {package_versions(_PACKAGES)} {text}"


def cache_key(text: str, fingerprint: str) -> str:
    """Return what that is kept under which is made of *text* in the way of *fingerprint*."""
    digest = hashlib.sha256(f"{fingerprint}\0".encode())
    digest.update(text.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def package_versions(packages: Iterable[str]) -> str:
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
        key = cache_key(text, self._fingerprint)
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


class PythonMarkdownRenderer(Renderer):
    """Pelican's own Markdown, in the form of `CommonMarkRenderer`."""

    def __init__(self, *arguments: Any, ids: bool) -> None:
        super().__init__(*arguments)
        self._ids = ids

    def render(self, text: str) -> RenderedMarkdown:
        """Return what becomes of a body; Python-Markdown knows no lines."""
        html = self.html(text)
        return RenderedMarkdown(add_ids(html)[0] if self._ids else html, [], {})


class MarkdownAdapter:
    """What Pelican asks of Python-Markdown for a text in its headers."""

    def __init__(self, convert: Callable[[str], str]) -> None:
        self.convert = convert
        self.preprocessors = self

    def reset(self) -> None:
        """Forget what was read: nothing is kept."""

    def deregister(self, name: str) -> None:
        """Take no headers: there are none."""


_FORM = 1
_COMMONMARK_PACKAGES = ("pygments", "latex2mathml")


class CommonMarkRenderer:
    """Makes HTML of CommonMark.

    Args:
        style: of the site.
        find: see `wikilinks.Find`.
        store: where coloured code and formulas are kept between builds; may be None.
    """

    def __init__(self, style: MarkdownStyle, find: Find, store: Store | None) -> None:
        self._style = style
        self._find = find
        self._store = store

    def render(self, text: str) -> RenderedMarkdown:
        """Return what becomes of a body."""
        return render(text, self._style, self._find, self._cached)

    def html(self, text: str) -> str:
        """Return the HTML of a text in a front matter."""
        return self.render(text).html

    def _cached(self, what: str, make: Callable[[], str]) -> str:
        if self._store is None:
            return make()
        key = cache_key(what, f"commonmark {_FORM} {package_versions(_PACKAGES)}")
        html = self._store.get(key)
        if html is None:
            html = make()
            self._store.put(key, html)
        return html


_OWN = "markdown.extensions."
# What is read on every site, or by a setting of ours.
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
        smart_punctuation: whether quotation marks and dashes are curled.
        obsidian: whether wikilinks, embeds, callouts and `==marks==` are read.
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
    """Return the names of those extensions of Python-Markdown that stand for nothing here."""
    return sorted(
        {_short(each) for each in extensions if not _is_ours(each) and _short(each) not in _READ}
    )


def _is_ours(extension: object) -> bool:
    return type(extension).__module__.partition(".")[0] == _SUITE


def _short(extension: object) -> str:
    """Return the name of an extension, which may be given as a name, a path or an object."""
    if isinstance(extension, str):
        return extension.removeprefix(_OWN).partition(":")[0]
    module = type(extension).__module__
    return module.removeprefix(_OWN) if module.startswith(_OWN) else type(extension).__qualname__
