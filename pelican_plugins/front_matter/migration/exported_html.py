"""Bodies of exported posts as HTML that Markdown does not change."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import escape, unescape

_BLOCKS = (
    "address|article|aside|blockquote|caption|col|colgroup|dd|details|dir|div|dl|dt|fieldset"
    "|figcaption|figure|footer|form|h[1-6]|header|hr|iframe|legend|li|main|menu|nav|ol|optgroup"
    "|option|p|pre|script|section|select|style|summary|table|tbody|td|template|textarea|tfoot|th"
    "|thead|tr|ul|video|audio|noscript|center"
)
_TAG = re.compile(
    rf"<(?P<end>/?)(?P<name>{_BLOCKS})\b(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*>", re.IGNORECASE
)
_RAW = re.compile(r"<(?P<end>/?)(?P<name>pre|script|style|textarea)\b[^<>]*>", re.IGNORECASE)
_BLANK = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_COMMENT = re.compile(r"<!--[^<>]*-->")
_EMPTY = {"hr", "col"}
# Whose own text is not a paragraph.
_LISTS = {"ul", "ol", "dl", "table", "tbody", "thead", "tfoot", "tr", "colgroup", "select", "menu"}
_LINES = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "caption", "summary", "dt"}
_SHORTCODE = re.compile(r"\[(?P<name>[a-zA-Z][\w-]*)(?P<values>(?:\s[^\[\]<>]*)?)/?\]")
_VALUE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))""")
_CAPTION = re.compile(r"\[(?P<end>/?)(?P<name>(?:wp_)?caption)(?P<values>[^\[\]]*)\]")
_IMAGE = re.compile(
    r"\s*(?:<p>\s*)?(?P<image>(?:<a\b[^<>]*>\s*)?<img\b[^<>]*>(?:\s*</a>)?)", re.IGNORECASE
)
_EMBED = re.compile(r"\[embed[^\[\]]*\]\s*(?P<url>https?://[^\s\[\]<>\"]+)\s*\[/embed\]")
_PLAYER = re.compile(r"\[(?P<kind>audio|video)(?P<values>[^\[\]]*)\](?:\s*\[/(?P=kind)\])?")
_CODE = re.compile(r"\[(?P<end>/?)(?P<name>code|sourcecode)(?P<values>[^\[\]]*)\]")
_GALLERY = re.compile(r"\[gallery(?P<values>[^\[\]]*)\]")


def paragraphs(text: str) -> str:
    """Return text whose blank lines part paragraphs, as WordPress shows it, with `<p>` and `<br>`.

    developer.wordpress.org/reference/functions/wpautop/
    """
    raw: list[str] = []

    def keep(opening: re.Match[str], inner: str, closing: str) -> str:
        raw.append(f"{opening[0]}{inner}{closing}")
        return f"<pre\x00{len(raw) - 1}>"

    # No HTML may hold NUL (WHATWG HTML, 13.2.5), so it marks what is kept.
    text = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n")
    text = _in_pairs(_RAW, text, keep)
    parts: list[str] = []
    open_: list[str] = []
    at = 0
    for tag in _TAG.finditer(text):
        parts.append(_as_paragraphs(text[at : tag.start()], open_))
        parts.append(tag[0])
        at = tag.end()
        name = tag["name"].lower()
        if tag["end"]:
            if name in open_:
                del open_[len(open_) - 1 - open_[::-1].index(name) :]
        elif name not in _EMPTY and not tag[0].endswith("/>"):
            open_.append(name)
    parts.append(_as_paragraphs(text[at:], open_))
    return re.sub("<pre\x00(\\d+)>", lambda found: raw[int(found[1])], "".join(parts))


def _as_paragraphs(text: str, open_: list[str]) -> str:
    inner = open_[-1] if open_ else ""
    if not text.strip() or inner in _LISTS:
        return text
    if inner in _LINES:
        return _with_breaks(text.strip("\n"))
    if inner and not _BLANK.search(text):
        return _with_breaks(text.strip("\n"))
    pieces = re.split("(<pre\x00\\d+>)", text)
    made = []
    for piece in pieces:
        if piece.startswith("<pre\x00"):
            made.append(f"\n{piece}\n")
            continue
        for chunk in _BLANK.split(piece):
            if _COMMENT.fullmatch(chunk.strip()):
                made.append(chunk.strip())
            elif chunk.strip():
                made.append(f"<p>{_with_breaks(chunk.strip())}</p>")
    return "\n" + "\n".join(made) + "\n"


def _with_breaks(text: str) -> str:
    return re.sub(r"(?<!<br>)(?<!<br/>)(?<!<br />)[ \t]*\n", "<br>\n", text)


