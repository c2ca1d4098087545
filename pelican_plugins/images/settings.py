"""`POUCH_IMAGES`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from .._core.deprecated_settings import WAS
from .._core.errors import SettingsError
from .._core.settings import Range

_FORMATS = ("avif", "webp")
_SYNTAXES = ("attr_list", "size")
# As many as Pillow will ever open: twice its own limit for a warning.
_MOST_PIXELS = 178_956_970
_WIDEST = 16_383


@dataclass(frozen=True, slots=True, kw_only=True)
class ImagesSettings:
    """How the images of a site are placed, encoded and published.

    Attributes:
        variants: whether smaller files in modern formats are made.
        widths: widths of the variants, in px; none is wider than the image, or than it can be
            shown.
        formats: formats of the variants, in order of preference; a format that your Pillow cannot
            write is left out.
        avif_quality: quality of AVIF variants, from 1 to 100; a higher value looks better and makes
            larger files.
        webp_quality: the same for WebP.
        variants_path: folder of the variants, relative to the output folder. Each file name is
            unique to its content, so a web server may let browsers cache them permanently.
        content_width: width of the theme's text column, in px.
        max_pixels: an image with more pixels is not decoded.
        placeholder: what is shown while an image loads: nothing, or its dominant colour.
        credit: where the name of the photographer comes from, besides the front matter.
        social_card: whether an sRGB JPEG of 1200 × 630 px is cropped from the centre of each lead
            image, for links in social networks. Images are never enlarged: a smaller one gives a
            smaller card, and below 600 px wide there is none.
        number_figures: whether captions are numbered: "Figure 1: " precedes the first.
        figure_label: the word before such a number.
        extra_syntax: other programs' ways to place an image, to be read as well: `attr_list` for
            `{: .center }`, `.aligncenter` and `align="left"`, `size` for a size such as `=300x`
            after a URL.
        galleries: whether a paragraph that contains only two or more large pictures of the site is
            shown as a gallery. If not, only `#gallery` and `gallery` in the front matter make
            galleries.
        theme_styles: whether the few rules that pictures need are linked in a theme whose style
            sheets have none for `.align-wide`.
        keep_metadata: patterns of images that are published unchanged, relative to the content
            folder, such as `images/press/*`; `*` also matches slashes.
        keep_copyright: keep Exif's Artist and Copyright in all others.
    """

    variants: bool = True
    widths: tuple[int, ...] = (480, 800, 1200, 1600)
    formats: tuple[str, ...] = _FORMATS
    avif_quality: Annotated[int, Range(1, 100)] = 60
    webp_quality: Annotated[int, Range(1, 100)] = 80
    variants_path: str = field(default="images/variants", metadata={WAS: ("output",)})
    content_width: Annotated[int, Range(100, 4000)] = field(
        default=640, metadata={WAS: ("measure",)}
    )
    max_pixels: Annotated[int, Range(1, _MOST_PIXELS)] = 100_000_000
    placeholder: Literal["none", "color", "colour"] = "none"
    credit: Literal["none", "exif"] = "none"
    social_card: bool = False
    number_figures: bool = field(default=False, metadata={WAS: ("numbered",)})
    figure_label: str = field(default="Figure", metadata={WAS: ("figure_word",)})
    extra_syntax: tuple[str, ...] = field(default=(), metadata={WAS: ("legacy",)})
    galleries: bool = True
    theme_styles: bool = True
    keep_metadata: tuple[str, ...] = ()
    keep_copyright: bool = False

    def quality(self, image_format: str) -> int:
        """Return the quality, from 1 to 100, of variants in *image_format*."""
        return self.avif_quality if image_format == "avif" else self.webp_quality


def check(settings: ImagesSettings) -> None:
    """Reject values that the types cannot.

    Raises:
        SettingsError: a width, format, syntax or folder that cannot be used.
    """
    _check_words("formats", settings.formats, _FORMATS)
    _check_words("extra_syntax", settings.extra_syntax, _SYNTAXES)
    for width in settings.widths:
        if not 1 <= width <= _WIDEST:
            raise SettingsError(
                f"POUCH_IMAGES['widths'] contains {width}", f"use widths from 1 to {_WIDEST} px"
            )
    if not settings.widths:
        raise SettingsError(
            "POUCH_IMAGES['widths'] is empty", "to turn variants off, set variants: False"
        )
    steps = settings.variants_path.strip("/").split("/")
    if any(step in {"", ".", ".."} or "\\" in step for step in steps):
        raise SettingsError(
            f"POUCH_IMAGES['variants_path'] is {settings.variants_path!r}",
            "set a folder below the output folder, such as 'images/variants'",
        )


def _check_words(name: str, words: tuple[str, ...], known: tuple[str, ...]) -> None:
    for word in words:
        if word not in known:
            choices = ", ".join(map(repr, known))
            raise SettingsError(
                f"POUCH_IMAGES[{name!r}] contains {word!r}", f"valid values are {choices}"
            )
