"""The HTML of an image: size, `srcset` (WHATWG HTML, 4.8.4.2.1) and `<picture>`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape, unescape
from itertools import groupby
from typing import TYPE_CHECKING

from .placement import WidthLimit
from .variant_plan import MIME, Variant

if TYPE_CHECKING:
    from bs4 import Tag

    from .._core.html_document import Document

VARIANT_MARKER = "{variant}"
"""Prefix of a variant's name until the URL of its page is known."""

_BETWEEN = re.compile(r"[\s,]*")
_URL = re.compile(r"\S+")
_DESCRIPTOR = re.compile(r"[^,]*")
# As we write it; attributes and code blocks escape `<` and `>`.
_PICTURE = re.compile(
    r"(?P<link><a\b[^<>]*>)?<picture>(?P<sources>(?:<source\b[^<>]*\{variant\}[^<>]*>)+)(?P<image><img\b[^<>]*>)</picture>"
)
_SOURCE = re.compile(r"<source\b[^<>]*>")
# The copy of an original that browsers cannot show; no other is offered as JPEG.
_COPY = re.compile(r'<source\b[^<>]*\stype="image/jpeg"[^<>]*\ssrcset="(?P<url>[^"\s]+)')
_SRC = re.compile(
    r"(?P<head><img(?:\s+(?!src=)[^\s\"'<>=]+(?:=(?:\"[^\"]*\"|'[^']*'))?)*\s+src=)"
    r"(?P<url>\"[^\"]*\"|'[^']*')"
)
_SIZES = re.compile(r'\ssizes="[^"]*"')
_SRCSET = re.compile(
    r"(?P<head>\ssrcset\s*=\s*)(?P<quote>[\"'])(?P<value>.*?)(?P=quote)", re.DOTALL
)
_MARKED = re.compile(r"<(?:img|source)\b[^<>]*\ssrcset\s*=\s*[\"'][^<>]*\{\w+\}[^<>]*>")

SrcsetCandidate = tuple[str, str]
"""A URL, and its descriptor such as `480w`, which may be empty."""


def parse_srcset(srcset: str) -> list[SrcsetCandidate]:
    """Return the candidates of a `srcset`."""
    candidates: list[SrcsetCandidate] = []
    position = 0
    while match := _URL.match(srcset, _end(_BETWEEN, srcset, position)):
        position = match.end()
        url = match.group().rstrip(",")
        rest = ""
        if url == match.group():
            end = _end(_DESCRIPTOR, srcset, position)
            rest, position = " ".join(srcset[position:end].split()), end
        candidates.append((url, rest))
    return candidates


def write_srcset(candidates: Iterable[SrcsetCandidate]) -> str:
    """Return the `srcset` of *candidates*."""
    return ", ".join(" ".join(filter(None, candidate)) for candidate in candidates)


def needs_finish(html: str) -> bool:
    """Return whether `finish_srcsets` would change anything."""
    return "srcset" in html and _MARKED.search(html) is not None


def finish_srcsets(html: str, address: Callable[[str], str], worth: Callable[[str], int]) -> str:
    """Return *html* with absolute URLs in each `srcset`, without variants that save nothing.

    Args:
        html: a body or a part of it.
        address: makes a URL such as `{static}/a.png` absolute.
        worth: returns the bytes of a variant by its name; 0 if it is not to be offered.
    """
    html = _PICTURE.sub(lambda match: _picture(match, address, worth), html)
    return _MARKED.sub(lambda match: _whole(match.group(), address), html)


