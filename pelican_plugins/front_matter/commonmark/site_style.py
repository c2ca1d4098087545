"""What Pelican's setting `MARKDOWN` asks for, where CommonMark is read in its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .code import CodeStyle
from .options import EngineOptions
from .render import MarkdownStyle

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
_SUITE = __name__.partition(".")[0]


def site_style(
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


def without_counterpart(extensions: Iterable[object]) -> list[str]:
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