def as_one_block(html: str) -> str:
    """Return HTML without blank lines in it, so that Markdown does not change it.

    CommonMark 0.31, section 4.6: an HTML block that begins with a tag such as `<p>` ends at a blank
    line. Between elements of the body itself blank lines are kept.
    """
    raw: list[str] = []

    def keep(opening: re.Match[str], inner: str, closing: str) -> str:
        # A line feed as a reference is not a blank line.
        lines = re.sub(r"\n(?=[ \t]*\n)", "&#10;", inner)
        raw.append(f"{opening[0]}{lines}{closing}")
        return f"\x00{len(raw) - 1}\x00"

    text = _in_pairs(_RAW, html.replace("\x00", ""), keep)
    parts: list[str] = []
    depth = at = 0
    for tag in _TAG.finditer(text):
        parts.append(_between(text[at : tag.start()], depth, before=not tag["end"]))
        parts.append(tag[0])
        at = tag.end()
        if tag["name"].lower() not in _EMPTY and not tag[0].endswith("/>"):
            depth = max(0, depth + (-1 if tag["end"] else 1))
    parts.append(_between(text[at:], depth, before=False))
    return re.sub("\x00(\\d+)\x00", lambda found: raw[int(found[1])], "".join(parts)).strip()


def _between(text: str, depth: int, *, before: bool) -> str:
    if depth == 0:
        return text if text.strip() or not before else "\n\n"
    return _BLANK.sub("\n", text)


def _in_pairs(
    tag: re.Pattern[str], text: str, change: Callable[[re.Match[str], str, str], str]
) -> str:
    """Return *text* in which each tag, with what is up to its end, is changed.

    Args:
        tag: with the groups `end` and `name`.
        text: of the body.
        change: is given the tag, what is between, and its end.
    """
    parts: list[str] = []
    opening: re.Match[str] | None = None
    at = 0
    for found in tag.finditer(text):
        if opening is None and not found["end"]:
            opening = found
        elif opening is not None and found["end"] and found["name"] == opening["name"]:
            parts += [text[at : opening.start()]]
            parts += [change(opening, text[opening.end() : found.start()], found[0])]
            opening, at = None, found.end()
    parts.append(text[at:])
    return "".join(parts)


def without_block_comments(html: str) -> str:
    """Return HTML without the comments in which WordPress keeps the settings of its blocks."""
    # Within them, WordPress writes `<` and `>` as escapes.
    return re.sub(r"<!--\s*/?wp:[^<>]*-->[ \t]*\n?", "", html)


def render_shortcodes(html: str, gallery: Callable[[Mapping[str, str]], Iterable[str]]) -> str:
    """Return HTML in which the shortcodes of WordPress itself are plain elements.

    Args:
        html: of the body.
        gallery: returns the `<img>` elements of a gallery by the values of its shortcode.
    """
    html = _in_pairs(_CAPTION, html, lambda tag, text, _: _caption(tag["values"], text))
    html = _EMBED.sub(lambda found: f'<p><a href="{found["url"]}">{found["url"]}</a></p>', html)
    html = _in_pairs(_CODE, html, lambda tag, text, _: _listing(tag["values"], text))
    html = _PLAYER.sub(lambda found: _player(found["kind"], found["values"]) or found[0], html)

    def figure(found: re.Match[str]) -> str:
        images = "\n".join(gallery(values_of(found["values"])))
        return f'<figure class="figure-gallery">\n{images}\n</figure>' if images else found[0]

    return _GALLERY.sub(figure, html)


def values_of(text: str) -> dict[str, str]:
    """Return the values of a shortcode."""
    return {
        found[1].lower(): unescape(found[2] or found[3] or found[4] or "")
        for found in _VALUE.finditer(text)
    }


def shortcodes_in(html: str) -> Iterator[str]:
    """Yield the names of shortcodes that have an end or values, or are alone on a line."""
    text = _in_pairs(_RAW, html, lambda *_: "")
    closed = set(re.findall(r"\[/([\w-]+)\]", text))
    for found in _SHORTCODE.finditer(text):
        if "=" in found["values"] or found["name"] in closed:
            yield found["name"]


def _caption(values: str, text: str) -> str:
    image = _IMAGE.match(text)
    given = values_of(values)
    if image is None:
        return text
    caption = given.get("caption") or text[image.end() :].strip()
    align = given.get("align", "").removeprefix("align")
    classes = f"wp-caption align-{align}" if align and align != "none" else "wp-caption"
    shown = f"\n<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure class="{escape(classes)}">\n{image["image"].strip()}{shown}\n</figure>'


def _listing(values: str, text: str) -> str:
    given = values_of(values)
    language = given.get("language") or given.get("lang") or ""
    name = f' class="language-{escape(language)}"' if language else ""
    return f"<pre><code{name}>{escape(unescape(text.strip()), quote=False)}</code></pre>"


def _player(kind: str, values: str) -> str:
    sources = (value for value in values_of(values).values() if value.startswith(("http", "/")))
    source = next(sources, None)
    return f'<p><{kind} controls src="{escape(source)}"></{kind}></p>' if source else ""
