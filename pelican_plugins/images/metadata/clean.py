"""Return an image's bytes as they may be published, and report which sources have coordinates.

A parser of its format strips the metadata. Of a damaged image Pillow takes over the pixels.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from PIL import Image, ImageSequence, UnidentifiedImageError

from .bitmap import bitmap_metadata, clean_bmp, clean_ico
from .box_formats import clean_jpeg2000, clean_jpegxl, jpeg2000_metadata, jpegxl_metadata
from .exif import (
    ARTIST,
    COPYRIGHT,
    EXIF_PREFIX,
    ORIENTATION,
    ExifInfo,
    blocks_have_gps,
    write_exif,
)
from .formats import HEAD, ImageFormat, UncleanableError, UnparsableError, is_image_file, kind_of
from .gif import clean_gif, gif_metadata
from .heif import clean_heif, heif_metadata
from .icc import reduced_icc
from .jpeg import clean_jpeg, jpeg_metadata
from .png import clean_png, png_metadata
from .tiff import clean_tiff, tiff_metadata
from .webp import clean_webp, webp_metadata

How = Literal["unchanged", "cleaned", "re-encoded"]

# For each format: strip its metadata, and return its Exif and its XMP blocks. Both raise
# UnparsableError.
_PARSERS: dict[
    ImageFormat,
    tuple[Callable[..., bytes], Callable[[bytes], tuple[list[bytes], list[bytes]]]],
] = {
    ImageFormat.JPEG: (clean_jpeg, jpeg_metadata),
    ImageFormat.PNG: (clean_png, png_metadata),
    ImageFormat.WEBP: (clean_webp, webp_metadata),
    ImageFormat.GIF: (clean_gif, gif_metadata),
    ImageFormat.TIFF: (clean_tiff, tiff_metadata),
    ImageFormat.HEIF: (clean_heif, heif_metadata),
    ImageFormat.JPEG_2000: (clean_jpeg2000, jpeg2000_metadata),
    ImageFormat.JPEG_XL: (clean_jpegxl, jpegxl_metadata),
    ImageFormat.BMP: (clean_bmp, bitmap_metadata),
    ImageFormat.ICO: (clean_ico, bitmap_metadata),
}
_NEW_SUBFILE_TYPE = 254
_TIFF_HEADER = re.compile(rb"II\*\0|MM\0\*")


@dataclass(frozen=True, slots=True)
class Cleaned:
    """An image that may be published.

    Attributes:
        data: its bytes.
        how: what was done to it.
    """

    data: bytes
    how: How


def clean_image(data: bytes, *, keep_copyright: bool = False) -> Cleaned:
    """Return an image without private metadata.

    Args:
        data: the whole file; its first bytes show its format.
        keep_copyright: keep Exif's Artist and Copyright.

    Raises:
        UncleanableError: it cannot be read at all.
    """
    try:
        cleaned = _parsed(data, keep_copyright=keep_copyright)
    except UnparsableError as error:
        try:
            anew = reencode(data, keep_copyright=keep_copyright)
            # Pillow is not trusted to have left everything out.
            return Cleaned(_parsed(anew, keep_copyright=keep_copyright), "re-encoded")
        except UncleanableError as other:
            raise UncleanableError(f"{error}; {other}") from other
        except UnparsableError as other:
            raise UncleanableError(str(error)) from other
    return Cleaned(cleaned, "unchanged" if cleaned == data else "cleaned")


def has_gps(data: bytes) -> bool:
    """Return whether an image says where it was taken, in Exif's GPS directory or in XMP.

    In one that is damaged, a position is looked for wherever there may be one.
    """
    kind = kind_of(data[:HEAD])
    try:
        if kind is not None:
            return blocks_have_gps(*_PARSERS[kind][1](data))
    except UnparsableError:
        pass
    headers = _TIFF_HEADER.finditer(data)
    return blocks_have_gps((data[found.start() :] for found in headers), [data])


def _parsed(data: bytes, *, keep_copyright: bool) -> bytes:
    kind = kind_of(data[:HEAD])
    if kind is None:
        raise UnparsableError("it does not start like an image")
    return _PARSERS[kind][0](data, keep_copyright=keep_copyright)


def file_has_gps(path: Path) -> bool:
    """Return whether the image at *path* holds a position, in Exif's GPS directory or in XMP.

    What is not an image, by content and name, holds none for us; a damaged one is searched
    wherever a position may be.

    Args:
        path: of a file of any kind.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
        return is_image_file(head, path.name) and has_gps(head + file.read())


