"""The candidates of a `srcset` (WHATWG HTML, 4.8.4.2.1)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape, unescape

VARIANT_MARKER = "{variant}"
"""Stands before the name of a variant until the address of its page is known."""

_BETWEEN = re.compile(r"[\s,]*")
_URL = re.compile(r"\S+")
_DESCRIPTOR = re.compile(r"[^,]*")
# As we write it; in attributes and code blocks `<` and `>` are written otherwise.
_PICTURE = re.compile(
    r"<picture>(?P<sources>(?:<source\b[^<>]*\{variant\}[^<>]*>)+)(?P<image><img\b[^<>]*>)</picture>"
)
_SOURCE = re.compile(r"<source\b[^<>]*>")
_SIZES = re.compile(r'\ssizes="[^"]*"')
_SRCSET = re.compile(
    r"(?P<head>\ssrcset\s*=\s*)(?P<quote>[\"'])(?P<value>.*?)(?P=quote)", re.DOTALL
)
_MARKED = re.compile(r"<(?:img|source)\b[^<>]*\ssrcset\s*=\s*[\"'][^<>]*\{\w+\}[^<>]*>")

Candidate = tuple[str, str]
"""An address, and its descriptor such as `480w`, which may be empty."""


def parse_srcset(srcset: str) -> list[Candidate]:
    """Return the candidates of a `srcset`."""
    candidates: list[Candidate] = []
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


def write_srcset(candidates: Iterable[Candidate]) -> str:
    """Return the `srcset` of *candidates*."""
    return ", ".join(" ".join(filter(None, candidate)) for candidate in candidates)


def needs_finish(html: str) -> bool:
    """Tell whether `finish_srcsets` would change anything."""
    return "srcset" in html and _MARKED.search(html) is not None


def finish_srcsets(html: str, address: Callable[[str], str], worth: Callable[[str], int]) -> str:
    """Return *html* with whole addresses in every `srcset`, and with no variant in vain.

    Args:
        html: a body, or a part of one.
        address: makes a marked address such as `{static}/a.png` whole.
        worth: tells the bytes of a variant by its name; 0 where it is not to be offered.
    """
    html = _PICTURE.sub(lambda match: _picture(match, address, worth), html)
    return _MARKED.sub(lambda match: _whole(match.group(), address), html)


def _end(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position


def _picture(
    match: re.Match[str], address: Callable[[str], str], worth: Callable[[str], int]
) -> str:
    """Return a picture with what is worth offering; the bare image where nothing is."""
    sources = _SOURCE.sub(lambda source: _offered(source.group(), address, worth), match["sources"])
    if not sources:
        return _SIZES.sub("", match["image"])
    return f"<picture>{sources}{match['image']}</picture>"


def _offered(tag: str, address: Callable[[str], str], worth: Callable[[str], int]) -> str:
    """Return a `<source>` with what is worth offering; an empty text where nothing is."""
    match = _SRCSET.search(tag)
    if match is None:
        return tag
    kept: list[Candidate] = []
    smallest: int | None = None
    # From wide to narrow: without its widest one a format would look worse than the original.
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


def _replaced(tag: str, match: re.Match[str], candidates: list[Candidate]) -> str:
    value = f'{match["head"]}"{escape(write_srcset(candidates))}"'
    return tag[: match.start()] + value + tag[match.end() :]
