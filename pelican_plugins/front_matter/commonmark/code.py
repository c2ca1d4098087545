"""Highlight code with Pygments, in the classes that Pelican's themes style."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape
from typing import Any

from .attributes import read_list
from .markup import Attributes, with_attributes
from .options import Cached, CodeStyle, uncached

_BLOCK = re.compile(
    r'<pre data-sourcepos="[^"]*"(?P<pre>[^<>]*)><code(?P<code>[^<>]*)>(?P<text>[^<]*)</code></pre>'
)
_LANGUAGE = re.compile(r'\sclass="language-([^"]*)"')
_META = re.compile(r'\sdata-meta="([^"]*)"')
_FIRST = re.compile(r"[^\s{,:]+")
_PAIR = re.compile(
    r"""(?<![\w-])(?P<key>[A-Za-z_][\w-]*+)\s*[=:]\s*(?P<value>"[^"]*"|'[^']*'|\[[^\]]*\]|[^\s,{}]+)"""
)
_RANGES = re.compile(r"\{(?P<ranges>[\d\s,-]+)\}")
_NUMBER = re.compile(r"\d{1,9}")
_RANGE = re.compile(r"(?<!\d)(\d{1,9})(?:\s*-\s*(\d{1,9}))?(?!\d)")
_FLAGS = re.compile(
    r"(?<![\w=])(?:showLineNumbers|lineNumbers|linenos|linenums|numberLines)(?![\w=])"
)
_NAME_AFTER_COLON = re.compile(r"[^\s{,:]+:(?P<name>[^\s{]+\.[^\s{]+)")
# Other generators' names for the options of Pygments.
_LINES = ("hl_lines", "hl-lines", "highlight", "emphasize-lines", "mark")
_NUMBERS = ("linenos", "linenums", "showlinenumbers", "linenumbers")
_START = ("linenostart", "startfrom", "lineno-start", "start")
_NAMES = ("filename", "title", "name", "file", "caption")
_OFF = frozenset({"false", "0", "none", "no"})
_MOST_LINES = 100_000


@dataclass(frozen=True, slots=True)
class Info:
    """The info string of a code block.

    Attributes:
        lines: the lines to highlight, from 1.
        first: the number of the first line; None to show no numbers; 0 if not given.
        name: of the file that the code is from.
        attributes: further HTML attributes.
    """

    language: str = ""
    lines: tuple[int, ...] = ()
    first: int | None = 0
    name: str = ""
    attributes: Attributes | None = None


def read_info(info: str) -> Info:
    """Parse the info string of a fence, as Hugo, Pandoc, MkDocs, Astro and others write it.

    Args:
        info: such as `python {hl_lines=[1,"3-4"]}`, `{.python hl_lines="1 3"}`, `js title="a.js"`.
    """
    info = info.strip()
    attributes = read_list(info) if info.startswith("{") else None
    if attributes is not None and attributes.classes:
        language = attributes.classes.pop(0)
        values = {key.lower(): value for key, value in attributes.others.items()}
        attributes.others.clear()
    else:
        attributes = None
        found = _FIRST.match(info.lstrip("{."))
        language = found.group() if found and "=" not in found.group() else ""
        values = {m["key"].lower(): m["value"].strip("\"'") for m in _PAIR.finditer(info)}
    named = _NAME_AFTER_COLON.match(info)
    ranges = _first(values, _LINES) or " ".join(m["ranges"] for m in _RANGES.finditer(info))
    start = _first(values, _START)
    numbers = _first(values, _NUMBERS)
    first: int | None = 0
    if numbers and numbers.lower() in _OFF:
        first = None
    elif _NUMBER.fullmatch(start) or numbers or _FLAGS.search(_PAIR.sub("", info)):
        # MkDocs writes the first number instead of "yes".
        first = next((int(each) for each in (start, numbers) if _NUMBER.fullmatch(each)), 1)
    return Info(
        *(language, tuple(_numbers(ranges)), first),
        *(_first(values, _NAMES) or (named["name"] if named else ""), attributes),
    )


def _first(values: Mapping[str, str], keys: tuple[str, ...]) -> str:
    return next((values[key] for key in keys if key in values), "")


def _numbers(ranges: str) -> Iterator[int]:
    for match in _RANGE.finditer(ranges):
        begin, end = int(match[1]), int(match[2] or match[1])
        yield from range(begin, min(end, begin + _MOST_LINES) + 1)


def highlight_code(html: str, style: CodeStyle, cached: Cached = uncached) -> str:
    """Return *html* with the engine's code blocks highlighted as Pelican highlights them."""
    if "<pre data-sourcepos" not in html:
        return html
    return _BLOCK.sub(lambda match: _highlighted(match, style, cached), html)


def _highlighted(match: re.Match[str], style: CodeStyle, cached: Cached) -> str:
    language, meta = _LANGUAGE.search(match["code"]), _META.search(match["code"])
    said = " ".join(unescape(found[1]) for found in (language, meta) if found)
    info = read_info(said)
    text = unescape(match["text"])
    if not style.use_pygments:
        kind = f' class="language-{escape(info.language)}"' if info.language else ""
        html = f'<pre class="{escape(style.css_class)}"><code{kind}>{match["text"]}</code></pre>'
    elif _is_plain(info, style):
        # The same output as from Pygments.
        box = f'<div class="{escape(style.css_class)}">'
        html = f"{box}<pre><span></span><code>{escape(text)}</code></pre></div>"
    else:
        html = cached(f"{said}\0{style}\0{text}", lambda: _by_pygments(text, info, style))
    given = _given(match["pre"], info)
    if given is None:
        return html
    tag, rest = html[: html.index(">") + 1], html[html.index(">") + 1 :]
    return with_attributes(tag, given) + rest


def _given(attributes: str, info: Info) -> Attributes | None:
    """Return the attributes in braces after the block or its fence."""
    if not attributes.strip():
        return info.attributes
    given = info.attributes or Attributes()
    found = re.findall(r'(?<![^\s=])([^\s=]++)="([^"]*)"', attributes)
    for key, value in found:
        if key == "class":
            given.classes += unescape(value).split()
        elif key == "id":
            given.id = unescape(value)
        else:
            given.others[key] = unescape(value)
    return given


def _is_numbered(info: Info, style: CodeStyle) -> bool:
    return info.first is not None and (style.numbered or info.first > 0)


def _is_plain(info: Info, style: CodeStyle) -> bool:
    asked = info.language or info.lines or info.name or style.noclasses
    return not asked and not _is_numbered(info, style)


def _by_pygments(text: str, info: Info, style: CodeStyle) -> str:
    from pygments import highlight

    formatter = _formatter(style, _is_numbered(info, style), info.lines, info.first or 1, info.name)
    html: str = highlight(text, _lexer(info.language.lower()), formatter)
    return html.rstrip("\n")


@lru_cache(maxsize=256)
def _lexer(language: str) -> Any:
    from pygments.lexers import TextLexer, get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return TextLexer(stripnl=False)


@lru_cache(maxsize=256)
def _formatter(
    style: CodeStyle,
    numbered: bool,
    lines: tuple[int, ...],
    first: int,
    name: str,
) -> Any:
    from pygments.formatters import HtmlFormatter

    return HtmlFormatter(
        cssclass=style.css_class,
        wrapcode=True,
        hl_lines=lines,
        linenos="table" if numbered else False,
        linenostart=first,
        filename=escape(name),
        style=style.pygments_style,
        noclasses=style.noclasses,
    )