def _end(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position


def _picture(
    match: re.Match[str], address: Callable[[str], str], worth: Callable[[str], int]
) -> str:
    """Return a `<picture>` with the variants worth offering; the bare `<img>` where none is."""
    sources = _SOURCE.sub(lambda source: _offered(source.group(), address, worth), match["sources"])
    image, link = match["image"], match["link"] or ""
    if not sources:
        return link + _SIZES.sub("", image)
    copy, src = _COPY.search(sources), _SRC.match(image)
    if copy is not None and src is not None:
        # Browsers that know no `<picture>`, feeds and what copies `src` get it, too, and so does
        # who follows a link to the original.
        url = f'"{copy["url"]}"'
        image = f"{src['head']}{url}{image[src.end() :]}"
        link = link.replace(f"href={src['url']}", f"href={url}")
    return f"{link}<picture>{sources}{image}</picture>"


def _offered(tag: str, address: Callable[[str], str], worth: Callable[[str], int]) -> str:
    """Return a `<source>` with the variants worth offering; empty where none is."""
    match = _SRCSET.search(tag)
    if match is None:
        return tag
    kept: list[SrcsetCandidate] = []
    smallest: int | None = None
    # From wide to narrow: without its widest a format would look worse than the original.
    for url, descriptor in reversed(parse_srcset(unescape(match["value"]))):
        if url.startswith(VARIANT_MARKER):
            size = worth(url.removeprefix(VARIANT_MARKER))
            if not size and not kept:
                return ""
            if not size or (smallest is not None and size >= smallest):
                continue
            smallest = size
        kept.insert(0, (address(url), descriptor))
    return _replaced(tag, match, kept)


def _whole(tag: str, address: Callable[[str], str]) -> str:
    match = _SRCSET.search(tag)
    if match is None:
        return tag
    candidates = parse_srcset(unescape(match["value"]))
    return _replaced(tag, match, [(address(url), rest) for url, rest in candidates])


def _replaced(tag: str, match: re.Match[str], candidates: list[SrcsetCandidate]) -> str:
    value = f'{match["head"]}"{escape(write_srcset(candidates))}"'
    return tag[: match.start()] + value + tag[match.end() :]


ListFile = tuple[str, str, int]
"""A smaller file: its media type, its URL, and its width in px."""


def enough(files: Iterable[ListFile], width: int) -> list[ListFile]:
    """Return the files of each type up to the first that is *width* px wide."""
    kept: list[ListFile] = []
    for _, group in groupby(files, key=lambda file: file[0]):
        for file in sorted(group, key=lambda file: file[2]):
            kept.append(file)
            if file[2] >= width:
                break
    return kept


def picture_html(  # noqa: PLR0913 (each is one attribute)
    src: str,
    alt: str,
    size: tuple[int, int] | None,
    files: Iterable[ListFile],
    sizes: str,
    *,
    lazy: bool,
) -> str:
    """Return an `<img>`, within a `<picture>` if there are smaller files.

    Args:
        src: the URL of the original.
        alt: its alternative text; may be empty.
        size: its width and height in px, if known.
        files: by type, the preferred one first, and from narrow to wide.
        sizes: how wide it is shown (WHATWG HTML, 4.8.4.2.2).
        lazy: whether it loads only when it is near.
    """
    attributes = {"src": src, "alt": alt}
    if size is not None:
        attributes |= {"width": str(size[0]), "height": str(size[1])}
    if lazy:
        attributes["loading"] = "lazy"
    image = _element("img", attributes | {"decoding": "async"})
    sources = [
        _element("source", {"type": mime, "sizes": sizes, "srcset": _srcset(group)})
        for mime, group in groupby(files, key=lambda file: file[0])
    ]
    return f"<picture>{''.join(sources)}{image}</picture>" if sources else image


def _srcset(files: Iterable[ListFile]) -> str:
    return ", ".join(f"{address} {width}w" for _, address, width in files)


def _element(name: str, attributes: dict[str, str]) -> str:
    written = (f'{key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name} {' '.join(written)}>"


_NUMBER = re.compile(r"\s*(?P<number>[0-9]+)(?:px)?\s*")
_SHARE = re.compile(r"(?:^|;)\s*width\s*:\s*(?P<share>[0-9.]+%)", re.IGNORECASE)
_STYLED = re.compile(r"(?:^|;)\s*(?P<name>width|height|inline-size|block-size)\s*:", re.IGNORECASE)


def add_style(tag: Tag, style: str) -> None:
    """Append declarations to the style of *tag*."""
    present = str(tag.get("style", "")).strip().rstrip(";")
    tag["style"] = f"{present}; {style}" if present else style


def set_size(image: Tag, width: int, height: int, limit: WidthLimit | None) -> None:
    """Set `width` and `height` of an image *width* × *height* px large, so that no page shifts.

    A size that its author wrote is kept, and the other side follows in proportion. *limit* makes
    it narrower, never wider.
    """
    styled = {match["name"].lower() for match in _STYLED.finditer(str(image.get("style", "")))}
    written = {name: str(image[name]) for name in ("width", "height") if image.has_attr(name)}
    if styled:
        if len(styled) == 1 and not written:
            add_style(image, f"aspect-ratio: {width} / {height}")
        return
    if written:
        match = _NUMBER.fullmatch(written.get("width", ""))
        if len(written) == 1 and match and int(match["number"]):
            image["height"] = str(max(1, round(int(match["number"]) * height / width)))
        elif len(written) == 1:
            add_style(image, f"aspect-ratio: {width} / {height}")
        return
    if limit is not None and not limit.percent and limit.number < width:
        width, height = limit.number, max(1, round(limit.number * height / width))
    image["width"], image["height"] = str(width), str(height)


def limit_share(tag: Tag, limit: WidthLimit, width: int) -> None:
    """Give *tag* a share of the available width, at most *width* px (0: unknown)."""
    most = f"; max-width: {width}px" if width else ""
    rest = "; height: auto" if tag.name == "img" else ""
    add_style(tag, f"width: {limit.number}%{most}{rest}")


def move_share(image: Tag, figure: Tag) -> None:
    """Move an image's share of the column to its floating *figure*, which shrinks to fit."""
    match = _SHARE.search(str(image.get("style", "")))
    if match is None:
        return
    add_style(figure, f"width: {match['share']}; max-width: 100%")
    style = str(image["style"])
    image["style"] = f"{style[: match.start('share')]}100%{style[match.end('share') :]}"


def mark_srcset(tag: Tag, local: Callable[[str], str | None]) -> bool:
    """Put Pelican's markers into an author's `srcset`; return whether it has changed.

    Args:
        tag: an `img` or `source`.
        local: returns the marked URL of a local image, None for any other.
    """
    written = tag.get("srcset")
    if not isinstance(written, str) or written.lstrip().startswith("data:"):
        return False
    candidates = parse_srcset(written)
    marked = [(local(url) or url, rest) for url, rest in candidates]
    if marked != candidates:
        tag["srcset"] = write_srcset(marked)
    return marked != candidates


def offer_variants(  # noqa: PLR0913 (each names one thing the markup says)
    document: Document,
    image: Tag,
    variants: Iterable[Variant],
    original: tuple[str, str, int],
    sizes: str,
    *,
    needed: bool,
) -> None:
    """Put *image* into a `<picture>` with its variants before it.

    Args:
        document: of *image*.
        image: shows the original.
        variants: by format, and from narrow to wide.
        original: the URL, format and width of the original.
        sizes: for the variants.
        needed: whether the original may be shown so large that it is itself the widest of its
            format.
    """
    address, own_format, own_width = original
    groups = [(name, list(group)) for name, group in groupby(variants, key=lambda v: v.format)]
    lazy = image.get("loading") == "lazy"
    # WHATWG HTML, 4.8.4.2.2: `auto` is for lazy images, and must be on the img itself, which
    # may have no `sizes` without `srcset`. Checkers accept it on a single source before it.
    alone = len(groups) == 1 and groups[0][0] != "jpeg"
    if alone and lazy and image.has_attr("width") and image.has_attr("height"):
        sizes = f"auto, {sizes}"
        image["srcset"] = write_srcset([(address, f"{own_width}w")])
        image["sizes"] = sizes
    picture = document.new_tag("picture")
    for image_format, group in groups:
        candidates = [(f"{VARIANT_MARKER}{v.name}", f"{v.width}w") for v in group]
        if needed and image_format == own_format and candidates[-1][1] != f"{own_width}w":
            candidates.append((address, f"{own_width}w"))
        source = document.new_tag("source", type=MIME[image_format])
        source["srcset"], source["sizes"] = write_srcset(candidates), sizes
        picture.append(source)
    document.replace(image, picture)
    picture.append(image)