# Of all that Pillow reads, what a browser shows; some of the others start programs.
_FORMATS = {
    "JPEG": "JPEG",
    "MPO": "JPEG",
    "PNG": "PNG",
    "WEBP": "WEBP",
    "GIF": "GIF",
    "TIFF": "TIFF",
    "AVIF": "AVIF",
    "BMP": "PNG",
}
_OPTIONS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 95, "subsampling": 0},
    "PNG": {},
    "WEBP": {"quality": 90},
    "GIF": {},
    "TIFF": {"compression": "tiff_adobe_deflate"},
    "AVIF": {"quality": 90},
}
_KEPT = ("transparency", "duration", "loop", "disposal", "blend", "background")


def reencode(data: bytes, *, keep_copyright: bool) -> bytes:
    """Return *data* decoded and coded again, with its profile and orientation.

    Raises:
        UncleanableError: Pillow cannot read it.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            return _reencode(data, keep_copyright=keep_copyright)
        except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
            raise UncleanableError("it has too many pixels") from error
        except UnidentifiedImageError as error:
            # Its message contains a memory address.
            raise UncleanableError("no image was found in it") from error
        except Exception as error:
            # Pillow's decoders raise whatever the damage leads them to.
            raise UncleanableError(str(error) or type(error).__name__) from error


def _reencode(data: bytes, *, keep_copyright: bool) -> bytes:
    Image.init()
    known = [name for name in _FORMATS if name in Image.OPEN]
    with Image.open(io.BytesIO(data), formats=known) as image:
        target = _FORMATS[image.format or ""]
        # An MPO's further images are previews and depth maps.
        frames = list(_bare_frames(image)) if target != "JPEG" else []
        if target == "JPEG":
            image.load()
            frames = [_bare(image)]
        found = image.getexif()
        facts = ExifInfo(
            orientation=int(found.get(ORIENTATION, 1)),
            artist=_text(found.get(ARTIST)),
            copyright=_text(found.get(COPYRIGHT)),
        )
        options = dict(_OPTIONS[target])
        if profile := reduced_icc(image.info.get("icc_profile") or b""):
            options["icc_profile"] = profile
    block = write_exif(facts, keep_copyright=keep_copyright)
    if block and target not in {"GIF", "TIFF"}:
        options["exif"] = block if target != "JPEG" else EXIF_PREFIX + block
    if len(frames) > 1:
        options |= {"save_all": True, "append_images": frames[1:]}
    out = io.BytesIO()
    frames[0].save(out, target, **options)
    return out.getvalue()


def _bare_frames(image: Image.Image) -> Iterator[Image.Image]:
    """Yield bare copies of all frames, which may have no more pixels together than one image has.

    Raises:
        UncleanableError: they have more; few bytes are enough for thousands of frames.
    """
    left = Image.MAX_IMAGE_PIXELS
    for frame in _pages(image):
        if left is not None:
            left -= frame.width * frame.height
            if left < 0:
                raise UncleanableError("its frames have too many pixels")
        yield _bare(frame)


def _pages(image: Image.Image) -> Iterator[Image.Image]:
    """Yield all frames, but not the pages of a TIFF that are small copies of another one."""
    for number, frame in enumerate(ImageSequence.Iterator(image)):
        kind = getattr(frame, "tag_v2", {}).get(_NEW_SUBFILE_TYPE, 0)
        if not number or not (isinstance(kind, int) and kind & 1):
            yield frame


def _bare(image: Image.Image) -> Image.Image:
    """Return a copy that takes nothing along but what an animation needs."""
    image.load()
    bare = image.copy()
    bare.info = {key: image.info[key] for key in _KEPT if key in image.info}
    return bare


def _text(value: object) -> bytes:
    return value.strip("\0 ").encode() if isinstance(value, str) else b""
