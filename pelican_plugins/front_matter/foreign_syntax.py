"""Markup of other programs that is printed as it stands: of Obsidian, WordPress, Docusaurus, MDX.

Only what can hardly mean anything else counts; what is in code is left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from .literals import LITERAL, Literals

_OBSIDIAN = {"wikilink", "embed", "callout", "mark"}
# Those of GitHub, which are read, too.
_ALERTS = {"note", "tip", "important", "warning", "caution"}
_WORDPRESS = (
    "audio|caption|code|contact-form(?:-7)?|embed|gallery|googlemaps|latex|playlist|slideshare"
    "|soundcloud|sourcecode|tweet|video|vimeo|wp_caption|wpvideo|youtube"
)
_NAME = r"(?=[^\[\]\n|#^]*?[^\W\d_])[^\[\]\n|]*+"
_KINDS = {
    "embed": rf"!\[\[(?! ){_NAME}(?:\|[^\[\]\n]*)?\]\]",
    # Not the text of a link, such as [[1]](…), nor a test of a shell.
    "wikilink": rf"(?<![\[\\!])\[\[(?! ){_NAME}(?:\|[^\[\]\n]*)?(?<! )\]\](?![(\[:])",
    "callout": r"^ {0,3}>[ \t]*\[!(?P<type>[\w-]+)\](?P<fold>[+-]?)",
    "mark": r"(?<![=\w])==(?![=\s])[^=\n]{1,200}(?<!\s)==(?![=\w])",
    "wordpress": rf"(?<![\[\\])\[(?P<code>{_WORDPRESS})(?P<given>[ \t]+[\w-]+=[^\[\]\n]*)?/?\]"
    r"(?![(\[:])",
    "admonition": r"^ {0,3}:{3,}[ \t]*\{?\.?(?P<box>[A-Za-z][\w-]*)",
    "import": r"^(?:import\s[^\n]*?\sfrom\s+[\"'][^\"'\n]+[\"'];?"
    r"|export\s+(?:const|default)\s[^\n]*)$",
    "component": r"(?<!\w)<(?P<tag>[A-Z][a-z]\w*(?:\.\w+)?)"
    r"(?:\s+[\w-]+(?:=(?:\"[^\"\n]*\"|'[^'\n]*'|\{[^}\n]*\}))?)*\s*/?>",
}
_FOUND = re.compile(
    "|".join([f"(?i:{LITERAL})", *(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items())]),
    re.MULTILINE,
)
_ALONE = {"gallery", "playlist"}
_HTML = {
    *("abbr", "address", "area", "article", "aside", "audio", "base", "big", "blockquote", "body"),
    *("br", "button", "canvas", "caption", "center", "cite", "code", "col", "colgroup", "data"),
    *("dd", "del", "details", "dfn", "dialog", "dir", "div", "dl", "dt", "em", "embed", "fieldset"),
    *("figcaption", "figure", "font", "footer", "form", "frame", "head", "header", "hr", "html"),
    *("iframe", "img", "input", "ins", "kbd", "label", "legend", "li", "link", "main", "map"),
    *("mark", "menu", "meta", "meter", "nav", "object", "ol", "optgroup", "option", "output"),
    *("param", "picture", "pre", "progress", "rp", "rt", "ruby", "samp", "script", "section"),
    *("select", "slot", "small", "source", "span", "strike", "strong", "style", "sub", "summary"),
    *("sup", "svg", "table", "tbody", "td", "template", "textarea", "tfoot", "th", "thead"),
    *("time", "title", "tr", "track", "tt", "ul", "var", "video", "wbr"),
}
_SHOWN = {"wikilink": "[[…]]", "embed": "![[…]]", "mark": "==…==", "import": "import … from"}


def foreign_syntax(body: str, *, obsidian: bool) -> Counter[str]:
    """Return the kinds of markup in Markdown that nothing here reads, with their numbers.

    Args:
        body: of a post.
        obsidian: whether Obsidian's markup is read.
    """
    return Counter(kind for kind, _ in _all(body, obsidian=obsidian))


def line_of_foreign_syntax(text: str, kind: str) -> int | None:
    """Return the line of the first markup of a *kind*, from 1; None if there is none."""
    start = next((at for found, at in _all(text, obsidian=False) if found == kind), None)
    return None if start is None else text.count("\n", 0, start) + 1


def fix_for(kind: str) -> str:
    """Return what to do about markup of a *kind*, one clause."""
    if kind.startswith(("[[", "![[", "==", "[!")):
        return "set POUCH_FRONT_MATTER['obsidian_syntax'] to True, or write Markdown"
    return "replace it with Markdown or HTML"


def is_foreign_syntax(kind: str) -> bool:
    """Return whether a *kind* is one of these, not a shortcode."""
    return kind[:1] in "[!=:<" or kind == _SHOWN["import"]


def _all(body: str, *, obsidian: bool) -> Iterator[tuple[str, int]]:
    """Yield the kind of each markup, and where it is."""
    literals = Literals(body)
    position = 0
    while match := _FOUND.search(body, position):
        kind = next((kind for kind in _KINDS if match[kind] is not None), None)
        if kind is None:
            position = literals.end(match)
            continue
        position = match.end()
        if obsidian and kind in _OBSIDIAN:
            continue
        name = _name(kind, match, body)
        if name:
            yield name, match.start()


def _name(kind: str, match: re.Match[str], body: str) -> str:
    """Return how a markup is named; empty if it is none."""
    if kind == "callout":
        is_alert = match["type"].lower() in _ALERTS and not match["fold"]
        return "" if is_alert else f"[!{match['type'].lower()}]"
    if kind == "wordpress":
        name = match["code"]
        is_meant = match["given"] or name in _ALONE or f"[/{name}]" in body
        return f"[{name}]" if is_meant else ""
    if kind == "admonition":
        return f":::{match['box']}"
    if kind == "component":
        name = match["tag"]
        # A name in angle brackets may be a placeholder.
        is_meant = match[kind].endswith("/>") or "=" in match[kind] or f"</{name}>" in body
        return f"<{name}>" if is_meant and name.lower() not in _HTML else ""
    return _SHOWN[kind]
