"""The HTML of a picture in a list of contents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from itertools import groupby

File = tuple[str, str, int]
"""A smaller file: its media type, its address, and its width in px."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListImage:
    """What is shown where no smaller file is.

    Attributes:
        src: the address of the original.
        alt: its alternative text; may be empty.
        size: its width and height in px, where they are known.
        lazy: whether it loads only when it is near.
    """

    src: str
    alt: str
    size: tuple[int, int] | None
    lazy: bool


def enough(files: Iterable[File], width: int) -> list[File]:
    """Return the files of each type up to the first that is *width* px wide."""
    kept: list[File] = []
    for _, group in groupby(files, key=lambda file: file[0]):
        for file in sorted(group, key=lambda file: file[2]):
            kept.append(file)
            if file[2] >= width:
                break
    return kept


def picture_html(shown: ListImage, files: Iterable[File], sizes: str) -> str:
    """Return an `<img>`, within a `<picture>` where there are smaller files.

    Args:
        shown: the original.
        files: by type, the preferred one first, and from narrow to wide.
        sizes: how wide it is shown (WHATWG HTML, 4.8.4.2.2).
    """
    attributes = {"src": shown.src, "alt": shown.alt}
    if shown.size is not None:
        attributes |= {"width": str(shown.size[0]), "height": str(shown.size[1])}
    if shown.lazy:
        attributes["loading"] = "lazy"
    image = _element("img", attributes | {"decoding": "async"})
    sources = [
        _element("source", {"type": mime, "sizes": sizes, "srcset": _srcset(group)})
        for mime, group in groupby(files, key=lambda file: file[0])
    ]
    return f"<picture>{''.join(sources)}{image}</picture>" if sources else image


def _srcset(files: Iterable[File]) -> str:
    return ", ".join(f"{address} {width}w" for _, address, width in files)


def _element(name: str, attributes: dict[str, str]) -> str:
    written = (f'{key}="{escape(value)}"' for key, value in attributes.items())
    return f"<{name} {' '.join(written)}>"
