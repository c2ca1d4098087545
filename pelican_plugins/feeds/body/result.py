"""What a cleaned body is, and what it holds."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of a body.

    Attributes:
        url: its absolute address.
        alt: its alternative text.
        width: in px, or None where the body does not say.
        height: in px, or None.
    """

    url: str
    alt: str
    width: int | None
    height: int | None


@dataclass(frozen=True, slots=True)
class Body:
    """A cleaned body.

    Attributes:
        html: for readers.
        images: its pictures, in their order.
        links: absolute addresses of its links and media, each once, in their order.
    """

    html: str
    images: tuple[Image, ...] = ()
    links: tuple[str, ...] = ()


def images_of(root: Any) -> list[Image]:
    """Return the pictures of a cleaned tree."""
    return [
        Image(
            image.get("src"),
            image.get("alt") or "",
            _pixels(image.get("width")),
            _pixels(image.get("height")),
        )
        for image in root.iter("img")
        if not image.get("src").lower().startswith("data:")
    ]


def _pixels(value: str | None) -> int | None:
    return int(value) if value and value.isdecimal() and int(value) else None


def links_of(root: Any) -> dict[str, None]:
    """Return the addresses that a cleaned tree links to or plays, each once."""
    elements = root.iter("a", "audio", "video", "source")
    found = (element.get("href") or element.get("src") for element in elements)
    return {url: None for url in found if url}


def with_lead(html: str, url: str, alt: str, width: int | None, height: int | None) -> str:
    """Return a cleaned body that begins with the picture at *url*."""
    size = "".join(
        f' {name}="{value}"' for name, value in (("width", width), ("height", height)) if value
    )
    return f'<p><img src="{escape(url)}" alt="{escape(alt)}"{size}></p>\n{html}'
