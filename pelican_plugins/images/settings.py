"""`POUCH_IMAGES`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from .._core.errors import SettingsError
from .._core.settings import Range

_FORMATS = ("avif", "webp")
_LEGACY = ("attr_list", "size")
# As many as Pillow will ever open: twice its own limit for a warning.
_MOST_PIXELS = 178_956_970
_WIDEST = 16_383


@dataclass(frozen=True, slots=True, kw_only=True)
class ImagesSettings:
    """What the owner of a site may choose about its pictures.

    Attributes:
        variants: whether smaller files in modern formats are made and offered.
        widths: of the variants, in px; none is wider than the picture, or than it can be shown.
        formats: of the variants, the one to be preferred first; one that your Pillow cannot write
            is left out.
        avif_quality: of variants in AVIF: more looks better and weighs more.
        webp_quality: the same in WebP.
        output: folder of the variants, relative to the output folder. Their names say what is in
            them, so that a web server may let browsers keep them for ever.
        measure: width of the theme's column of text, in px.
        max_pixels: a picture with more is not decoded.
        placeholder: what shows while a picture loads: nothing, or its dominant colour.
        credit: where the name of its maker is taken from, besides the front matter.
        social_card: whether a JPEG of 1200 × 630 px, in sRGB, is cut out of the middle of each lead
            picture, for links in social networks. No picture is made larger: of a smaller one the
            card is as large as its shape allows, and from 600 px downwards there is none.
        numbered: whether captions are numbered: "Figure 1: " stands before the first.
        figure_word: what stands before such a number.
        legacy: ways of other programs to place a picture that are understood: `attr_list` for
            `{: .center }`, `.aligncenter` and `align="left"`, `size` for a size such as
            `=300x` behind an address.
        keep_metadata: patterns of pictures that are published as they are, seen from the content
            folder, such as `images/press/*`; a `*` stands for slashes, too.
        keep_copyright: keep Exif's Artist and Copyright in all others.
    """

    variants: bool = True
    widths: tuple[int, ...] = (480, 800, 1200, 1600)
    formats: tuple[str, ...] = _FORMATS
    avif_quality: Annotated[int, Range(1, 100)] = 60
    webp_quality: Annotated[int, Range(1, 100)] = 80
    output: str = "images/variants"
    measure: Annotated[int, Range(100, 4000)] = 640
    max_pixels: Annotated[int, Range(1, _MOST_PIXELS)] = 100_000_000
    placeholder: Literal["none", "color", "colour"] = "none"
    credit: Literal["none", "exif"] = "none"
    social_card: bool = False
    numbered: bool = False
    figure_word: str = "Figure"
    legacy: tuple[str, ...] = ()
    keep_metadata: tuple[str, ...] = ()
    keep_copyright: bool = False

    def quality(self, image_format: str) -> int:
        """Return the quality, from 1 to 100, of variants in *image_format*."""
        return self.avif_quality if image_format == "avif" else self.webp_quality


def check(settings: ImagesSettings) -> None:
    """Refuse what no type can tell.

    Raises:
        SettingsError: a width, format, legacy way or folder that cannot be used.
    """
    _check_words("formats", settings.formats, _FORMATS)
    _check_words("legacy", settings.legacy, _LEGACY)
    for width in settings.widths:
        if not 1 <= width <= _WIDEST:
            raise SettingsError(
                f"POUCH_IMAGES['widths'] holds {width}", f"a width is from 1 to {_WIDEST} px"
            )
    if not settings.widths:
        raise SettingsError(
            "POUCH_IMAGES['widths'] is empty", "for no variants, say variants: False"
        )
    steps = settings.output.strip("/").split("/")
    if any(step in {"", ".", ".."} or "\\" in step for step in steps):
        raise SettingsError(
            f"POUCH_IMAGES['output'] is {settings.output!r}",
            "it should be a folder below the output folder, such as 'images/variants'",
        )


def _check_words(name: str, words: tuple[str, ...], known: tuple[str, ...]) -> None:
    for word in words:
        if word not in known:
            choices = ", ".join(map(repr, known))
            raise SettingsError(f"POUCH_IMAGES[{name!r}] holds {word!r}", f"known are {choices}")
