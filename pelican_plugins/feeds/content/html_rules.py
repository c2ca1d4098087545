"""The elements and attributes allowed in feeds, and what a cleaned body consists of.

Each reader removes different markup. Allowed is what the well-known ones agree on, and what the
feed validator calls safe.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ELEMENTS = _words(
    """
    a abbr acronym address article aside audio b bdi big blockquote br caption center cite code
    col colgroup data dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6
    header hgroup hr i img ins kbd li main mark meter nav ol p picture pre progress q rp rt ruby
    s samp section small source span strike strong sub summary sup table tbody td tfoot th thead
    time tr track tt u ul var video wbr
    """
)
"""Elements that stay."""

REMOVED_WITH_CONTENT = _words(
    """
    applet base basefont button canvas datalist embed form frame frameset head input keygen link
    meta noframes object optgroup option output param script select style svg template textarea
    title
    """
)
"""Elements removed with their content; of all others, the content stays."""

MATHML = _words(
    """
    annotation annotation-xml maction math merror mfrac mi mmultiscripts mn mo mover mpadded
    mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext
    mtr munder munderover none semantics
    """
)
"""MathML Core and the annotations of MathML 3."""

MATHML_ATTRIBUTES = _words(
    """
    accent accentunder align columnalign columnlines columnspacing columnspan depth dir display
    displaystyle encoding fence form frame height largeop linethickness lspace mathvariant maxsize
    minsize movablelimits notation rowalign rowlines rowspacing rowspan rspace scriptlevel
    separator stretchy symmetric voffset width xmlns
    """
)
"""Attributes of MathML that stay: none of them is a URL or a style."""

ATTRIBUTES = _words(
    """
    abbr alt cite colspan data datetime dir headers height high href hreflang kind label lang
    low max media min open optimum poster preload reversed rowspan scope span src srclang
    start summary title type value width
    """
)
"""Attributes that are kept unchanged; others are decided case by case."""

PERMALINK_CLASSES = _words(
    """
    anchor anchor-link anchorjs-link direct-link hash-link header-anchor headerlink
    heading-anchor heading-link heading-permalink permalink toc-anchor toclink-permalink
    """
)
"""Classes of permalinks in headings."""

URL_ATTRIBUTES = _words("cite data href longdesc poster src")
"""Attributes whose value is one URL (WHATWG HTML, index of attributes)."""

LAZY_SOURCES = ("data-src", "data-lazy-src", "data-original", "data-lazy", "data-url")
"""Attributes where scripts for lazy loading keep the URL of an image."""

LAZY_SRCSETS = ("data-srcset", "data-lazy-srcset")
"""The same for `srcset`."""

PERMALINK_TEXTS = frozenset(["", "¶", "#", "§", "🔗", "∞", "⚓"])
"""The link texts of permalinks in headings."""


@dataclass(frozen=True, slots=True)
class BodyImage:
    """An image in a body.

    Attributes:
        url: absolute.
        alt: alternative text.
        width: in px, or None if not given.
        height: in px, or None.
    """

    url: str
    alt: str
    width: int | None
    height: int | None


@dataclass(frozen=True, slots=True)
class CleanBody:
    """A cleaned body.

    Attributes:
        html: of the body.
        images: in order.
        links: absolute URLs of its links and media, each once, in order.
    """

    html: str
    images: tuple[BodyImage, ...] = ()
    links: tuple[str, ...] = ()


def images_of(root: Any) -> list[BodyImage]:
    """Return the images in a cleaned tree."""
    return [
        BodyImage(
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
    """Return the URLs that a cleaned tree links or embeds, each once."""
    elements = root.iter("a", "audio", "video", "source")
    found = (element.get("href") or element.get("src") for element in elements)
    return {url: None for url in found if url}


def with_featured_image(
    html: str, url: str, alt: str, width: int | None, height: int | None
) -> str:
    """Return a cleaned body with the image at *url* prepended."""
    size = "".join(
        f' {name}="{value}"' for name, value in (("width", width), ("height", height)) if value
    )
    return f'<p><img src="{escape(url)}" alt="{escape(alt)}"{size}></p>\n{html}'
