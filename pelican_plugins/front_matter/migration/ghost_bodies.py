"""Bodies of Ghost without their HTML: Lexical (from Ghost 5.40 on) and Mobiledoc (before), as HTML.

github.com/bustle/mobiledoc-kit/blob/master/MOBILEDOC.md, version 0.3.2, and the nodes that Ghost
adds to lexical.dev's own. What has no text for readers is left out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any

_FORMATS = ((1, "strong"), (2, "em"), (4, "s"), (8, "u"), (16, "code"), (32, "sub"), (64, "sup"))
_DEEPEST = 60


def html_of_lexical(text: str) -> str:
    """Return the HTML of a Lexical document; empty for anything else."""
    document = _json(text)
    root = document.get("root") if isinstance(document, Mapping) else None
    return "\n".join(part for part in _nodes(root, 0) if part)


def html_of_mobiledoc(text: str) -> str:
    """Return the HTML of a Mobiledoc document; empty for anything else."""
    document = _json(text)
    if not isinstance(document, Mapping) or not isinstance(document.get("sections"), list):
        return ""
    return "\n".join(filter(None, (_section(s, document) for s in document["sections"])))


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _nodes(node: Any, depth: int) -> list[str]:
    children = node.get("children") if isinstance(node, Mapping) else None
    if not isinstance(children, list) or depth > _DEEPEST:
        return []
    return [_node(child, depth + 1) for child in children if isinstance(child, Mapping)]


def _node(node: Mapping[str, Any], depth: int) -> str:
    type_ = str(node.get("type", "")).removeprefix("extended-")
    if type_ == "text":
        return _formatted(str(node.get("text", "")), node.get("format"))
    inner = "".join(_nodes(node, depth))
    make = _NODES.get(type_)
    return make(node, inner) if make else card(type_, node) or inner


_NODES: dict[str, Callable[[Mapping[str, Any], str], str]] = {
    "linebreak": lambda *_: "<br>",
    "link": lambda node, inner: f'<a href="{escape(str(node.get("url", "")))}">{inner}</a>',
    "autolink": lambda node, inner: f'<a href="{escape(str(node.get("url", "")))}">{inner}</a>',
    "paragraph": lambda _, inner: f"<p>{inner}</p>" if inner else "",
    "heading": lambda node, inner: _element(str(node.get("tag")), inner, "h2 h1 h3 h4 h5 h6"),
    "quote": lambda _, inner: f"<blockquote><p>{inner}</p></blockquote>",
    "aside": lambda _, inner: f"<blockquote><p>{inner}</p></blockquote>",
    "list": lambda node, inner: _element(str(node.get("tag")), inner, "ul ol"),
    "listitem": lambda _, inner: f"<li>{inner}</li>",
}


def _formatted(text: str, format_: Any) -> str:
    html = escape(text, quote=False)
    bits = format_ if isinstance(format_, int) else 0
    for bit, name in _FORMATS:
        if bits & bit:
            html = f"<{name}>{html}</{name}>"
    return html


def _element(name: str, inner: str, allowed: str) -> str:
    name = name if name in allowed.split() else allowed.split(maxsplit=1)[0]
    return f"<{name}>{inner}</{name}>"


def card(type_: str, values: Mapping[str, Any]) -> str:
    """Return the HTML of a card, which both formats have; empty if it has no text for readers."""
    make = _CARDS.get(type_)
    return make(values) if make else ""


def _image(values: Mapping[str, Any]) -> str:
    source = values.get("src")
    return _figure([_img(values)], values.get("caption")) if source else ""


def _img(values: Mapping[str, Any]) -> str:
    alt = escape(str(values.get("alt") or ""))
    return f'<img src="{escape(str(values.get("src") or ""))}" alt="{alt}">'


def _figure(parts: Iterable[str], caption: Any) -> str:
    # A caption is HTML already.
    shown = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f"<figure>{''.join(parts)}{shown}</figure>"


def _gallery(values: Mapping[str, Any]) -> str:
    images = values.get("images")
    listed = [i for i in images if isinstance(i, Mapping)] if isinstance(images, list) else []
    figure = _figure(map(_img, listed), values.get("caption")) if listed else ""
    return figure.replace("<figure>", '<figure class="figure-gallery">', 1)


def _code(values: Mapping[str, Any]) -> str:
    language = escape(str(values.get("language") or ""))
    name = f' class="language-{language}"' if language else ""
    text = escape(str(values.get("code") or ""), quote=False)
    return f"<pre><code{name}>{text}</code></pre>"


def _bookmark(values: Mapping[str, Any]) -> str:
    url = str(values.get("url") or "")
    about = values.get("metadata")
    title = about.get("title") if isinstance(about, Mapping) else values.get("title")
    return f'<p><a href="{escape(url)}">{escape(str(title or url))}</a></p>' if url else ""


def _embed(values: Mapping[str, Any]) -> str:
    return str(values.get("html") or "") or _bookmark(values)


def _callout(values: Mapping[str, Any]) -> str:
    text = str(values.get("calloutText") or "")
    return f"<blockquote><p>{text}</p></blockquote>" if text else ""


def _toggle(values: Mapping[str, Any]) -> str:
    heading, content = values.get("heading") or "", values.get("content") or ""
    return f"<details><summary>{heading}</summary>{content}</details>"


def _button(values: Mapping[str, Any]) -> str:
    url, text = values.get("buttonUrl"), values.get("buttonText")
    return f'<p><a href="{escape(str(url))}">{escape(str(text or url))}</a></p>' if url else ""


def _media(kind: str) -> Callable[[Mapping[str, Any]], str]:
    def make(values: Mapping[str, Any]) -> str:
        source = escape(str(values.get("src") or ""))
        return f'<p><{kind} controls src="{source}"></{kind}></p>' if source else ""

    return make


def _file(values: Mapping[str, Any]) -> str:
    source = str(values.get("src") or "")
    name = values.get("fileTitle") or values.get("fileName") or source
    return f'<p><a href="{escape(source)}">{escape(str(name))}</a></p>' if source else ""


def _markdown(values: Mapping[str, Any]) -> str:
    # Blank lines around make Markdown of it in the file, too.
    return f"\n\n{values.get('markdown') or ''}\n\n"


_CARDS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "image": _image,
    "gallery": _gallery,
    "html": lambda values: str(values.get("html") or ""),
    "markdown": _markdown,
    "card-markdown": _markdown,
    "code": _code,
    "codeblock": _code,
    "bookmark": _bookmark,
    "embed": _embed,
    "callout": _callout,
    "toggle": _toggle,
    "button": _button,
    "audio": _media("audio"),
    "video": _media("video"),
    "file": _file,
    "hr": lambda _: "<hr>",
    "horizontalrule": lambda _: "<hr>",
}


def _section(section: Any, document: Mapping[str, Any]) -> str:
    """Return the HTML of a section: 1 is marked up text, 2 an image, 3 a list, 10 a card."""
    if not isinstance(section, list) or len(section) < 2:  # noqa: PLR2004
        return ""
    kind, first = section[0], section[1]
    rest = section[2] if len(section) > 2 else []  # noqa: PLR2004
    if kind == 1:
        inner = _markers(rest, document)
        return _element(str(first), inner, "p h1 h2 h3 h4 h5 h6 blockquote aside") if inner else ""
    if kind == 2:  # noqa: PLR2004
        return _image({"src": first})
    if kind == 3:  # noqa: PLR2004
        items = rest if isinstance(rest, list) else []
        return _element(
            str(first), "".join(f"<li>{_markers(item, document)}</li>" for item in items), "ul ol"
        )
    cards = document.get("cards")
    if kind == 10 and isinstance(cards, list) and isinstance(first, int) and first < len(cards):  # noqa: PLR2004
        name, values = (*cards[first], {})[:2]
        return card(str(name), values) if isinstance(values, Mapping) else ""
    return ""


def _markers(markers: Any, document: Mapping[str, Any]) -> str:
    """Return the HTML of markers: `[type, opened markups, number of closed, text]`."""
    parts: list[str] = []
    open_: list[str] = []
    markups = document.get("markups")
    for marker in markers if isinstance(markers, list) else []:
        if not isinstance(marker, list) or len(marker) != 4:  # noqa: PLR2004
            continue
        type_, opened, closed, value = marker
        for number in opened if isinstance(opened, list) else []:
            listed = markups if isinstance(markups, list) else []
            found = listed[number] if number < len(listed) else ["span"]
            name, attributes = str(found[0]), found[1] if len(found) > 1 else []
            pairs = zip(attributes[::2], attributes[1::2], strict=False)
            given = "".join(f' {key}="{escape(str(v))}"' for key, v in pairs if str(key).isalpha())
            parts.append(f"<{name}{given}>")
            open_.append(name)
        # An atom, such as a line break, has a number instead of text.
        parts.append(escape(str(value), quote=False) if type_ == 0 else "<br>")
        count = min(len(open_), closed if isinstance(closed, int) else 0)
        parts += [f"</{open_.pop()}>" for _ in range(count)]
    parts += [f"</{name}>" for name in reversed(open_)]
    return "".join(parts)
